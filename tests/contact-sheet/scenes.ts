import Database from 'better-sqlite3';
import type { BrowserContextOptions } from 'playwright-core';
import { join } from 'node:path';
import sharp from 'sharp';
import type { LanguageCode } from '#src/languages/languages.ts';
import { eventPath } from '#src/paths/paths.ts';
import { processPicture } from '#src/media/picture.ts';
import type { App } from '#src/server/app.ts';
import { motifSvg } from '#src/theme/drawing.ts';
import { THEME } from '#src/theme/theme.ts';
import { demonstrationWeek, fillFolder, withApp } from '../bench/data-folders.ts';
import { startSite, type RunningServer } from '../bench/processes.ts';
import { deskAtWork } from '../fixtures/desk-at-work.ts';
import { TANDEM } from '../fixtures/event-values.ts';
import { done, published } from '../fixtures/submissions.ts';
import { rareCatalogue, RARE_CATALOGUES, type RareCatalogue } from './catalogues.ts';
import { organisersAtWork } from './organisers-at-work.ts';
import { deskName, DESK_OTHERS } from './templates.ts';

/** A site that runs, with something special in its catalogue. */
export interface Scene extends RunningServer {
  /** What only this scene knows, by template and language: `submission-asked uk` → `/uk/submissions/…`. */
  readonly addresses: ReadonlyMap<string, string>;
  readonly mails: ReadonlyMap<string, string>;
  /** Of the coordinator whose desk it is. */
  readonly storageState?: BrowserContextOptions['storageState'];
}

export type SceneName = 'week' | 'organisers' | 'desk' | 'broken' | RareCatalogue;

const NOTHING: Pick<Scene, 'addresses' | 'mails'> = { addresses: new Map(), mails: new Map() };
const WITHDRAWN = 'wimpelwerkstatt';

/**
 * Makes a catalogue and starts the built site on it.
 *
 * @param folder an empty one, for its data
 * @param languages in which organisers write
 */
export async function openScene(name: SceneName, folder: string, languages: readonly LanguageCode[]): Promise<Scene> {
  if (name in RARE_CATALOGUES) {
    await fillFolder(folder, rareCatalogue(name as RareCatalogue));
    return { ...(await startSite(folder)), ...NOTHING };
  }
  const { dataDir } = await demonstrationWeek(folder);
  let known = NOTHING;
  await withApp(dataDir, async (app) => {
    if (name === 'week') known = { ...NOTHING, addresses: await addRarities(app, languages) };
    if (name === 'organisers') known = await organisersAtWork(app, languages);
  });
  const server = await startSite(dataDir);
  if (name === 'broken') breakCatalogue(dataDir);
  return name === 'desk' ? openDesk(server, dataDir) : { ...server, ...known };
}

/** What the demonstration has not: an event with a picture, and one that was withdrawn. */
async function addRarities(app: App, languages: readonly LanguageCode[]): Promise<Map<string, string>> {
  const drawn = await processPicture(
    await sharp(Buffer.from(motifSvg(THEME)))
      .resize(1200, 800, { fit: 'cover' })
      .jpeg()
      .toBuffer(),
  );
  if (!('hash' in drawn)) throw new Error(`The picture is refused: ${drawn.code}.`);
  await app.media.stage(drawn);
  await app.media.keep(drawn.hash);
  const { hash, width, height } = drawn;
  const picture = { hash, width, height, alt: 'Bögen in vielen Farben', credit: 'Olena Кравець' };
  const { slug } = await published(app, { ...TANDEM, picture: { ...picture, licence: 'cc-by-sa' } });
  await done(app, { kind: 'withdraw', event: WITHDRAWN });
  return new Map(
    languages.flatMap((language) => [
      [`event-picture ${language}`, eventPath(language, slug)],
      [`410 ${language}`, eventPath(language, WITHDRAWN)],
    ]),
  );
}

async function openDesk(server: RunningServer, dataDir: string): Promise<Scene> {
  const { administrator, addresses, others } = await deskAtWork({ url: server.url, dataDir });
  if (others.length !== DESK_OTHERS.length) {
    throw new Error(`${others.length} other things lie on the desk, and DESK_OTHERS in templates.ts names others.`);
  }
  const known = [
    ...[...addresses].map(([route, address]) => [`${deskName(route)} de`, address] as const),
    ...others.map((address, position) => [`${DESK_OTHERS[position]!} de`, address] as const),
  ];
  return { ...server, ...NOTHING, addresses: new Map(known), storageState: administrator.storageState };
}

/** Does what no change does: takes a table away, as a damaged file might. */
function breakCatalogue(dataDir: string): void {
  const database = new Database(join(dataDir, 'catalogue.sqlite'));
  database.exec('alter table category_text rename to lost; update catalogue set version = version + 1');
  database.close();
}
