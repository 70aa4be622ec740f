import { z } from 'zod';
import type { BarrierReport } from '#src/changes/change.ts';
import type { LanguageCode } from '#src/languages/languages.ts';
import { fieldValue, type FormFields } from '#src/submissions/form-fields.ts';

const MOST_MESSAGE = 5_000;
const MOST_PAGE = 500;

/** A field of the form and what is wrong with it; the codes are those of `PROBLEM_WORDS`. */
export interface ReportProblem {
  readonly field: 'page' | 'message' | 'email';
  readonly code: 'needed' | 'too-long' | 'not-an-email';
}

const schema = z.object({
  page: z.string().trim().max(MOST_PAGE, 'too-long'),
  message: z.string().trim().min(1, 'needed').max(MOST_MESSAGE, 'too-long'),
  email: z.union([z.literal(''), z.string().trim().max(254, 'too-long').pipe(z.email('not-an-email'))]),
});

/** Reads what was typed, once, at the edge. */
export function readReport(
  fields: FormFields,
  language: LanguageCode,
): { readonly report: BarrierReport } | { readonly problems: readonly ReportProblem[] } {
  const typed = Object.fromEntries(['page', 'message', 'email'].map((name) => [name, fieldValue(fields, name)]));
  const read = schema.safeParse(typed);
  if (!read.success) {
    const problems = read.error.issues.map(({ path, message, ...issue }) => ({
      field: path[0] as ReportProblem['field'],
      // A union tells nothing of its members' words.
      code: (issue.code === 'invalid_union' ? 'not-an-email' : message) as ReportProblem['code'],
    }));
    return { problems };
  }
  const { page, message, email } = read.data;
  return { report: { page: publicPage(page), message: withoutSecrets(message), email: email || null, language } };
}

/**
 * The page that a report is about, as it may be shown and mailed: one line, and nothing secret. Whoever comes from their
 * own submission, or copies its address, must not give away its key.
 *
 * `publicPage('/submissions/eyJ…')` → `'/submissions/…'`, `publicPage('')` → `null`
 */
export function publicPage(page: string): string | null {
  const line = page.replace(/\s+/g, ' ').trim();
  return line === '' ? null : withoutSecrets(line).slice(0, MOST_PAGE);
}

/** A text without the keys of secret links, however their slashes are written. */
function withoutSecrets(text: string): string {
  return text.replace(/((?:submissions|desk(?:\/|%2F)+link)(?:\/|%2F)+)[^\s/?#%]+/gi, '$1…');
}
