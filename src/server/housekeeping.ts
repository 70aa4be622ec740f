import { join } from 'node:path';
import type { CatalogueDatabase } from '#db/connect.ts';
import { emptyWriteLog } from '#db/overwrite.ts';
import { forgetEnded } from '#src/coordinators/accounts.ts';
import { picturesInUse } from '#src/catalogue/pictures.ts';
import type { MailLog } from '#src/mail/attempt.ts';
import { StagedImports } from '#src/exchange/staged-imports.ts';
import { forgetSettled } from '#src/mail/outbox.ts';
import { forgetFiles } from '#src/mail/outbox-folder.ts';
import { dueBefore } from '#src/privacy/retention.ts';
import type { App } from './app.ts';

const EVERY = 6 * 3_600_000;

/** What must not be kept for ever is deleted: at the start and every six hours, beside the requests. */
export class Housekeeping {
  readonly #app: App;
  readonly #log: Pick<MailLog, 'error'>;
  #timer: NodeJS.Timeout | undefined;
  #work: Promise<void> = Promise.resolve();

  constructor(app: App, log: Pick<MailLog, 'error'>) {
    this.#app = app;
    this.#log = log;
  }

  start(): void {
    this.#timer = setInterval(() => this.#begin(), EVERY).unref();
    this.#begin();
  }

  /** Resolves when nothing of it is under way any more. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#work;
  }

  #begin(): void {
    this.#work = this.#work.then(() => keepHouse(this.#app, this.#log));
  }
}

/** One task after the other; where one fails, that is logged, and the others are done all the same. */
export async function keepHouse(app: App, log: Pick<MailLog, 'error'>): Promise<void> {
  const { database, clock, media, settings } = app;
  const tasks: Record<string, () => Promise<unknown>> = {
    'unconfirmed submissions': () => app.apply('housekeeping', { kind: 'delete-unconfirmed' }),
    'staged pictures': () => media.sweep(),
    'staged imports': () => new StagedImports(app.settings.dataDir, clock).sweep(),
    'pictures of nothing': async () => {
      const hashes = await picturesInUse(database.read);
      await media.sweepKept((hash) => hashes.has(hash));
    },
    'settled mails': () => forgetSettled(database, dueBefore('mails', clock.now())),
    'files of mails': () => forgetFiles(database, join(settings.dataDir, 'outbox')),
    'sessions and links that are over': () => forgetEnded(database, clock.now()),
    'limits that are over': () => forgetLimits(database, dueBefore('limits', clock.now())),
    // The pages of what was deleted may still stand in it.
    'log of recent writes': () => emptyWriteLog(database),
  };
  for (const [task, run] of Object.entries(tasks)) {
    await run().catch((error: unknown) => log.error({ err: error, task }, 'housekeeping failed'));
  }
}

async function forgetLimits(database: CatalogueDatabase, now: string): Promise<void> {
  await database.write.transaction().execute((db) => db.deleteFrom('rate_limit').where('ends_at', '<=', now).execute());
}
