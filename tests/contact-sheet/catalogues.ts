import { readDemonstration, type DemonstrationData } from '#db/demonstration/read-demonstration.ts';
import { DEMONSTRATION_FOLDER } from '#src/server/fill-with-demonstration.ts';
import { addDays } from '#src/time/day.ts';

type EventRecord = DemonstrationData['events'][number];
type Occurrence = EventRecord['occurrences'][number];

/** What the form lets through at most. */
const MOST = { title: 160, name: 120 };
export const FULL_DAY = '2024-09-24';
const ON_A_FULL_DAY = 60;
export const ONLY_EVENT = 'volkstanzabend-marksuhl';

/** Ends of names, as long as they need to be; in other languages names stay as they are. */
const ENDLESS: Readonly<Record<string, string>> = {
  de: ' – mit Gleichstellungsbeauftragten, Bürgerinnenversammlung und Kindertageseinrichtungsträgern der Verwaltungsgemeinschaft Hainich-Werratal, Wartburgkreis und Nachbarschaftszentrum',
  ar: ' – لقاء مفتوح للجميع مع الجيران والعائلات والمتطوعين من جميع أنحاء القضاء، مع الموسيقى والطعام والحكايات والألعاب للأطفال والكبار في ساحة المدينة القديمة وحديقتها',
  uk: ' – відкрита зустріч для всіх сусідів, родин і волонтерів з усього району з музикою, частуваннями, розповідями та іграми для дітей і дорослих на старій міській площі',
};

/** Catalogues in which something is rare, by name: an edition made of the demonstration's. */
export const RARE_CATALOGUES = {
  'long-titles': withLongNames,
  'one-event': (data) => withEvents(data, [eventOf(data, ONLY_EVENT)]),
  'sixty-on-a-day': (data) => withEvents(data, onOneDay(data)),
  empty: (data) => withEvents(data, []),
} as const satisfies Record<string, (data: DemonstrationData) => DemonstrationData>;
export type RareCatalogue = keyof typeof RARE_CATALOGUES;

export function rareCatalogue(name: RareCatalogue): DemonstrationData {
  return RARE_CATALOGUES[name](readDemonstration(DEMONSTRATION_FOLDER));
}

/** Every title, venue and organiser has a name as long as the form allows. */
function withLongNames(data: DemonstrationData): DemonstrationData {
  const named = <Named extends { name: string }>(record: Named) => ({
    ...record,
    name: lengthened(record.name, 'de', MOST.name),
  });
  const texts = [...data.texts].map(([language, ofEvents]) => {
    const long = Object.entries(ofEvents).map(([slug, text]) => {
      return [slug, { ...text, title: lengthened(text.title, language, MOST.title) }] as const;
    });
    return [language, Object.fromEntries(long)] as const;
  });
  return {
    ...data,
    venues: data.venues.map(named),
    organisers: data.organisers.map(named),
    texts: new Map(texts),
  };
}

function lengthened(name: string, language: string, most: number): string {
  const end = ENDLESS[language];
  return end === undefined ? name : (name + end).slice(0, most).trim();
}

function withEvents(data: DemonstrationData, events: readonly EventRecord[]): DemonstrationData {
  const slugs = new Set(events.map(({ slug }) => slug));
  const texts = [...data.texts].map(([language, ofEvents]) => {
    return [language, Object.fromEntries(Object.entries(ofEvents).filter(([slug]) => slugs.has(slug)))] as const;
  });
  return { ...data, events, texts: new Map(texts) };
}

function eventOf(data: DemonstrationData, wanted: string): EventRecord {
  const event = data.events.find(({ slug }) => slug === wanted);
  if (!event) throw new Error(`The demonstration week has no ${wanted} any more.`);
  return event;
}

/** As many public events of the week, each on one date that is moved to the day. */
function onOneDay(data: DemonstrationData): EventRecord[] {
  return data.events
    .filter(({ closed }) => !closed)
    .slice(0, ON_A_FULL_DAY)
    .map((event) => ({ ...event, occurrences: [onDay(event.occurrences[0]!, FULL_DAY)] }));
}

function onDay(date: Occurrence, day: string): Occurrence {
  const distance = (Date.parse(day) - Date.parse(date.start.slice(0, 10))) / 86_400_000;
  const shifted = (local: string) => addDays(local.slice(0, 10), distance) + local.slice(10);
  const end = date.end === undefined ? {} : { end: shifted(date.end) };
  return { ...date, ...end, start: shifted(date.start) };
}
