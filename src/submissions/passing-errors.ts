import { CatalogueBusyError, CatalogueFullError } from '#db/connect.ts';

/** The catalogue is locked, or the disk is full: nothing was written, and another time it will be. */
export function isPassing(error: unknown): boolean {
  if (error instanceof CatalogueBusyError || error instanceof CatalogueFullError) return true;
  return /^(?:SQLITE_FULL|SQLITE_IOERR.*|ENOSPC)$/.test((error as { code?: string }).code ?? '');
}
