import type { Snapshot } from '#src/catalogue/catalogue.ts';
import { readRegister } from '#src/catalogue/register.ts';
import { nameIn, type Edition } from '#src/catalogue/types.ts';
import type { CatalogueDatabase } from '#db/connect.ts';
import type { DeskKey, DeskWords } from '#src/i18n/desk-words.ts';
import type { Translation } from '#src/i18n/translation.ts';
import { comparedNumbers, type ComparedRow } from '#src/reports/compared-numbers.ts';
import { MEASURES, numbersOf, ONLINE, type EditionNumbers, type Measure } from '#src/reports/numbers.ts';

/** The numbers of one edition, as the page and the file of them show. */
export interface NumbersPage {
  readonly edition: Edition;
  /** The edition before it; null for the first. */
  readonly earlier: Edition | null;
  readonly totals: readonly { readonly label: string; readonly now: number; readonly before: number | null }[];
  readonly tables: readonly NumbersTable[];
}

export interface NumbersTable {
  readonly measure: Measure;
  readonly title: string;
  readonly rows: readonly (ComparedRow & { readonly label: string })[];
}

interface Parts {
  readonly snapshot: Snapshot;
  readonly database: CatalogueDatabase;
  readonly words: DeskWords;
  readonly i18n: Translation;
}

/** @returns null if there is no such edition, or none at all */
export async function numbersPage(wanted: string | null, parts: Parts): Promise<NumbersPage | null> {
  const { snapshot, words } = parts;
  const at = wanted === null ? 0 : snapshot.editions.findIndex(({ slug }) => slug === wanted);
  const edition = snapshot.editions[at];
  if (!edition) return null;
  const earlier = snapshot.editions[at + 1] ?? null;
  const now = await countedEdition(edition, parts);
  const before = earlier && (await countedEdition(earlier, parts));
  const compared = comparedNumbers(now.numbers, before?.numbers ?? null);
  const total = (key: DeskKey, of: (one: CountedEdition) => number) => ({
    label: words.t(key),
    now: of(now),
    before: before && of(before),
  });
  return {
    edition,
    earlier,
    totals: [
      ...(['events', 'cancelledEvents', 'dates', 'cancelledDates', 'towns', 'organisers'] as const).map((name) =>
        total(`numbers.${name}`, ({ numbers }) => numbers[name]),
      ),
      ...(['unlisted', 'drafts', 'withdrawn'] as const).map((name) => total(`numbers.${name}`, (one) => one[name])),
    ],
    tables: MEASURES.map((measure) => ({
      measure,
      title: words.t(`numbers.by.${measure}`),
      rows: compared[measure].map((row) => ({ ...row, label: labelOf(measure, row.key, parts) })),
    })),
  };
}

interface CountedEdition {
  readonly numbers: EditionNumbers;
  /** What no public page shows. */
  readonly unlisted: number;
  readonly drafts: number;
  readonly withdrawn: number;
}

async function countedEdition({ slug }: Edition, { snapshot, database }: Parts): Promise<CountedEdition> {
  const programme = await snapshot.programme(slug);
  const register = await readRegister(database.read, { edition: slug });
  return {
    numbers: numbersOf(programme ?? { events: [], dates: [] }),
    unlisted: register.filter(({ closed, state }) => closed && state === 'published').length,
    drafts: register.filter(({ state }) => state === 'draft').length,
    withdrawn: register.filter(({ state }) => state === 'withdrawn').length,
  };
}

function labelOf(measure: Measure, key: string, { snapshot, words, i18n }: Parts): string {
  switch (measure) {
    case 'category':
      return nameIn(snapshot.categories.get(key)?.name ?? {}, 'de') || key;
    case 'town':
      return key === ONLINE ? words.t('numbers.online') : (snapshot.places.get(key)?.name ?? key);
    case 'organiser':
      return snapshot.organisers.get(key)?.name ?? key;
    case 'language':
      return i18n.languageName(key);
    case 'day':
      return i18n.dates.medium(key);
    // Codes of vocabularies.
    case 'audience':
    case 'price':
    case 'access':
      return words.find(`exchange.${measure}`, key) ?? i18n.t(`${measure}.${key}` as Parameters<Translation['t']>[0]);
  }
}
