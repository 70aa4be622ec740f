import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Tables } from '#db/schema.ts';
import { addMinutes } from '#src/time/festival-time.ts';
import { enqueue } from './outbox.ts';

/** For how many minutes a one-time link signs in: one in an invitation, one that somebody asked for, one on a terminal. */
export const LINK_MINUTES = { 'coordinator-invited': 7 * 24 * 60, 'sign-in-link': 60, printed: 24 * 60 } as const;
export type LinkOccasion = keyof typeof LINK_MINUTES;

/** @returns the id of a new link that signs a coordinator in once */
export async function addLink(
  db: Transaction<Tables>,
  coordinator: string,
  occasion: LinkOccasion,
  at: string,
): Promise<string> {
  const id = randomUUID();
  const expires_at = addMinutes(at, LINK_MINUTES[occasion]);
  await db
    .insertInto('coordinator_link')
    .values({ id, coordinator_id: coordinator, expires_at, created_at: at })
    .execute();
  return id;
}

/** Puts a mail with a new one-time link into the outbox. */
export async function mailLink(
  db: Transaction<Tables>,
  { id, email }: { readonly id: string; readonly email: string },
  template: Exclude<LinkOccasion, 'printed'>,
  at: string,
): Promise<void> {
  const subjectId = await addLink(db, id, template, at);
  await enqueue(db, { recipient: email, language: 'de', template, subjectId }, at);
}
