import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { exchangeableEditions, readExchanged, usualEdition } from '#src/exchange/catalogue-reading.ts';
import { EXPORT_FORMATS, exportFile, isExportFormat } from '#src/exchange/exchange-files.ts';
import { ExchangeWords } from '#src/exchange/exchange-words.ts';
import { prepareImport, type PreparedImport } from '#src/exchange/prepare-import.ts';
import { MAX_FILE_BYTES } from '#src/exchange/read-file.ts';
import type { App } from '#src/server/app.ts';
import { UsageError, type Command, type Option, type Result } from './command.ts';
import { inColumns } from './printable.ts';

const EDITION: Option = {
  type: 'string',
  value: 'SLUG',
  help: 'the edition meant; if not said, the one that takes submissions, else the one that is shown',
};

export const importEvents: Command = {
  summary: 'Take events from a table (XLSX, CSV) or a calendar (ICS), all or none; new ones become drafts.',
  argument: 'file',
  options: {
    edition: EDITION,
    'dry-run': { type: 'boolean', help: 'only say what would change' },
    category: { type: 'string', value: 'SLUG', help: 'of a calendar: the kind of events that name none' },
    organiser: { type: 'string', value: 'NAME', help: 'of a calendar: who organises its events' },
  },
  async run(app, input) {
    const edition = await editionFor(app, input.text('edition'));
    if (typeof edition !== 'string') return edition;
    if ((await stat(input.argument)).size > MAX_FILE_BYTES) return unreadable(app, 'too-large', input.argument);
    const bytes = await readFile(input.argument);
    const defaults = { category: input.text('category') ?? null, organiser: input.text('organiser') ?? null };
    const name = basename(input.argument);
    const prepared = await prepareImport(app, { name, bytes, edition, defaults });
    if (typeof prepared === 'string') return unreadable(app, prepared, input.argument);
    const { plan, problems, counts } = prepared;
    const data = { ok: problems.length === 0, edition, counts, problems, events: plan.events };
    if (problems.length > 0) return { ok: false, lines: problemLines(prepared), data };
    const summary = `new: ${counts.new}, changed: ${counts.changed}, unchanged: ${counts.unchanged}.`;
    if (input.flag('dry-run')) return { ok: true, lines: [...changeLines(prepared), `Would be ${summary}`], data };
    const change = { kind: 'import-events', edition, file: name, events: plan.changes } as const;
    const outcome = await app.apply('command line', change);
    if (!outcome.ok) return { ok: false, lines: [outcome.message], data: outcome };
    const version = `The catalogue is at version ${outcome.version}.`;
    return {
      ok: true,
      lines: [...changeLines(prepared), `Imported ${summary} ${version}`],
      data: { ...data, ...outcome },
    };
  },
};

export const exportEvents: Command = {
  summary: 'Write all events of an edition into a file: a table to edit and import again, or JSON.',
  options: {
    format: {
      type: 'string',
      value: 'FORMAT',
      help: `${EXPORT_FORMATS.join(', ')}; if not said, by the file's ending`,
    },
    edition: EDITION,
    output: { type: 'string', value: 'FILE', help: 'where to; events-<edition>.<format> if not said' },
  },
  async run(app, input) {
    const edition = await editionFor(app, input.text('edition'));
    if (typeof edition !== 'string') return edition;
    const output = input.text('output');
    const format = input.text('format') ?? (output === undefined ? 'xlsx' : extname(output).slice(1).toLowerCase());
    if (!isExportFormat(format)) {
      throw new UsageError(`"${format}" is no format. There are: ${EXPORT_FORMATS.join(', ')}.`);
    }
    const exchanged = (await readExchanged(app.database, edition))!;
    const words = new ExchangeWords(app.deskWords, app.translations.de, exchanged.known);
    const file = output ?? `events-${edition}.${format}`;
    await writeFile(file, await exportFile(format, exchanged, words));
    const data = { ok: true, file, format, edition, events: exchanged.events.length };
    return { ok: true, lines: [`${file} holds ${data.events} events of ${edition}.`], data };
  },
};

/** The slug of an edition, or why there is none. */
async function editionFor(app: App, wanted: string | undefined): Promise<string | Result> {
  const editions = await exchangeableEditions(app.database);
  const found = wanted === undefined ? usualEdition(editions) : editions.find(({ slug }) => slug === wanted);
  if (found) return found.slug;
  const known = editions.map(({ slug }) => slug).join(', ') || 'none';
  const message = `There is no edition ${wanted === undefined ? '' : `"${wanted}"`}. There are: ${known}.`;
  return { ok: false, lines: [message], data: { ok: false, code: 'unknown-edition', field: 'edition', message } };
}

/** What is wrong with a file is told in German, as its headings and values are. */
function unreadable({ deskWords }: App, code: string, file: string): Result {
  const message = `${file}: ${deskWords.find('exchange.fileProblem', code) ?? code}`;
  return { ok: false, lines: [message], data: { ok: false, code, field: 'file', message } };
}

function problemLines({ problems }: PreparedImport): string[] {
  const rows = problems.map(({ sheet, row, field, message }) => [sheet, String(row), field, message]);
  return [...inColumns(rows), `Nothing was imported. Problems: ${problems.length}.`];
}

/** `changed  laenderreise  Kurz gesagt (de), Tag` */
function changeLines({ plan }: PreparedImport): string[] {
  return inColumns(
    plan.events
      .filter(({ kind }) => kind !== 'unchanged')
      .map(({ kind, slug, title, differences }) => [
        kind,
        slug ?? title,
        [...new Set(differences.map(({ field }) => field))].join(', '),
      ]),
  );
}
