import { programmeFor } from '#src/catalogue/programme-page.ts';
import type { Catalogue } from '#src/catalogue/catalogue.ts';
import type { Programme } from '#src/catalogue/programme.ts';
import { activeNames, filterOf, type Filter, type FilterName } from '#src/filter/filter.ts';
import type { LanguageCode } from '#src/languages/languages.ts';
import type { Translations } from '#src/i18n/translation.ts';
import type { Texts } from '#src/texts/read-texts.ts';
import { bookletContent } from './booklet-content.ts';
import type { BookletOptions } from './booklet-options.ts';
import { printableCharacters } from './fonts.ts';
import { fundingPage, readFunders } from './funding.ts';
import { printable } from './printable-text.ts';
import { unfinishedOf, type Unfinished } from './unfinished.ts';
import { typeset, type TypesetRefusal } from './typeset.ts';

export interface MadeBooklet {
  readonly ok: true;
  readonly pdf: Uint8Array;
  /** `programmheft-2024-de-a5.pdf` */
  readonly fileName: string;
  readonly events: number;
  /** What of the filter finds nothing by itself: a name mistyped beside others would be missed in the print. */
  readonly unmatched: readonly Unmatched[];
  /** Who funds and has no logo there: printed in words. */
  readonly missingLogos: readonly string[];
  /** Why it should not be printed yet. */
  readonly unfinished: Unfinished;
  /** Characters that no typeface has. */
  readonly leftOut: readonly string[];
}

export interface Unmatched {
  readonly name: FilterName;
  readonly value: string;
}

export type BookletRefusal =
  | TypesetRefusal
  | { readonly ok: false; readonly code: 'no-programme'; readonly message: string }
  | {
      readonly ok: false;
      readonly code: 'nothing-found';
      readonly message: string;
      readonly unmatched: readonly Unmatched[];
    };

/** What booklets are made from, as the app has it. */
export interface BookletParts {
  readonly catalogue: Catalogue;
  readonly translations: Translations;
  readonly texts: Texts;
  readonly siteUrl: string;
  /** The folder that holds `funding.yaml` and `logos/`. */
  readonly contentFolder: string;
}

/** Makes the printed programme of what is published at the time. */
export class Booklets {
  readonly #parts: BookletParts;

  constructor(parts: BookletParts) {
    this.#parts = parts;
  }

  /**
   * A booklet with what a filter finds, as PDF.
   *
   * @throws FundingError where `content/funding.yaml` or a logo is not as it must be
   */
  async make(filter: Filter, options: BookletOptions): Promise<MadeBooklet | BookletRefusal> {
    const { catalogue, translations, texts, siteUrl, contentFolder } = this.#parts;
    const snapshot = await catalogue.snapshot();
    const programme = await programmeFor(snapshot, filter.edition);
    if (!programme) return { ok: false, code: 'no-programme', message: 'There is no programme yet.' };
    const { dates, eventCount } = programme.select(filter);
    const unmatched = unmatchedIn(programme, filter);
    if (eventCount === 0) {
      return { ok: false, code: 'nothing-found', message: 'No event of the programme matches this filter.', unmatched };
    }
    const i18n = translations[options.language];
    const events = [...new Set(dates.map(({ event }) => event))];
    const funding = fundingPage(events, readFunders(contentFolder), contentFolder);
    const { booklet, drawings } = bookletContent({
      ...{ snapshot, programme, filter, options, i18n, texts, funding, siteUrl },
    });
    const leftOut = new Set<string>();
    const words = printable(booklet, printableCharacters(), leftOut);
    const set = await typeset({ booklet: words, drawings, isImposed: options.imposed });
    if (!set.ok) return set;
    return {
      ...set,
      fileName: fileNameOf(programme.edition.slug, filter, options),
      events: eventCount,
      unmatched,
      missingLogos: funding.missingLogos,
      unfinished: this.unfinished(options.language),
      leftOut: [...leftOut],
    };
  }

  /**
   * Who funds what is in the shown edition, and has no logo there.
   *
   * @throws FundingError
   */
  async missingLogos(): Promise<readonly string[]> {
    const { catalogue, contentFolder } = this.#parts;
    const programme = await programmeFor(await catalogue.snapshot(), []);
    return fundingPage(programme?.events ?? [], readFunders(contentFolder), contentFolder).missingLogos;
  }

  /** Why a booklet in a language should not be printed yet, whatever is in it. */
  unfinished(language: LanguageCode): Unfinished {
    const { siteUrl, texts } = this.#parts;
    return unfinishedOf(siteUrl, texts, language);
  }
}

function unmatchedIn(programme: Programme, filter: Filter): Unmatched[] {
  const names = activeNames(filter).filter((name) => name !== 'edition');
  return names.flatMap((name) =>
    filter[name]
      .filter((value) => programme.select(filterOf({ [name]: [value] })).eventCount === 0)
      .map((value) => ({ name, value })),
  );
}

function fileNameOf(edition: string, filter: Filter, { language, format, bleed, imposed }: BookletOptions): string {
  const isPart = activeNames(filter).some((name) => name !== 'edition');
  return (
    [
      ...['programmheft', edition, language, format],
      ...(isPart ? ['auswahl'] : []),
      ...(bleed ? ['druck'] : []),
      ...(imposed ? ['ausgeschossen'] : []),
    ].join('-') + '.pdf'
  );
}
