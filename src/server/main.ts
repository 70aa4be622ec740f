import { existsSync, readdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import closeWithGrace from 'close-with-grace';
import { readDemonstration } from '#db/demonstration/read-demonstration.ts';
import { openApp, type App } from './app.ts';
import { readAssets } from './assets.ts';
import { DEMONSTRATION_FOLDER, fillWithDemonstration } from './fill-with-demonstration.ts';
import { createFront, type Front } from './front.ts';
import { securityHeaders } from './headers.ts';
import { Housekeeping } from './housekeeping.ts';
import { checkPort, portError } from './port.ts';
import type { AstroHandler } from './render.ts';
import { readSettings, ROOT, SettingsError, type Settings } from './settings.ts';

/**
 * Serves the built site: what `npm start` runs. What can be expected to be wrong at a start is said in a sentence,
 * and before anything on the disk is touched.
 */

/** The built site is not there: `message` says what to do. */
class MissingBuildError extends Error {
  override readonly name = 'MissingBuildError';
}

/** What the operator can put right. Anything else is a fault of ours, and shown with all that is known of it. */
const EXPECTED_ERRORS = [
  'CatalogueBusyError',
  'CatalogueFileError',
  'DemonstrationDataError',
  'DictionaryError',
  'MissingBuildError',
  'PortError',
  'SettingsError',
  'TextError',
];
/** How long requests underway may take when the server is told to stop, in milliseconds. */
const CLOSE_WITHIN = 10_000;

try {
  await start();
} catch (error) {
  if (!(error instanceof Error) || !EXPECTED_ERRORS.includes(error.name)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

async function start(): Promise<void> {
  const settings = readSettings();
  const handler = await loadSite();
  await checkPort(settings);
  const app = await openFilledApp(settings);
  const assets = readAssets(join(ROOT, 'dist/client'), securityHeaders(settings));
  const front = createFront({ app, handler, assets });
  await listen(front, app);
  const housekeeping = new Housekeeping(app, front.log);
  const { close } = closeWithGrace({ delay: CLOSE_WITHIN }, async ({ err }) => {
    if (err) front.log.fatal({ err }, 'closing because of an error');
    await Promise.all([front.close(), app.mailer.stop(), housekeeping.stop()]);
    await app.close();
  });
  app.logMailTo(front.log);
  app.mailer.start();
  housekeeping.start();
  await announce(app, front);
  // Not before it listens: nobody else need wait for it.
  app.coordinators.warmUp().catch((err: unknown) => front.log.error({ err }, 'signing in will not work'));
  answerParent(front, close);
}

/** The built site, all of it: what is loaded only when asked for is gone if the site is built again meanwhile. */
async function loadSite(): Promise<AstroHandler> {
  const folder = join(ROOT, 'dist/server');
  const entry = join(folder, 'entry.mjs');
  if (!existsSync(entry))
    throw new MissingBuildError('The site is not built. Start it with npm start, which builds it.');
  process.env['ASTRO_NODE_AUTOSTART'] = 'disabled';
  const { handler } = (await import(pathToFileURL(entry).href)) as { handler: AstroHandler };
  const modules = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.mjs'));
  await Promise.all(modules.map((name) => import(pathToFileURL(join(folder, name)).href)));
  return handler;
}

async function openFilledApp(settings: Settings): Promise<App> {
  // A new catalogue will be filled: mistakes in the data show before there is one.
  if (!existsSync(join(settings.dataDir, 'catalogue.sqlite'))) readDemonstration(DEMONSTRATION_FOLDER);
  const app = await openApp(settings).catch((error: NodeJS.ErrnoException) => {
    if (error.syscall !== 'mkdir') throw error;
    throw new SettingsError(
      `DATA_DIR is "${settings.dataDir}", which cannot be made (${error.code}). Write a folder that this user may write.`,
    );
  });
  await fillWithDemonstration(app);
  return app;
}

async function listen(front: Front, app: App): Promise<void> {
  const { host, port, logLevel } = app.settings;
  // Fastify tells where it listens; `announce` does.
  front.log.level = 'warn';
  try {
    await front.listen({ host, port });
  } catch (error) {
    await app.close();
    throw portError(error, { host, port });
  }
  front.log.level = logLevel;
}

/** `Intercultural Week calendar: http://localhost:4321 (demonstration: today is 2024-09-24)` */
async function announce({ catalogue, settings }: App, front: Front): Promise<void> {
  const { address, family, port } = front.server.address() as AddressInfo;
  const { port: sitePort, protocol } = new URL(settings.siteUrl);
  const isSiteUrl = protocol === 'https:' || sitePort === String(port);
  const url = isSiteUrl ? settings.siteUrl : `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
  const { shown } = await catalogue.snapshot();
  const remark = shown?.demonstration ? ` (demonstration: today is ${shown.pinnedDay})` : '';
  process.stdout.write(`Intercultural Week calendar: ${url}${remark}\n`);
}

/** Tells a parent process the port, and on being asked `{ ask: 'usage' }` what has been used so far. Ends with it. */
function answerParent(front: Front, close: () => void): void {
  if (!process.send) return;
  process.on('message', (message: { ask?: unknown } | null) => {
    if (message?.ask !== 'usage') return;
    process.send?.({ cpu: process.cpuUsage(), memory: process.memoryUsage().rss, counters: front.counters });
  });
  process.once('disconnect', close);
  process.send({ port: (front.server.address() as AddressInfo).port });
}
