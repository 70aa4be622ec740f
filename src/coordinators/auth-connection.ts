import {
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely';
import type { CatalogueDatabase } from '#db/connect.ts';

/**
 * The catalogue as better-auth is given it. It writes without a transaction, which our writing connection would give up
 * at once while another process writes, and reads where it writes, behind everybody who does. So what it writes gets a
 * transaction of its own, which waits its turn; what it reads goes to the reading connection, which waits for nobody.
 */
export function authConnection(database: CatalogueDatabase): Kysely<object> {
  const connection = new SplitConnection(database);
  const dialect: Dialect = {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new SplitDriver(connection),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
  return new Kysely({ dialect });
}

const WRITING: readonly string[] = ['InsertQueryNode', 'UpdateQueryNode', 'DeleteQueryNode', 'MergeQueryNode'];

class SplitConnection implements DatabaseConnection {
  readonly #database: CatalogueDatabase;

  constructor(database: CatalogueDatabase) {
    this.#database = database;
  }

  async executeQuery<Result>({ query, sql, parameters, queryId }: CompiledQuery): Promise<QueryResult<Result>> {
    const same: CompiledQuery<Result> = { query, sql, parameters, queryId };
    const { read, write } = this.#database;
    // Anything unforeseen goes to the reading connection, which can do no harm.
    if (!WRITING.includes(query.kind)) return read.executeQuery(same);
    return write.transaction().execute((db) => db.executeQuery(same));
  }

  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('Nothing is streamed here.');
  }
}

class SplitDriver implements Driver {
  readonly #connection: SplitConnection;

  constructor(connection: SplitConnection) {
    this.#connection = connection;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }

  async beginTransaction(): Promise<void> {
    throw new Error(
      'better-auth is told not to use transactions: inside one, its own calls would wait for each other.',
    );
  }

  async commitTransaction(): Promise<void> {}

  async rollbackTransaction(): Promise<void> {}

  async releaseConnection(): Promise<void> {}

  /** Both connections are closed by whoever opened them. */
  async destroy(): Promise<void> {}
}
