import { writeFile } from 'node:fs/promises';
import type { Unmatched } from '#src/booklet/booklets.ts';
import { BOOKLET_FORMATS, readBookletOptions } from '#src/booklet/booklet-options.ts';
import { readFilter } from '#src/catalogue/former-slugs.ts';
import type { Snapshot } from '#src/catalogue/catalogue.ts';
import { FILTER_NAMES, type Filter, type FilterName, type FilterProblem } from '#src/filter/filter.ts';
import { LANGUAGES } from '#src/languages/languages.ts';
import { UsageError, type Command, type Input, type Option } from './command.ts';

/** `--language` is the booklet's own, as everywhere on the command line; what is spoken at events is asked for so. */
const optionOf = (name: FilterName): string => (name === 'language' ? 'spoken-language' : name);

const WRITTEN: Readonly<Record<FilterProblem['code'], string>> = {
  'malformed-day': 'is no day. Write year-month-day: 2024-09-22.',
  'malformed-slug': 'cannot be a name in the catalogue: those are small letters, digits and hyphens, as in addresses.',
  'malformed-language': 'is no code of a language: those are two or three small letters, such as uk.',
  'malformed-flag': 'is unknown.',
  'too-long': 'is too long.',
  'too-many': 'is one value too many.',
};

const FILTER_OPTIONS = Object.fromEntries(
  FILTER_NAMES.map((name): [string, Option] => [
    optionOf(name),
    name === 'free'
      ? { type: 'boolean', help: 'only what costs nothing' }
      : {
          ...{ type: 'string', multiple: true, value: name === 'day' ? 'DAY' : name === 'q' ? 'WORDS' : 'SLUG' },
          help: `only what has this ${name === 'q' ? 'in its words' : name}`,
        },
  ]),
);

export const booklet: Command = {
  summary: 'Set the printed programme, all of it or what a filter finds, as a PDF.',
  options: {
    language: {
      type: 'string',
      value: 'CODE',
      help: `of the booklet: ${LANGUAGES.map(({ code }) => code).join(', ')}; German if not said`,
    },
    format: { type: 'string', value: 'FORMAT', help: `of its pages: ${BOOKLET_FORMATS.join(', ')}; a5 if not said` },
    bleed: { type: 'boolean', help: 'for the printer’s: 3 mm of bleed, crop marks, pages in fours' },
    imposed: { type: 'boolean', help: 'two pages on each side of a sheet, in the order for folding' },
    output: {
      type: 'string',
      value: 'FILE',
      help: 'where to; programmheft-<edition>-<language>-<format>.pdf if not said',
    },
    ...FILTER_OPTIONS,
  },
  async run(app, input) {
    const read = readBookletOptions({
      language: input.text('language'),
      format: input.text('format'),
      bleed: input.flag('bleed') ? '1' : null,
      imposed: input.flag('imposed') ? '1' : null,
    });
    if ('problems' in read) {
      const lines = read.problems.map(
        ({ name, value, known }) => `--${name}: "${value}" is unknown. There are: ${known.join(', ')}.`,
      );
      throw new UsageError(lines.join(' '));
    }
    const filter = filterFrom(input, await app.catalogue.snapshot());
    const made = await app.booklets.make(filter, read.options);
    if (!made.ok) {
      const unmatched = 'unmatched' in made ? made.unmatched.map(noEventHas) : [];
      return { ok: false, lines: [made.message, ...unmatched], data: made };
    }
    const { pdf, fileName, events, unmatched, missingLogos, leftOut, unfinished } = made;
    const { localUrl, imprintGaps } = unfinished;
    const file = input.text('output') ?? fileName;
    await writeFile(file, pdf);
    const data = { ok: true, file, bytes: pdf.length, events, unmatched, missingLogos, leftOut, unfinished };
    return {
      ok: true,
      lines: [
        `${file} holds ${events} events.`,
        ...unmatched.map(noEventHas),
        ...(read.options.imposed ? ['Print it on both sides, turned on the short edge.'] : []),
        ...(localUrl === null
          ? []
          : [`QR codes lead nowhere: the site is ${localUrl}. Say with SITE_URL where it will be.`]),
        ...(imprintGaps === 0 ? [] : [`Gaps in the Impressum, to be filled in content/pages: ${imprintGaps}`]),
        ...missingLogos.map((logo) => `Printed in words, for there is no logo: ${logo}`),
        ...(leftOut.length > 0 ? [`Left out, for no typeface has them: ${leftOut.join(' ')}`] : []),
      ],
      data,
    };
  },
};

/** `No event has --place atlantis.` */
function noEventHas({ name, value }: Unmatched): string {
  return `No event has --${optionOf(name)}${name === 'free' ? '' : ` ${value}`}.`;
}

/** @throws UsageError naming every value that cannot be meant */
function filterFrom(input: Input, snapshot: Snapshot): Filter {
  const query = new URLSearchParams();
  for (const name of FILTER_NAMES) {
    if (name === 'free') {
      if (input.flag(name)) query.append(name, '1');
      continue;
    }
    for (const value of input.texts(optionOf(name))) query.append(name, value);
  }
  const { filter, problems } = readFilter(snapshot, query);
  if (problems.length === 0) return filter;
  throw new UsageError(
    problems.map(({ name, value, code }) => `--${optionOf(name)}: "${value}" ${WRITTEN[code]}`).join(' '),
  );
}
