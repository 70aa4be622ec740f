import { exchangeableEditions } from '#src/exchange/catalogue-reading.ts';
import { prepareImport, type ExchangeParts, type ImportFile } from '#src/exchange/prepare-import.ts';
import { MAX_FILE_BYTES } from '#src/exchange/read-file.ts';
import { StagedImports } from '#src/exchange/staged-imports.ts';
import { readFormBody } from '#src/submissions/form-body.ts';
import { isPassing } from '#src/submissions/passing-errors.ts';
import type { Clock } from '#src/time/festival-time.ts';

/** What of the app files need. */
export interface ImportServices extends ExchangeParts {
  readonly settings: { readonly dataDir: string };
  readonly clock: Clock;
}

/** A file that waits with its preview, or why there is none: a code of `exchange.fileProblem.*`. */
export type Upload =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly status: 413 | 422 | 503; readonly problem: string; readonly choices: UploadChoices };

/** What was chosen beside the file. */
export interface UploadChoices {
  readonly edition: string;
  readonly category: string;
  readonly organiser: string;
}

const NO_CHOICES: UploadChoices = { edition: '', category: '', organiser: '' };

/** Takes a file from the form and holds it until somebody has looked at its preview. */
export async function receiveUpload(request: Request, services: ImportServices): Promise<Upload> {
  const body = await readFormBody(request);
  const refused = (status: 413 | 422 | 503, problem: string, choices = NO_CHOICES) =>
    ({ ok: false, status, problem, choices }) as const;
  if (body === 'too-large') return refused(413, 'too-large');
  if (body === 'not-a-form') return refused(422, 'none');
  const { data, cut } = body;
  const choice = (name: string) => {
    const value = data.get(name);
    return typeof value === 'string' ? value.slice(0, 200) : '';
  };
  const choices = { edition: choice('into'), category: choice('category'), organiser: choice('organiser') };
  if (cut) return refused(413, 'too-large', choices);
  const uploaded = data.get('file');
  if (!(uploaded instanceof File) || uploaded.name === '') return refused(422, 'none', choices);
  if (uploaded.size > MAX_FILE_BYTES) return refused(413, 'too-large', choices);
  const editions = await exchangeableEditions(services.database);
  if (!editions.some(({ slug }) => slug === choices.edition)) return refused(422, 'unknown-edition', choices);
  const file: ImportFile = {
    name: shownName(uploaded.name),
    bytes: Buffer.from(await uploaded.arrayBuffer()),
    edition: choices.edition,
    defaults: { category: choices.category || null, organiser: choices.organiser || null },
  };
  // What cannot be read at all is told where another file can be chosen.
  const prepared = await prepareImport(services, file);
  if (typeof prepared === 'string') return refused(prepared === 'too-large' ? 413 : 422, prepared, choices);
  try {
    const id = await new StagedImports(services.settings.dataDir, services.clock).add(file);
    return id === null ? refused(503, 'staging-full', choices) : { ok: true, id };
  } catch (error) {
    if (isPassing(error)) return refused(503, 'staging-full', choices);
    throw error;
  }
}

/** A name as it stands on pages and in the log. */
function shownName(name: string): string {
  const shown = name
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .slice(-100);
  return shown === '' ? 'datei' : shown;
}
