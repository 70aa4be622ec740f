/**
 * What the log of changes holds, without what tells who or how to reach somebody. Pure.
 *
 * Every kind of change was gone through: e-mail and telephone stand under names of their own (`registration`,
 * `organiser`, `contact`), what people wrote to each other under `message`, `note` and `answer`; addresses may stand in
 * texts, too.
 */
const PERSONAL = new Set([
  ...['email', 'phone', 'registration_email', 'registration_phone', 'registrationEmail', 'registrationPhone'],
  ...['contact', 'contact_name', 'contact_email', 'contact_phone', 'contactName', 'contactEmail', 'contactPhone'],
  ...['message', 'note', 'answer', 'recipient'],
]);
const ADDRESS = /[^\s@"'<>(),;:]+@[^\s@"'<>(),;:]+\.[a-z]{2,}/giu;
/** What stands where an address stood. */
const GONE = '…';

/** `scrubbed({ email: 'olena@example.org', title: 'Tanz' })` → `{ email: null, title: 'Tanz' }` */
export function scrubbed(value: unknown): unknown {
  if (typeof value === 'string') return withoutAddresses(value);
  if (Array.isArray(value)) return value.map(scrubbed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, PERSONAL.has(key) ? null : scrubbed(inner)]),
  );
}

/** The same of a column of JSON. */
export function scrubbedJson(json: string | null): string | null {
  return json === null ? null : JSON.stringify(scrubbed(JSON.parse(json)));
}

/** A text without e-mail addresses, but for those that are to stay. */
export function withoutAddresses(text: string, stay: ReadonlySet<string> = new Set()): string {
  return text.replace(ADDRESS, (address) => (stay.has(address) ? address : GONE));
}
