import type { CatalogueDatabase, CatalogueVersion } from '#db/connect.ts';
import { Programme } from './programme.ts';
import { readFormerSlugs, type FormerSlugs } from './former-slugs.ts';
import { readOutline, type OutlineRecord } from './outline.ts';
import { readEditions, readEvents, readShared, type EditionRecord } from './read.ts';
import type { Category, Edition, Organiser, Outline, Place, ProgrammeEvent, Venue } from './types.ts';

/** Everything that public pages show, as of one version of the catalogue. Immutable; read once per version. */
export interface Snapshot {
  readonly version: number;
  readonly changedAt: string;
  /** The shown edition and those before it, newest first. One that is being prepared is not among them. */
  readonly editions: readonly Edition[];
  /** Whether the catalogue holds no edition at all, not even one in preparation. */
  readonly isEmpty: boolean;
  /** Those that organisers may submit to before their deadline, newest first; one may be in preparation still. */
  readonly accepting: readonly Edition[];
  /** The edition that pages show when none is named; null in an empty catalogue. */
  readonly shown: Edition | null;
  readonly places: ReadonlyMap<string, Place>;
  readonly venues: ReadonlyMap<string, Venue>;
  readonly organisers: ReadonlyMap<string, Organiser>;
  /** Where the addresses of merged venues and organisers lead: read filters with `readFilter`. */
  readonly formerSlugs: FormerSlugs;
  /** In the order in which pages list kinds. */
  readonly categories: ReadonlyMap<string, Category>;
  /** Where the area ends; null where nobody has said. */
  readonly outline: Outline | null;
  /** What is published of an edition; undefined if there is no such edition. */
  programme(editionSlug: string): Promise<Programme | undefined>;
  /** An event of any edition, published or withdrawn, with the programme it belongs to. */
  event(slug: string): Promise<{ event: ProgrammeEvent; programme: Programme } | undefined>;
  /** Whether an event that is published, of whatever edition, shows the picture with this hash. */
  showsPicture(hash: string): Promise<boolean>;
}

/**
 * The reading side of the catalogue. Each version is read once: the version is asked at every call (microseconds),
 * so that another process's change is seen at the next request, and an edition is read again only if it changed.
 */
export class Catalogue {
  readonly #database: CatalogueDatabase;
  readonly #programmes = new Map<string, { version: number; programme: Promise<Programme> }>();
  #outline: OutlineRecord | null = null;
  #current: Promise<Snapshot> | undefined;
  #currentVersion = -1;

  constructor(database: CatalogueDatabase) {
    this.#database = database;
  }

  version(): CatalogueVersion {
    return this.#database.version();
  }

  /** The snapshot of the present version; the same object until the version rises. */
  snapshot(): Promise<Snapshot> {
    const { version } = this.version();
    if (!this.#current || version !== this.#currentVersion) {
      this.#currentVersion = version;
      this.#current = this.#read();
      // A failed read must not be remembered as this version's snapshot.
      this.#current.catch(() => (this.#current = undefined));
    }
    return this.#current;
  }

  async #read(): Promise<Snapshot> {
    const { state, records, shared, formerSlugs, outline } = await this.#database.read
      .transaction()
      .execute(async (db) => ({
        state: await db.selectFrom('catalogue').select(['version', 'changed_at']).executeTakeFirstOrThrow(),
        records: await readEditions(db),
        shared: await readShared(db),
        formerSlugs: await readFormerSlugs(db),
        outline: await readOutline(db, this.#outline),
      }));
    this.#outline = outline;
    // An edition that is being prepared is nobody's business until it is shown.
    const shownAt = records.findIndex((record) => record.edition.shown);
    const published = shownAt < 0 ? [] : records.slice(shownAt);
    const recordOf = new Map(published.map((record) => [record.edition.slug, record]));
    const shown = published[0] ?? null;
    // What was asked for stays as it is for this snapshot, whatever later versions read.
    const programmes = new Map<string, Promise<Programme>>();
    const programme = async (slug: string) => {
      const record = recordOf.get(slug);
      if (!record) return undefined;
      const known = programmes.get(slug) ?? this.#programme(record);
      programmes.set(slug, known);
      known.catch(() => programmes.delete(slug));
      return known;
    };
    // The shown edition is what nearly every request needs: read it now, so that the first one does not wait twice.
    if (shown) await programme(shown.edition.slug);
    return {
      version: state.version,
      changedAt: state.changed_at,
      editions: published.map((record) => record.edition),
      accepting: records.map((record) => record.edition).filter((edition) => edition.accepting),
      isEmpty: records.length === 0,
      shown: shown?.edition ?? null,
      places: bySlug(shared.places),
      venues: bySlug(shared.venues),
      organisers: bySlug(shared.organisers),
      formerSlugs,
      categories: bySlug(shared.categories),
      outline: outline?.outline ?? null,
      programme,
      event: async (slug) => {
        const ofShown = shown && (await programme(shown.edition.slug));
        const editionSlug = ofShown?.event(slug) ? ofShown.edition.slug : await this.#editionOf(slug);
        const found = editionSlug === undefined ? undefined : await programme(editionSlug);
        const event = found?.event(slug);
        return found && event ? { event, programme: found } : undefined;
      },
      showsPicture: async (hash) => {
        // The newest first: an earlier edition is read only if its picture is asked for.
        for (const { edition } of published) {
          if ((await programme(edition.slug))?.pictures.has(hash)) return true;
        }
        return false;
      },
    };
  }

  #programme(record: EditionRecord): Promise<Programme> {
    const known = this.#programmes.get(record.id);
    if (known && known.version >= record.version) return known.programme;
    // What the events refer to is read in the same transaction: a change since the snapshot may have added to it.
    const programme = this.#database.read
      .transaction()
      .execute(async (db) => new Programme(record.edition, await readEvents(db, record, await readShared(db))));
    this.#programmes.set(record.id, { version: record.version, programme });
    programme.catch(() => this.#programmes.delete(record.id));
    return programme;
  }

  async #editionOf(eventSlug: string): Promise<string | undefined> {
    const row = await this.#database.read
      .selectFrom('event')
      .innerJoin('edition', 'edition.id', 'event.edition_id')
      .select('edition.slug')
      .where('event.slug', '=', eventSlug)
      .executeTakeFirst();
    return row?.slug;
  }
}

function bySlug<Item extends { readonly slug: string }>(byId: ReadonlyMap<string, Item>): ReadonlyMap<string, Item> {
  return new Map([...byId.values()].map((item) => [item.slug, item]));
}
