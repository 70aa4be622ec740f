import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import {
  CompiledQuery,
  Kysely,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type DialectAdapter,
  type Driver,
} from 'kysely';
import type { Tables } from './schema.ts';

/**
 * The catalogue file, opened. All writing goes through `write.transaction()`, which begins IMMEDIATE and waits its
 * turn without blocking the event loop; reading goes through `read`, which no writer holds up (WAL).
 */
export interface CatalogueDatabase {
  readonly write: Kysely<Tables>;
  readonly read: Kysely<Tables>;
  /** The catalogue's version and the instant it was raised: one prepared statement, microseconds. */
  version(): CatalogueVersion;
  /** Copies the file as it was last committed to `path`, which must not exist. */
  copyTo(path: string): void;
  close(): Promise<void>;
}

export interface CatalogueVersion {
  readonly version: number;
  readonly changedAt: string;
}

/** The catalogue file cannot be used: `message` says what is wrong and what to do. */
export class CatalogueFileError extends Error {
  override readonly name = 'CatalogueFileError';
}

/** Another process kept the write lock longer than about `BUSY_LIMIT_MS`. Nothing was written; trying again is right. */
export class CatalogueBusyError extends Error {
  override readonly name = 'CatalogueBusyError';
}

/** There was no room on the disk. Nothing was written. */
export class CatalogueFullError extends Error {
  override readonly name = 'CatalogueFullError';
}

const BUSY_LIMIT_MS = 15_000;
/** How long the lock is tried for even by who has waited so long already for others of this process. */
const LEAST_BUSY_MS = 250;
/** How long SQLite itself may wait for a lock, which blocks the event loop: while opening, and then hardly at all. */
const OPENING_WAIT_MS = 5000;
const DRIVER_WAIT_MS = 5;

/**
 * Opens the catalogue at `path`, creating an empty file unless `mustExist`.
 *
 * @throws CatalogueFileError if the file is missing (with `mustExist`), unreadable, unwritable or no SQLite file.
 */
export function connect(path: string, { mustExist = false } = {}): CatalogueDatabase {
  if (mustExist && !existsSync(path)) {
    throw new CatalogueFileError(`There is no catalogue at ${path}. Start the server once to make one (npm start).`);
  }
  const writer = openFile(path, () => {
    const database = new Database(path, { timeout: OPENING_WAIT_MS });
    beginWriteAheadLog(database);
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    const [damage] = database.pragma('quick_check(1)') as { quick_check: string }[];
    if (damage && damage.quick_check !== 'ok') throw new Error(damage.quick_check);
    database.pragma(`busy_timeout = ${DRIVER_WAIT_MS}`);
    return database;
  });
  const reader = openFile(path, () => new Database(path, { readonly: true, timeout: 1000 }));
  const write = new Kysely<Tables>({ dialect: new ImmediateSqliteDialect(writer) });
  const read = new Kysely<Tables>({ dialect: new SqliteDialect({ database: reader }) });

  let versionStatement: Database.Statement<[], CatalogueVersion> | undefined;
  return {
    write,
    read,
    version() {
      versionStatement ??= reader.prepare('select version, changed_at as changedAt from catalogue');
      return versionStatement.get()!;
    },
    copyTo(copyPath) {
      // By the reading connection: the writing one cannot while it is in a transaction.
      reader.prepare('vacuum into ?').run(copyPath);
    },
    async close() {
      reader.close();
      writer.close();
    },
  };
}

/** SQLite itself does not wait here, and another process may be just making the file. */
function beginWriteAheadLog(database: Database.Database): void {
  const deadline = performance.now() + OPENING_WAIT_MS;
  for (;;) {
    try {
      database.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== 'SQLITE_BUSY' || performance.now() > deadline) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

function openFile(path: string, open: () => Database.Database): Database.Database {
  try {
    return open();
  } catch (error) {
    throw new CatalogueFileError(`The catalogue file ${path} cannot be used: ${explain(error)}`, { cause: error });
  }
}

function explain(error: unknown): string {
  const { code, message } = error as { code?: string; message: string };
  switch (code) {
    case 'SQLITE_NOTADB':
      return 'it is not an SQLite file. Put a backup in its place, or move it away to begin an empty catalogue.';
    case 'SQLITE_CORRUPT':
      return 'it is damaged. Put a backup in its place.';
    case 'SQLITE_BUSY':
      return 'another process keeps it locked. Try again in a moment.';
    case 'SQLITE_READONLY':
    case 'SQLITE_READONLY_DIRECTORY':
    case 'SQLITE_CANTOPEN':
      return 'it cannot be opened for writing. Check that the folder exists and belongs to the user who runs this.';
    default:
      return `${message}. Put a backup in its place if it is damaged.`;
  }
}

class ImmediateSqliteDialect extends SqliteDialect {
  readonly #database: Database.Database;

  constructor(database: Database.Database) {
    super({ database });
    this.#database = database;
  }

  override createDriver(): Driver {
    return new ImmediateSqliteDriver(this.#database);
  }

  override createAdapter(): DialectAdapter {
    return new ImmediateSqliteAdapter();
  }
}

class ImmediateSqliteAdapter extends SqliteAdapter {
  /** SQLite rolls back changes of the schema like any other; Kysely's own adapter denies it and refuses to migrate so. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }

  /** There is one, and the driver below lets it be used by one at a time: else Kysely does, and tells nobody who waits. */
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

/**
 * Begins every transaction IMMEDIATE: a deferred one that reads first fails when another process writes meanwhile. One
 * after the other; how long each waits counts from when it was asked for, so that who comes behind the mailer while
 * another process keeps the lock does not wait twice as long.
 */
class ImmediateSqliteDriver extends SqliteDriver {
  readonly #database: Database.Database;
  #lastTurn: Promise<void> = Promise.resolve();
  #endTurn = () => {};
  #askedAt = 0;

  constructor(database: Database.Database) {
    super({ database });
    this.#database = database;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const askedAt = performance.now();
    const before = this.#lastTurn;
    const turn = Promise.withResolvers<void>();
    this.#lastTurn = turn.promise;
    await before;
    this.#endTurn = turn.resolve;
    this.#askedAt = askedAt;
    return super.acquireConnection();
  }

  override async releaseConnection(): Promise<void> {
    this.#endTurn();
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    // The driver never waits, so that many changes in a row would leave no time for anything else: pages go first.
    await new Promise(setImmediate);
    const deadline = Math.max(this.#askedAt + BUSY_LIMIT_MS, performance.now() + LEAST_BUSY_MS);
    for (let wait = 5; ; wait = Math.min(wait * 2, 200)) {
      try {
        await connection.executeQuery(CompiledQuery.raw('begin immediate'));
        return;
      } catch (error) {
        if (!(error as { code?: string }).code?.startsWith('SQLITE_BUSY')) throw error;
        if (performance.now() > deadline) {
          throw new CatalogueBusyError('The catalogue is being changed by another process. Try again in a moment.', {
            cause: error,
          });
        }
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // On a full disk SQLite has rolled back already; to do it again would hide why.
    if (this.#database.inTransaction) await super.rollbackTransaction(connection);
  }
}
