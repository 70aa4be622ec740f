import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { CatalogueDatabase } from '#db/connect.ts';
import type { Tables } from '#db/schema.ts';
import type { Clock } from '#src/time/festival-time.ts';

const ID_BYTES = 16;
const MAC_BYTES = 24;
const TOKEN = /^[A-Za-z0-9_-]{54}$/;

/** Whom a link signs in. */
export interface LinkHolder {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/**
 * One-time links. The secret part is the link's id and an HMAC-SHA-256 over it, as base64url: made when it is written,
 * kept nowhere, so that neither the outbox nor a copy of the catalogue lets anybody in.
 */
export class SignInLinks {
  readonly #database: CatalogueDatabase;
  readonly #clock: Clock;
  readonly #key: Buffer;
  readonly #siteUrl: string;

  constructor(options: { database: CatalogueDatabase; clock: Clock; key: Buffer; siteUrl: string }) {
    this.#database = options.database;
    this.#clock = options.clock;
    this.#key = options.key;
    this.#siteUrl = options.siteUrl;
  }

  /** `urlOf('0b6e…')` → `'https://woche.example/desk/link/C24…'` */
  urlOf(id: string): string {
    return `${this.#siteUrl}/desk/link/${this.#token(Buffer.from(id.replaceAll('-', ''), 'hex'))}`;
  }

  /** Whom the link with this id signs in: null if it was used, is over, or was never there. */
  holderOf(id: string): Promise<LinkHolder | null> {
    return this.#holderIn(this.#database.read, id);
  }

  /** The same by the link's secret part. Asked as often as one likes. */
  async open(token: string): Promise<LinkHolder | null> {
    const id = this.#idOf(token);
    return id === null ? null : this.holderOf(id);
  }

  /** The same, and the link is used then: of two who try it at the same time one gets in. */
  async use(token: string): Promise<LinkHolder | null> {
    const id = this.#idOf(token);
    if (id === null) return null;
    return this.#database.write.transaction().execute(async (db) => {
      const holder = await this.#holderIn(db, id);
      if (!holder) return null;
      await db.deleteFrom('coordinator_link').where('id', '=', id).execute();
      await db.updateTable('coordinator').set({ email_verified: 1 }).where('id', '=', holder.id).execute();
      return holder;
    });
  }

  /** Makes all links of a coordinator worthless: whoever chooses a new password shuts out who has an old link. */
  async forgetAll(coordinator: string): Promise<void> {
    await this.#database.write
      .transaction()
      .execute((db) => db.deleteFrom('coordinator_link').where('coordinator_id', '=', coordinator).execute());
  }

  async #holderIn(db: CatalogueDatabase['read'] | Transaction<Tables>, id: string): Promise<LinkHolder | null> {
    const row = await db
      .selectFrom('coordinator_link')
      .innerJoin('coordinator', 'coordinator.id', 'coordinator_link.coordinator_id')
      .select(['coordinator.id', 'coordinator.name', 'coordinator.email'])
      .where('coordinator_link.id', '=', id)
      .where('coordinator_link.expires_at', '>', this.#clock.now())
      .executeTakeFirst();
    return row ?? null;
  }

  #idOf(token: string): string | null {
    if (!TOKEN.test(token)) return null;
    const bytes = Buffer.from(token, 'base64url').subarray(0, ID_BYTES);
    if (!timingSafeEqual(Buffer.from(token), Buffer.from(this.#token(bytes)))) return null;
    return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }

  #token(id: Buffer): string {
    const mac = createHmac('sha256', this.#key).update('sign-in').update(id).digest().subarray(0, MAC_BYTES);
    return Buffer.concat([id, mac]).toString('base64url');
  }
}
