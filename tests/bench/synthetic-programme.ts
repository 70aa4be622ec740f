import { createHash } from 'node:crypto';
import type { DemonstrationData } from '#db/demonstration/read-demonstration.ts';
import { addDays } from '#src/time/day.ts';
import { syntheticOrganisers, syntheticPlaces, syntheticVenues } from './synthetic-places.ts';
import { chanceFrom, TextVariation, type Chance } from './synthetic-words.ts';

type EventRecord = DemonstrationData['events'][number];
type TextRecord = DemonstrationData['texts'] extends ReadonlyMap<string, Readonly<Record<string, infer T>>> ? T : never;

const SIZE = { places: 300, venues: 1500, organisers: 800 };
const DAYS = 8;

/**
 * An edition of many events, each made from one of the given edition: same kind of facts, other words, place and day.
 * Every run makes the same one.
 *
 * @param events how many; closed ones are not among them
 */
export function syntheticProgramme(given: DemonstrationData, events: number): DemonstrationData {
  const chance = chanceFrom(2024);
  const places = syntheticPlaces(SIZE.places, chance);
  const venues = syntheticVenues(given.venues, places, SIZE.venues, chance);
  const organisers = syntheticOrganisers(given.organisers, places, SIZE.organisers);
  const models = given.events.filter((event) => !event.closed);
  const made = Array.from({ length: events }, (_, number) => {
    const model = models[number % models.length]!;
    const slug = `${model.slug.slice(0, 80)}-${number}`;
    return { model, event: { ...model, slug, ...elsewhere(model, slug, given.edition.officialStartDay) } };
  });
  return { ...given, places, venues, organisers, events: made.map(({ event }) => event), texts: texts() };

  function elsewhere(model: EventRecord, slug: string, firstDay: string) {
    const day = addDays(firstDay, chance.below(DAYS));
    const distance = daysBetween(model.occurrences[0]!.start, day);
    const venue = busyVenue();
    return {
      organisers: [...new Set(model.organisers.map(() => chance.of(organisers).slug))],
      occurrences: model.occurrences.map((date, position) => ({
        ...date,
        uid: uidOf(`${slug} ${position}`),
        start: shifted(date.start, distance),
        ...(date.end === undefined ? {} : { end: shifted(date.end, distance) }),
        ...(date.venue === undefined ? {} : { venue }),
        ...(date.previousStart === undefined ? {} : { previousStart: shifted(date.previousStart, distance) }),
        ...(date.previousVenue === undefined ? {} : { previousVenue: busyVenue() }),
      })),
    };
  }

  /** A few houses have much on, most have little. */
  function busyVenue(): string {
    return venues[Math.floor(chance.next() ** 3 * venues.length)]!.slug;
  }

  function texts(): DemonstrationData['texts'] {
    return new Map(
      [...given.texts].map(([language, ofModels]) => {
        const variation = new TextVariation(
          Object.values(ofModels).flatMap(({ title, summary, description }) => [title, summary, description]),
          { compounds: language === 'de' },
        );
        const entries = made
          .filter(({ model }) => ofModels[model.slug])
          .map(({ model, event }) => [event.slug, varied(ofModels[model.slug]!, variation, chance)]);
        return [language, Object.fromEntries(entries)];
      }),
    );
  }
}

function varied(text: TextRecord, variation: TextVariation, chance: Chance): TextRecord {
  return {
    ...text,
    title: variation.vary(text.title, 0.3, chance).slice(0, 160),
    summary: variation.vary(text.summary, 0.2, chance),
    description: variation.vary(text.description, 0.2, chance),
  };
}

/** Like the stored ones, and as hard to compress. */
function uidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

function shifted(local: string, days: number): string {
  return addDays(local.slice(0, 10), days) + local.slice(10);
}

function daysBetween(local: string, day: string): number {
  return Math.round((Date.parse(day) - Date.parse(local.slice(0, 10))) / 86_400_000);
}
