import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readDemonstration, type DemonstrationData } from '#db/demonstration/read-demonstration.ts';
import { openApp, type App } from '#src/server/app.ts';
import { DEMONSTRATION_FOLDER } from '#src/server/fill-with-demonstration.ts';
import { settingsWith } from '../fixtures/settings.ts';
import { addEarlierEditions } from './earlier-editions.ts';
import { syntheticProgramme } from './synthetic-programme.ts';

/** What is measured once: a data folder as a server finds it. */
export interface DataSet {
  readonly title: string;
  readonly dataDir: string;
  readonly isDemonstration: boolean;
}

const MANY = 6000;
const EARLIER_YEARS = [2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023];

export async function demonstrationWeek(folder: string): Promise<DataSet> {
  const dataDir = join(folder, 'demonstration');
  await fillFolder(dataDir, readDemonstration(DEMONSTRATION_FOLDER));
  return { title: 'Demonstration week', dataDir, isDemonstration: true };
}

export async function oneLargeEdition(folder: string): Promise<DataSet> {
  const dataDir = join(folder, 'one-edition');
  await fillFolder(dataDir, syntheticProgramme(readDemonstration(DEMONSTRATION_FOLDER), MANY));
  return { title: '6,000 events in one edition', dataDir, isDemonstration: false };
}

export async function tenLargeEditions(folder: string, one: DataSet): Promise<DataSet> {
  const dataDir = join(folder, 'ten-editions');
  mkdirSync(dataDir, { recursive: true });
  copyFileSync(join(one.dataDir, 'catalogue.sqlite'), join(dataDir, 'catalogue.sqlite'));
  await withApp(dataDir, (app) => addEarlierEditions(app, EARLIER_YEARS));
  return { title: '60,000 events in ten editions', dataDir, isDemonstration: false };
}

/** Makes a data folder with a whole edition in it. */
export function fillFolder(dataDir: string, data: DemonstrationData): Promise<void> {
  return withApp(dataDir, (app) => load(app, data));
}

/** Opens the catalogue of a data folder for a while. */
export async function withApp(dataDir: string, use: (app: App) => Promise<void>): Promise<void> {
  const app = await openApp(settingsWith(dataDir));
  try {
    await use(app);
  } finally {
    await app.close();
  }
}

async function load(app: App, data: DemonstrationData): Promise<void> {
  const result = await app.apply('bench', { kind: 'load-demonstration', data, replace: false });
  if (!result.ok) throw new Error(result.message);
}
