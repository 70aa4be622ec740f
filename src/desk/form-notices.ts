import type { DeskWords } from '#src/i18n/desk-words.ts';

/** A sentence for each problem, with a link to its field: for `DeskNotice`. */
export function noticesOf(
  words: DeskWords,
  area: string,
  problems: readonly { readonly field: string; readonly code: string }[],
): { text: string; href?: string }[] {
  return problems.map(({ field, code }) => ({
    text: words.find(`${area}.problem`, code) ?? words.find('notice', code) ?? code,
    ...(field === '' ? {} : { href: `#${field.replaceAll('.', '-')}` }),
  }));
}
