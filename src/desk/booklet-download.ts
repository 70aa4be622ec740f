import { readBookletOptions } from '#src/booklet/booklet-options.ts';
import type { Booklets } from '#src/booklet/booklets.ts';
import { FundingError } from '#src/booklet/funding.ts';
import { readFilter } from '#src/catalogue/former-slugs.ts';
import type { Snapshot } from '#src/catalogue/catalogue.ts';
import type { DeskWords } from '#src/i18n/desk-words.ts';
import type { Translation } from '#src/i18n/translation.ts';

interface Parts {
  readonly snapshot: Snapshot;
  readonly booklets: Pick<Booklets, 'make'>;
  readonly words: DeskWords;
  readonly i18n: Translation;
  /** Writes down what is our own fault. */
  readonly report: (error: unknown) => void;
}

/** Why there is no booklet: sentences for the page, and the status that goes with them. */
export interface BookletProblem {
  readonly status: 400 | 404 | 500 | 503;
  readonly texts: readonly string[];
}

/**
 * The booklet that the form of `/desk/booklet` asks for, as a file to download. Asking changes nothing.
 *
 * @param query what the form sends: the filter under its own names, `in` for the language of the booklet
 */
export async function bookletDownload(query: URLSearchParams, parts: Parts): Promise<Response | BookletProblem> {
  const { snapshot, booklets, words, i18n, report } = parts;
  const read = readBookletOptions({
    language: query.get('in'),
    format: query.get('format'),
    bleed: query.get('bleed'),
    imposed: query.get('imposed'),
  });
  const { filter, problems } = readFilter(snapshot, query);
  const texts = [
    ...('problems' in read
      ? read.problems.map(({ name, value }) =>
          words.t('booklet.problem.option', { name: words.t(`booklet.${name}`), value: shown(value) }),
        )
      : []),
    ...problems.map(({ name, value, code }) =>
      i18n.t(`problem.${code}`, { name: i18n.t(`filter.${name}`), value: shown(value) }),
    ),
  ];
  if ('problems' in read || texts.length > 0) return { status: 400, texts };
  try {
    const made = await booklets.make(filter, read.options);
    if (made.ok) return fileResponse(made.pdf, made.fileName);
    if (made.code === 'failed') report(new Error(made.message));
    return { status: STATUS[made.code], texts: [words.t(`booklet.problem.${made.code}`)] };
  } catch (error) {
    if (!(error instanceof FundingError)) throw error;
    return { status: 500, texts: [words.t('booklet.problem.funding'), ...error.message.split('\n')] };
  }
}

const STATUS = { 'no-programme': 404, 'nothing-found': 404, busy: 503, 'took-too-long': 503, failed: 500 } as const;

function fileResponse(pdf: Uint8Array, name: string): Response {
  return new Response(new Uint8Array(pdf), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${name}"`,
      'x-content-type-options': 'nosniff',
    },
  });
}

/** Anything may have been sent. */
function shown(value: string): string {
  return `\u2068${value.slice(0, 80).replace(/\p{C}/gu, '\u25A1')}\u2069`;
}
