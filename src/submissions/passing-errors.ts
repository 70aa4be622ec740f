/** The catalogue is locked, or the disk is full: nothing was written, and another time it will be. */
export function isPassing(error: unknown): boolean {
  const { name, code } = error as { name?: string; code?: string };
  // By its name: the built pages hold a copy of every module, and a copy's class is another one.
  if (name === 'CatalogueBusyError' || name === 'CatalogueFullError') return true;
  return /^(?:SQLITE_FULL|SQLITE_IOERR.*|ENOSPC)$/.test(code ?? '');
}
