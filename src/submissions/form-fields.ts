/**
 * What somebody has typed into the form, as it was sent: by field name, in the order of the form. Names of lists hold
 * their number (`dates.0.day`). Nothing is checked, so that everything can be shown again as it was.
 */
export type FormFields = Readonly<Record<string, readonly string[]>>;

/** Longer than any text that is taken; what is longer still is cut off here, so that it can be shown again. */
const MAX_LENGTH = 20_000;
const MAX_FIELDS = 400;

/** Files are not among the fields. Line ends become `\n`; characters that no text may hold are left out. */
export function formFields(data: FormData): FormFields {
  const typed = [...data].filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && NAME.test(entry[0]),
  );
  // Of a map, because every object has a "constructor" already, and anyone may send a field of that name.
  const fields = Map.groupBy(typed.slice(0, MAX_FIELDS), ([name]) => name);
  return Object.fromEntries(
    [...fields].map(([name, entries]) => {
      const read = NUMBERS.test(name) ? westernDigits : (text: string) => text;
      return [name, entries.map(([, value]) => read(readable(value)).slice(0, MAX_LENGTH))];
    }),
  );
}

/** The first value of a field, or `''`. */
export function fieldValue(fields: FormFields, name: string): string {
  return fields[name]?.[0] ?? '';
}

/** The numbers under which a list has entries: `dates.0.day`, `dates.2.day` → `[0, 2]`. */
export function entriesOf(fields: FormFields, list: string): number[] {
  const numbers = Object.keys(fields).flatMap((name) => {
    const [first, number] = name.split('.');
    return first === list && number !== undefined && /^\d{1,2}$/.test(number) ? [Number(number)] : [];
  });
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/** Names are the form's own; anything else that was sent is nothing of ours. */
const NAME = /^[a-z][a-zA-Z]*(?:\.(?:\d{1,2}|[a-z][a-zA-Z]*))*$/;

/** Fields of digits, which people type as their keyboard has them. */
const NUMBERS = /(?:^|\.)(?:postcode|amount|phone|capacity|day|time|startTime|endTime|endDay)$/;

/** `westernDigits('۷٫۵۰')` → `'7,50'`, `westernDigits('٩٩٨١٧')` → `'99817'` */
export function westernDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf)).replaceAll('٫', ',');
}

/** Text without control characters and those that turn the direction of what follows. */
export function readable(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cc}\u{202A}-\u{202E}\u{2066}-\u{2069}\u{FEFF}]/gu, (character) =>
      /[\n\t]/.test(character) ? character : '',
    )
    .toWellFormed();
}
