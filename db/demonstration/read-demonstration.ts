import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, YAMLParseError } from 'yaml';
import { addDays } from '#src/time/day.ts';
import type { z } from 'zod';
import {
  categoryRecord,
  editionRecord,
  eventRecord,
  organiserRecord,
  placeRecord,
  textsFile,
  venueRecord,
  type CategoryRecord,
  type EditionRecord,
  type EventRecord,
  type OrganiserRecord,
  type PlaceRecord,
  type TextRecord,
  type VenueRecord,
} from './schema.ts';

/** A whole edition with everything it refers to, valid in itself. */
export interface DemonstrationData {
  readonly edition: EditionRecord;
  readonly places: readonly PlaceRecord[];
  readonly venues: readonly VenueRecord[];
  readonly organisers: readonly OrganiserRecord[];
  readonly categories: readonly CategoryRecord[];
  readonly events: readonly EventRecord[];
  /** Texts by language, then by the event's slug. */
  readonly texts: ReadonlyMap<string, Readonly<Record<string, TextRecord>>>;
}

/** The data files hold mistakes: one line each, naming file, record and field. */
export class DemonstrationDataError extends Error {
  override readonly name = 'DemonstrationDataError';
}

/**
 * Reads the demonstration week.
 *
 * @param folder where the data files are
 * @throws DemonstrationDataError naming every mistake:
 *   `venues.yaml: pressenwerk: postcode: must have five digits`
 */
export function readDemonstration(folder: string): DemonstrationData {
  const problems: string[] = [];
  const data = {
    edition: readFile(folder, 'edition.yaml', editionRecord, problems),
    places: readList(folder, 'places.yaml', placeRecord, problems),
    venues: readList(folder, 'venues.yaml', venueRecord, problems),
    organisers: readList(folder, 'organisers.yaml', organiserRecord, problems),
    categories: readList(folder, 'categories.yaml', categoryRecord, problems),
    events: readList(folder, 'events.yaml', eventRecord, problems),
    texts: new Map(
      readdirSync(join(folder, 'texts'))
        .filter((name) => name.endsWith('.yaml'))
        .sort()
        .map((name) => [name.replace('.yaml', ''), readFile(folder, `texts/${name}`, textsFile, problems) ?? {}]),
    ),
  };
  if (problems.length === 0) checkReferences(data as DemonstrationData, problems);
  if (problems.length > 0) {
    throw new DemonstrationDataError(`The data files in ${folder} hold mistakes:\n${problems.join('\n')}`);
  }
  return data as DemonstrationData;
}

function readList<Schema extends z.ZodType<{ slug: string }>>(
  folder: string,
  file: string,
  schema: Schema,
  problems: string[],
): z.infer<Schema>[] {
  const content = parseYaml(folder, file, problems);
  if (content === undefined) return [];
  if (!Array.isArray(content)) {
    problems.push(`${file}: must be a list of records`);
    return [];
  }
  return content.flatMap((record: unknown, position) => {
    const name = (record as { slug?: unknown } | null)?.slug;
    const where = `${file}: ${typeof name === 'string' ? name : `record ${position + 1}`}`;
    return check(schema, record, where, problems) ?? [];
  });
}

function readFile<Schema extends z.ZodType>(
  folder: string,
  file: string,
  schema: Schema,
  problems: string[],
): z.infer<Schema> | undefined {
  const content = parseYaml(folder, file, problems);
  return content === undefined ? undefined : check(schema, content, file, problems);
}

function parseYaml(folder: string, file: string, problems: string[]): unknown {
  try {
    return parse(readFileSync(join(folder, file), 'utf8')) ?? undefined;
  } catch (error) {
    if (!(error instanceof YAMLParseError) && (error as { code?: string }).code === undefined) throw error;
    problems.push(`${file}: ${(error as Error).message.split('\n')[0]}`);
    return undefined;
  }
}

function check<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  where: string,
  problems: string[],
): z.infer<Schema> | undefined {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  for (const issue of error.issues) problems.push([where, ...issue.path, issue.message].join(': '));
  return undefined;
}

function checkReferences(data: DemonstrationData, problems: string[]): void {
  const slugs = {
    place: unique(data.places, 'places.yaml', problems),
    venue: unique(data.venues, 'venues.yaml', problems),
    organiser: unique(data.organisers, 'organisers.yaml', problems),
    category: unique(data.categories, 'categories.yaml', problems),
    event: unique(data.events, 'events.yaml', problems),
  };
  const refer = (where: string, kind: keyof typeof slugs, slug: string | undefined) => {
    if (slug !== undefined && !slugs[kind].has(slug)) problems.push(`${where}: there is no ${kind} "${slug}"`);
  };
  for (const place of data.places) refer(`places.yaml: ${place.slug}: partOf`, 'place', place.partOf);
  for (const venue of data.venues) refer(`venues.yaml: ${venue.slug}: place`, 'place', venue.place);

  const uids = new Set<string>();
  for (const event of data.events) {
    const where = `events.yaml: ${event.slug}`;
    refer(`${where}: category`, 'category', event.category);
    for (const organiser of event.organisers) refer(`${where}: organisers`, 'organiser', organiser);
    if (!data.texts.get('de')?.[event.slug]) problems.push(`texts/de.yaml: ${event.slug}: is missing`);
    event.occurrences.forEach((occurrence, position) => {
      const date = `${where}: occurrences: ${position}`;
      refer(`${date}: venue`, 'venue', occurrence.venue);
      refer(`${date}: previousVenue`, 'venue', occurrence.previousVenue);
      if (uids.has(occurrence.uid)) problems.push(`${date}: uid: is used twice`);
      uids.add(occurrence.uid);
      if (!occurrence.venue && !occurrence.onlineUrl) problems.push(`${date}: needs a venue or an onlineUrl`);
      if (occurrence.end && occurrence.end <= occurrence.start) problems.push(`${date}: end: is not after start`);
      const [firstDay, lastDay] = [occurrence.start.slice(0, 10), (occurrence.end ?? occurrence.start).slice(0, 10)];
      const { programmeStartDay, programmeEndDay } = data.edition;
      if (firstDay < programmeStartDay || lastDay > addDays(programmeEndDay, 1)) {
        problems.push(`${date}: is not within the programme's span, ${programmeStartDay} to ${programmeEndDay}`);
      }
      if (occurrence.allDay && !/T00:00$/.test(occurrence.start)) {
        problems.push(`${date}: start: of an all-day date must be at T00:00`);
      }
    });
  }
  for (const [language, texts] of data.texts) {
    for (const slug of Object.keys(texts)) refer(`texts/${language}.yaml: ${slug}`, 'event', slug);
  }
}

function unique(records: readonly { slug: string }[], file: string, problems: string[]): Set<string> {
  const seen = new Set<string>();
  for (const { slug } of records) {
    if (seen.has(slug)) problems.push(`${file}: ${slug}: slug: is used twice`);
    seen.add(slug);
  }
  return seen;
}
