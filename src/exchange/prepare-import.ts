import type { CatalogueDatabase } from '#db/connect.ts';
import type { DeskWords } from '#src/i18n/desk-words.ts';
import type { Translations } from '#src/i18n/translation.ts';
import { calendarRows, type CalendarDefaults } from './calendar-rows.ts';
import { readExchanged, type ExchangedEdition } from './catalogue-reading.ts';
import { groupRows, type ReadSheets } from './event-groups.ts';
import { ExchangeWords } from './exchange-words.ts';
import { planImport, type ImportPlan } from './import-plan.ts';
import { inFileOrder, problemTold, type ToldProblem } from './problem.ts';
import { readImportFile, type FileProblem } from './read-file.ts';

/** What import and export need of the app. */
export interface ExchangeParts {
  readonly database: CatalogueDatabase;
  readonly deskWords: DeskWords;
  readonly translations: Translations;
}

export interface ImportFile {
  readonly name: string;
  readonly bytes: Buffer;
  /** The slug of the edition that its events belong to. */
  readonly edition: string;
  readonly defaults: CalendarDefaults;
}

/** A file compared with the catalogue as it is now. */
export interface PreparedImport {
  readonly exchanged: ExchangedEdition;
  readonly plan: ImportPlan;
  readonly problems: readonly ToldProblem[];
  readonly ignored: ReadSheets['ignored'];
  readonly counts: Readonly<Record<'new' | 'changed' | 'unchanged', number>>;
}

/** Reads a file and says what importing it would do; nothing is written. A code, where there is nothing to compare. */
export async function prepareImport(
  { database, deskWords, translations }: ExchangeParts,
  { name, bytes, edition, defaults }: ImportFile,
): Promise<PreparedImport | FileProblem | 'unknown-edition'> {
  const exchanged = await readExchanged(database, edition);
  if (!exchanged) return 'unknown-edition';
  const content = await readImportFile(bytes, name);
  if (typeof content === 'string') return content;
  const words = new ExchangeWords(deskWords, translations.de, exchanged.known);
  const read =
    content.kind === 'calendar'
      ? calendarRows(content.text, { exchanged, words, defaults })
      : groupRows(content.sheets, words);
  if (!read) return 'not-calendar';
  if (!read.hasTable) return 'no-head';
  const planned = planImport(read.groups, exchanged, words);
  const problems = inFileOrder([...read.problems, ...planned.problems]);
  const count = (kind: string) => planned.events.filter((event) => event.kind === kind).length;
  return {
    exchanged,
    plan: { ...planned, problems, changes: problems.length > 0 ? [] : planned.changes },
    problems: problems.map((problem) => problemTold(problem, words)),
    ignored: read.ignored,
    counts: { new: count('new'), changed: count('changed'), unchanged: count('unchanged') },
  };
}
