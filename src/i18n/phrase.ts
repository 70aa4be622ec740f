import type { Plural } from './dictionary.ts';

/**
 * A text with its placeholders filled in; where there are plural forms, `values.count` chooses one.
 *
 * `phrase({ one: '{count} Ort', other: '{count} Orte' }, { count: 2 }, german, String)` → `'2 Orte'`
 *
 * @param write how numbers are written
 */
export function phrase(
  entry: string | Plural,
  values: Readonly<Record<string, string | number>>,
  plurals: Intl.PluralRules,
  write: (value: number) => string,
): string {
  const text = typeof entry === 'string' ? entry : (entry[plurals.select(Number(values['count']))] ?? entry.other);
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? '';
    return typeof value === 'number' ? write(value) : value;
  });
}
