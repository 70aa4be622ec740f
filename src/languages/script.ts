/** The script that a language is written in (ISO 15924): `scriptOf('uk')` → `'Cyrl'`, `scriptOf('fa-AF')` → `'Arab'`. */
export function scriptOf(tag: string): string {
  return new Intl.Locale(tag).maximize().script ?? 'Latn';
}
