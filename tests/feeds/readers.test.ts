import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
import { beforeAll, describe, expect, it } from 'vitest';
import { openApp } from '#src/server/app.ts';
import { settingsWith } from '../fixtures/settings.ts';
import { startSite, type Site } from '../fixtures/site.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

/**
 * Readers that know nothing of us. Those from Debian's packages (python3-icalendar, python3-vobject, libical3, khal,
 * vdirsyncer) are skipped where they are not installed; CI installs them.
 */
const PYTHON = '/usr/bin/python3';
const READ_CALENDAR = join(import.meta.dirname, '../fixtures/readers/read_calendar.py');

interface ReadEvent {
  uid: string;
  start: string;
  end: string | null;
  summary: string;
  sequence: number;
  status: string;
}

let site: Site;
let feed: string;
let expected: ReadEvent[];
beforeAll(async () => {
  site = await startSite();
  feed = await (await fetch(`${site.url}/ar/events.ics`)).text();
  const app = await openApp(settingsWith(site.dataDir));
  const snapshot = await app.catalogue.snapshot();
  const programme = (await snapshot.programme('2024'))!;
  expected = programme.dates
    .map(({ event, occurrence: { uid, start, startAt, end, endAt, allDay, sequence, status } }) => {
      const { title } = event.texts['ar'] ?? event.texts['de']!;
      const cancelled = status === 'cancelled';
      return {
        uid,
        start: allDay ? start.slice(0, 10) : startAt,
        end: allDay ? end!.slice(0, 10) : end && endAt,
        summary: cancelled ? app.translations.ar.t('calendar.cancelled', { title }) : title,
        sequence,
        status: cancelled ? 'CANCELLED' : 'CONFIRMED',
      };
    })
    .sort((a, b) => (a.uid < b.uid ? -1 : 1));
  await app.close();
});

function isInstalled(command: string, ...args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function readWith(library: string): ReadEvent[] {
  const answer = execFileSync(PYTHON, [READ_CALENDAR, library], { input: feed, encoding: 'utf8' });
  return JSON.parse(answer) as ReadEvent[];
}

describe('the feed of the week in Arabic, as others read it', () => {
  it('holds the same dates for ical.js', () => {
    const calendar = new ICAL.Component(ICAL.parse(feed) as unknown[]);
    ICAL.TimezoneService.register(new ICAL.Timezone(calendar.getFirstSubcomponent('vtimezone')!));
    const read = calendar.getAllSubcomponents('vevent').map((component) => {
      const event = new ICAL.Event(component);
      const write = (time: ICAL.Time) =>
        time.isDate ? time.toString() : time.toJSDate().toISOString().replace('.000', '');
      return {
        uid: event.uid,
        start: write(event.startDate),
        end: component.hasProperty('dtend') ? write(event.endDate) : null,
        summary: event.summary,
        sequence: event.sequence,
        status: component.getFirstPropertyValue('status'),
      };
    });
    expect(read.sort((a, b) => (a.uid < b.uid ? -1 : 1))).toEqual(expected);
  });

  it('holds the same dates for node-ical', () => {
    const events = Object.values(nodeIcal.sync.parseICS(feed)).filter((component) => component?.type === 'VEVENT');
    const read = events.map((event) => {
      const write = (date: Date & { dateOnly?: true }) =>
        date.dateOnly
          ? `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`
          : date.toISOString().replace('.000', '');
      const summary = event.summary as string | { val: string };
      return {
        uid: event.uid,
        start: write(event.start),
        summary: typeof summary === 'string' ? summary : summary.val,
        sequence: Number(event.sequence),
        status: event.status,
      };
    });
    expect(read.sort((a, b) => (a.uid < b.uid ? -1 : 1))).toEqual(expected.map(({ end: _end, ...rest }) => rest));
  });

  for (const library of ['icalendar', 'vobject']) {
    it.skipIf(!isInstalled(PYTHON, '-c', `import ${library}`))(`holds the same dates for Python's ${library}`, () => {
      expect(readWith(library)).toEqual(expected);
    });
  }

  it.skipIf(!isInstalled(PYTHON, '-c', 'import ctypes; ctypes.CDLL("libical.so.3")'))(
    'holds the same dates for libical, which objects to nothing',
    () => {
      expect(readWith('libical')).toEqual(expected.map(({ uid, summary }) => ({ uid, summary })));
    },
  );
});

describe('a real calendar client', () => {
  const run = promisify(execFile);

  it.skipIf(!isInstalled('vdirsyncer', '--version') || !isInstalled('khal', '--version'))(
    'subscribes with vdirsyncer and shows the day with khal; a second look changes nothing',
    async () => {
      const home = temporaryFolder();
      const calendars = join(home, 'calendars');
      mkdirSync(calendars);
      writeFileSync(
        join(home, 'vdirsyncer.conf'),
        `[general]
status_path = "${home}/status"
[pair week]
a = "remote"
b = "local"
collections = null
[storage remote]
type = "http"
url = "${site.url}/events.ics?day=2024-09-28"
[storage local]
type = "filesystem"
path = "${calendars}"
fileext = ".ics"
`,
      );
      writeFileSync(
        join(home, 'khal.conf'),
        `[calendars]
[[week]]
path = ${calendars}
[locale]
local_timezone = Europe/Berlin
default_timezone = Europe/Berlin
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = ${home}/khal.db
`,
      );
      const env = { PATH: '/usr/bin:/bin', HOME: home, LC_ALL: 'C.UTF-8', TZ: 'Pacific/Apia' };
      const sync = (...args: string[]) => run('vdirsyncer', ['-c', join(home, 'vdirsyncer.conf'), ...args], { env });
      await sync('discover');
      await sync('sync');
      const files = readdirSync(calendars);
      expect(files.length).toBe(expected.filter(isOnSaturday).length);
      await sync('sync');
      expect(readdirSync(calendars).sort()).toEqual(files.sort());

      const { stdout } = await run(
        'khal',
        ['-c', join(home, 'khal.conf'), 'list', '--format', '{start-time}-{end-time} {title}', '2024-09-28', '1d'],
        { env },
      );
      expect(stdout).toContain('14:00-18:00 Eine Länderreise an einem Nachmittag');
      expect(stdout).toMatch(/20:00-.*Tanznacht/);
    },
  );
});

/** As the filter by day has it: begins on that Saturday, or runs through it as whole days. */
function isOnSaturday({ start, end }: ReadEvent): boolean {
  if (start.length === 10) return start <= '2024-09-28' && '2024-09-28' < end!;
  return start >= '2024-09-27T22:00:00Z' && start < '2024-09-28T22:00:00Z';
}
