import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type CatalogueDatabase } from '#db/connect.ts';
import { migrate } from '#db/migrate.ts';
import { Catalogue } from '#src/catalogue/catalogue.ts';
import { applyChange } from '#src/changes/apply.ts';
import type { Applied, Change, Refusal } from '#src/changes/change.ts';
import { readDictionaries } from '#src/i18n/dictionary.ts';
import { translationsFrom, type Translations } from '#src/i18n/translation.ts';
import { Tiles } from '#src/map/tiles.ts';
import { systemClock, type Clock } from '#src/time/festival-time.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { ROOT, type Settings } from './settings.ts';

/** What a process has one of; server and command line build the same and hand it on. */
export interface App {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly catalogue: Catalogue;
  readonly translations: Translations;
  readonly database: CatalogueDatabase;
  /** The street map's; null where there is none. */
  readonly tiles: Tiles | null;
  /** Applies a change in the name of `actor`: the one way in (`#src/changes/apply.ts`). */
  apply(actor: string, change: Change): Promise<Applied | Refusal>;
  close(): Promise<void>;
}

/**
 * Opens the catalogue in `settings.dataDir` and brings it to the newest schema.
 *
 * @param options.mustExist refuse to make a new catalogue
 * @throws CatalogueFileError, DictionaryError with a sentence for the operator
 */
export async function openApp(
  settings: Settings,
  { clock = systemClock, mustExist = false }: { clock?: Clock; mustExist?: boolean } = {},
): Promise<App> {
  const translations = translationsFrom(readDictionaries(join(ROOT, 'content/strings')));
  const path = join(settings.dataDir, 'catalogue.sqlite');
  if (!mustExist) mkdirSync(settings.dataDir, { recursive: true, mode: 0o750 });
  const database = connect(path, { mustExist });
  await migrate(database, path);
  return {
    settings,
    clock,
    database,
    catalogue: new Catalogue(database),
    translations,
    tiles: tilesOf(settings, clock),
    apply: (actor, change) => applyChange(database, clock, actor, change),
    close: () => database.close(),
  };
}

function tilesOf({ tileUpstream, tileCacheMegabytes, dataDir, siteUrl }: Settings, clock: Clock): Tiles | null {
  if (tileUpstream === null) return null;
  return new Tiles({
    template: tileUpstream,
    folder: join(dataDir, 'tiles'),
    maxBytes: tileCacheMegabytes * 1024 * 1024,
    userAgent: `${packageJson.name}/${packageJson.version} (+${siteUrl})`,
    clock,
  });
}
