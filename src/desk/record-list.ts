import { likelySame, type Comparable, type LikelySame } from '#src/catalogue/likely-same.ts';
import type { RegisteredOrganiser } from '#src/catalogue/organiser-register.ts';
import type { RegisteredVenue } from '#src/catalogue/venue-register.ts';
import { fold } from '#src/filter/words.ts';

/** What of a list is shown; words: `records.show*`. */
export const VIEWS = ['all', 'proposed', 'unplaced', 'unused', 'duplicates'] as const;
export type View = (typeof VIEWS)[number];

/** A line of a list, with what there is to look at. */
export interface ListedRecord<Record> {
  readonly record: Record;
  readonly unplaced: boolean;
  readonly unused: boolean;
  /** Which others may be the same, with their names. */
  readonly same: readonly (LikelySame & { readonly name: string })[];
}

export interface RecordList<Record> {
  readonly view: View;
  /** What was searched for. */
  readonly words: string;
  readonly records: readonly ListedRecord<Record>[];
  /** How many there are in each view, among those that the words find. */
  readonly counts: ReadonlyMap<View, number>;
}

/** @param query `q`: words that all have to be there, `show`: a view */
export function venueList(venues: readonly RegisteredVenue[], query: URLSearchParams): RecordList<RegisteredVenue> {
  const comparable = venues.map(({ slug, town, placeName, facts }) => ({ slug, town, townName: placeName, ...facts }));
  return listOf(venues, comparable, query, {
    isUnplaced: ({ facts }) => facts.point === null,
    text: ({ facts, placeName }) => `${facts.street ?? ''} ${facts.postcode} ${placeName}`,
  });
}

export function organiserList(
  organisers: readonly RegisteredOrganiser[],
  query: URLSearchParams,
): RecordList<RegisteredOrganiser> {
  const comparable = organisers.map(({ slug, facts: { name } }) => ({ slug, name }));
  return listOf(organisers, comparable, query, {
    isUnplaced: () => false,
    text: ({ facts }) => `${facts.email ?? ''} ${facts.url ?? ''}`,
  });
}

function listOf<Record extends RegisteredVenue | RegisteredOrganiser>(
  all: readonly Record[],
  comparable: readonly Comparable[],
  query: URLSearchParams,
  { isUnplaced, text }: { isUnplaced: (record: Record) => boolean; text: (record: Record) => string },
): RecordList<Record> {
  const same = likelySame(comparable);
  const nameOf = new Map(all.map(({ slug, facts }) => [slug, facts.name]));
  const words = (query.get('q') ?? '').trim().slice(0, 100);
  const wanted = fold(words).split(/\s+/);
  const found = all
    .filter((record) => {
      const searched = fold([record.facts.name, text(record), record.slug, ...record.formerSlugs].join(' '));
      return wanted.every((word) => searched.includes(word));
    })
    .map((record) => ({
      record,
      unplaced: isUnplaced(record),
      unused: record.editions.length === 0,
      same: (same.get(record.slug) ?? []).map((other) => ({ ...other, name: nameOf.get(other.slug)! })),
    }));
  const view = VIEWS.find((one) => one === query.get('show')) ?? 'all';
  const inView = (one: View) => found.filter((listed) => isIn(listed, one));
  return {
    view,
    words,
    records: inView(view),
    counts: new Map(VIEWS.map((one) => [one, inView(one).length])),
  };
}

function isIn({ record, unplaced, unused, same }: ListedRecord<{ readonly proposed: boolean }>, view: View): boolean {
  switch (view) {
    case 'all':
      return true;
    case 'proposed':
      return record.proposed;
    case 'unplaced':
      return unplaced;
    case 'unused':
      return unused;
    case 'duplicates':
      return same.length > 0;
  }
}
