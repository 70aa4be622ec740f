import { join } from 'node:path';
import Database from 'better-sqlite3';

/** The catalogue of a data folder beside the running server, asked and changed in between two requests. */
export class CatalogueFile {
  /** Slugs of what the shown edition lists. */
  readonly events: readonly string[];
  /** The place with the most dates. */
  readonly busiestPlace: string;
  readonly #database: Database.Database;

  constructor(dataDir: string) {
    this.#database = new Database(join(dataDir, 'catalogue.sqlite'), { timeout: 1000 });
    this.events = this.#column(
      `select event.slug from event join edition on edition.id = edition_id
       where shown = 1 and closed = 0 and state = 'published' order by event.slug`,
    );
    this.busiestPlace = this.#column(
      `select place.slug from occurrence join venue on venue.id = venue_id join place on place.id = place_id
       group by place.slug order by count(*) desc, place.slug limit 1`,
    )[0]!;
  }

  /** Raises the version, as any change does, so that no page that is kept is right any more. */
  raiseVersion(): void {
    this.#database.exec('update catalogue set version = version + 1');
  }

  close(): void {
    this.#database.close();
  }

  #column(query: string): string[] {
    return this.#database.prepare<[], string>(query).pluck().all();
  }
}
