import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Tables } from '#db/schema.ts';

const MAX_LENGTH = 70;
const GERMAN: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/**
 * A name as it stands in addresses: `'Bühne frei – für alle!'` → `'buehne-frei-fuer-alle'`. Of a name in another
 * script than the Latin one nothing is left: `''`.
 */
export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFC')
    .replace(/[äöüß]/g, (letter) => GERMAN[letter]!)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, MAX_LENGTH)
    .replace(/-$/, '');
}

/**
 * `wanted`, or with a number behind it if a record has that slug: `'suppenduell-2'`. The former address of a record
 * that was merged counts as taken: it leads to the other one.
 */
export async function freeSlug(
  db: Transaction<Tables>,
  table: 'event' | 'venue' | 'organiser',
  wanted: string,
): Promise<string> {
  const rows = await db.selectFrom(table).select('slug').where('slug', 'like', `${wanted}%`).execute();
  const former = table === 'event' ? [] : await db.selectFrom(`${table}_redirect`).select('slug').execute();
  const taken = new Set([...rows, ...former].map(({ slug }) => slug));
  for (let count = 1; ; count++) {
    const slug = count === 1 ? wanted : `${wanted}-${count}`;
    if (!taken.has(slug)) return slug;
  }
}

/** A title in another script than the Latin one leaves no slug; the German one may, before the event is published. */
export function unnamedSlug(): string {
  return `event-${randomUUID().slice(0, 8)}`;
}

export function isUnnamed(slug: string): boolean {
  return /^event-[0-9a-f]{8}$/.test(slug);
}
