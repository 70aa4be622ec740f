import { createHmac } from 'node:crypto';
import type { CatalogueDatabase } from '#db/connect.ts';
import { addMinutes, type Clock } from '#src/time/festival-time.ts';
import { clientNetwork } from './client-network.ts';

/**
 * How often something may be done in an hour: from one network address, or concerning one mail address (`…-for`, `…-to`).
 */
export const LIMITS = {
  ...{ post: 60, send: 20, report: 10 },
  // At the desk: passwords may be tried, and one-time links asked for.
  ...{ 'password-from': 40, 'password-for': 10, 'link-from': 10, 'link-to': 5 },
} as const;
const WINDOW_MINUTES = 60;

/**
 * Counts what is sent from an address, in the catalogue, so that a restart forgets nothing. An hour begins with the
 * first one. What is kept is no address but an HMAC of it.
 */
export class RateLimit {
  readonly #database: CatalogueDatabase;
  readonly #clock: Clock;
  readonly #key: Buffer;

  constructor({ database, clock, key }: { database: CatalogueDatabase; clock: Clock; key: Buffer }) {
    this.#database = database;
    this.#clock = clock;
    this.#key = key;
  }

  /**
   * Counts one more. @returns whether it is still within the limit
   *
   * @throws CatalogueBusyError, and SQLite's error where the disk is full
   */
  async allows(what: keyof typeof LIMITS, address: string): Promise<boolean> {
    const now = this.#clock.now();
    const ends_at = addMinutes(now, WINDOW_MINUTES);
    return this.#database.write.transaction().execute(async (db) => {
      const { hits } = await db
        .insertInto('rate_limit')
        .values({ key: this.#keyOf(what, address), hits: 1, ends_at })
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet(({ eb, ref }) => ({
            hits: eb
              .case()
              .when('rate_limit.ends_at', '<=', now)
              .then(1)
              .else(eb('rate_limit.hits', '+', 1))
              .end(),
            ends_at: eb
              .case()
              .when('rate_limit.ends_at', '<=', now)
              .then(ends_at)
              .else(ref('rate_limit.ends_at'))
              .end(),
          })),
        )
        .returning('hits')
        .executeTakeFirstOrThrow();
      // Once an hour for each address is often enough.
      if (hits === 1) await db.deleteFrom('rate_limit').where('ends_at', '<=', now).execute();
      return hits <= LIMITS[what];
    });
  }

  /** Begins to count anew: whoever knows the password has not been guessing. */
  async forget(what: keyof typeof LIMITS, address: string): Promise<void> {
    const key = this.#keyOf(what, address);
    await this.#database.write
      .transaction()
      .execute((db) => db.deleteFrom('rate_limit').where('key', '=', key).execute());
  }

  #keyOf(what: string, address: string): string {
    return createHmac('sha256', this.#key)
      .update('limit')
      .update(what)
      .update(clientNetwork(address))
      .digest('base64url');
  }
}
