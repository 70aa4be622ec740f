import { z } from 'zod';
import type { OrganiserFacts } from '#src/catalogue/record-facts.ts';
import { line, neededLine, optional, readBy, type Fields, type RecordForm } from './record-form.ts';

export const organiserForm: RecordForm<OrganiserFacts> = {
  fieldsOf: ({ name, url, email, phone }) => ({ name, url: url ?? '', email: email ?? '', phone: phone ?? '' }),
  read: (fields) => readBy(SCHEMA, fields),
};

/** What an empty form holds. */
export const NO_ORGANISER: Fields = { name: '', url: '', email: '', phone: '' };

const webAddress = line(500)
  .transform((text) => (/^[a-z][a-z+.-]*:/i.test(text) ? text : `https://${text}`))
  .refine(isWebAddress, 'not-an-address');

const SCHEMA = z.object({
  name: neededLine(200),
  url: optional(webAddress),
  email: optional(line(254).pipe(z.string().toLowerCase().pipe(z.email('not-an-email')))),
  phone: optional(line(40).pipe(z.string().regex(/^[+\d][\d\s()/.-]{4,}$/, 'not-a-phone'))),
});

function isWebAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.hostname.includes('.') && url.username === '';
}
