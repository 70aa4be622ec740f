import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { Change } from '#src/changes/change.ts';
import { LANGUAGES } from '#src/languages/languages.ts';
import { openApp, type App } from '#src/server/app.ts';
import { signIn } from '../fixtures/coordinator.ts';
import { date, submitted, TANDEM } from '../fixtures/event-values.ts';
import { settingsWith } from '../fixtures/settings.ts';
import type { Case } from './cases.ts';
import type { DataSet } from './data-folders.ts';
import { askInTurn } from './load.ts';
import type { RunningServer } from './processes.ts';
import { chanceFrom } from './synthetic-words.ts';

export const PENDING = 500;
const VENUES = ['pressenwerk', 'landratsamt', 'kleiderkammer', 'volkshochschule-eisenach'];
const WORDS = [
  ...['Tanz', 'Musik', 'Kochen', 'Lesung', 'Garten', 'Film', 'Chor', 'Sprache', 'Spiel', 'Werkstatt'],
  ...['Fahrrad', 'Theater', 'Frauen', 'Kinder', 'Jugend', 'Nachbarn', 'Welt', 'Haus', 'Park', 'Fest'],
];

/** The demonstration week with as many submissions as never wait, half of them in all languages. */
export async function fullDesk(folder: string, week: DataSet): Promise<DataSet> {
  const dataDir = join(folder, 'full-desk');
  cpSync(week.dataDir, dataDir, { recursive: true });
  const app = await openApp(settingsWith(dataDir));
  try {
    const chance = chanceFrom(6);
    for (let number = 1; number <= PENDING; number++) {
      const day = `2024-09-${String(16 + chance.below(15)).padStart(2, '0')}`;
      const start = `${day}T${String(8 + chance.below(12)).padStart(2, '0')}:00`;
      const title = `${chance.of(WORDS)} und ${chance.of(WORDS)} mit ${chance.of(WORDS)} ${number}`;
      const text = {
        ...TANDEM.texts['de']!,
        title,
        description: 'Wir lesen, spielen und reden miteinander. '.repeat(25),
      };
      const texts = number % 2 === 0 ? { de: text } : Object.fromEntries(LANGUAGES.map(({ code }) => [code, text]));
      const dates = [date(start, null, { venue: { slug: chance.of(VENUES) } })];
      const { id } = await applied(app, submitted({ ...TANDEM, texts, dates }, number));
      await applied(app, { kind: 'confirm-submission', submission: id! });
    }
  } finally {
    await app.close();
  }
  return { title: `The desk with ${PENDING} submissions that wait`, dataDir, isDemonstration: false };
}

/** What a coordinator opens, one after the other. */
export async function deskCases(site: RunningServer, { dataDir }: DataSet): Promise<Case[]> {
  const { headers } = await signIn({ url: site.url, dataDir });
  const page = (path: string): Case => ({
    name: `desk: ${path}`,
    measure: (server, span) => askInTurn(server, () => path, span, headers),
  });
  return [
    page('/desk'),
    page('/desk?kind=new&page=5'),
    page('/desk/events'),
    page('/desk/events?q=tanz&state=draft'),
    page('/desk/events/laenderreise'),
    page('/desk/translations?drafts=1'),
    page('/desk/numbers'),
  ];
}

async function applied(app: App, change: Change) {
  const outcome = await app.apply('bench', change);
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome;
}
