import { join } from 'node:path';
import type { CatalogueDatabase } from '#db/connect.ts';
import { overwriteDeleted } from '#db/overwrite.ts';
import { picturesInUse } from '#src/catalogue/pictures.ts';
import type { Applied, Change, Refusal } from '#src/changes/change.ts';
import { forgetFiles } from '#src/mail/outbox-folder.ts';
import type { MediaStore } from '#src/media/media-store.ts';
import { forgetCopies } from '#src/privacy/kept-copies.ts';
import type { Clock } from '#src/time/festival-time.ts';

/** What it needs of the app. */
export interface Cleaning {
  readonly database: CatalogueDatabase;
  readonly clock: Clock;
  readonly media: Pick<MediaStore, 'sweepKept'>;
  readonly settings: { readonly dataDir: string };
  apply(actor: string, change: Change): Promise<Applied | Refusal>;
}

export interface Cleaned {
  /** Files of mails, and copies of the catalogue, that were deleted beside it. */
  readonly files: number;
  /** Whether the bytes are gone from the catalogue's files. If not, others were busy: it has to be done again. */
  readonly isOverwritten: boolean;
}

/**
 * Deletes all personal data that are due: from the catalogue and its log, then the files beside it, then the bytes that
 * deleting leaves. Done again, it does what was not done yet.
 *
 * @throws CatalogueBusyError, CatalogueFullError as every change
 */
export async function cleanPersonalData(app: Cleaning, actor: string): Promise<Cleaned> {
  await app.apply(actor, { kind: 'privacy-clean' });
  const { database, media, settings, clock } = app;
  const mails = await forgetFiles(database, join(settings.dataDir, 'outbox'));
  const copies = await forgetCopies(settings.dataDir, clock.now());
  const hashes = await picturesInUse(database.read);
  await media.sweepKept((hash) => hashes.has(hash));
  return { files: mails + copies, isOverwritten: await overwriteDeleted(database) };
}
