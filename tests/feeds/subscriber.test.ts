import ICAL from 'ical.js';
import { expect, it } from 'vitest';
import { openApp } from '#src/server/app.ts';
import type { Change } from '#src/changes/change.ts';
import { settingsWith } from '../fixtures/settings.ts';
import { startSite } from '../fixtures/site.ts';

/** What a subscriber keeps of a date. */
interface KeptDate {
  sequence: number;
  modified: string;
  text: string;
}

/** A calendar program: asks with what it has, and tells what changed since. */
class Subscriber {
  readonly #url: string;
  #etag: string | undefined;
  #lastModified: string | undefined;
  #dates = new Map<string, KeptDate>();

  constructor(url: string) {
    this.#url = url;
  }

  /** @returns what changed, or 304 */
  async poll(): Promise<304 | { added: string[]; removed: string[]; changed: [string, KeptDate, KeptDate][] }> {
    const headers = new Headers();
    if (this.#etag) headers.set('if-none-match', this.#etag);
    const response = await fetch(this.#url, { headers });
    if (response.status === 304) return 304;
    expect(response.status).toBe(200);
    const lastModified = response.headers.get('last-modified')!;
    if (this.#lastModified) expect(Date.parse(lastModified)).toBeGreaterThanOrEqual(Date.parse(this.#lastModified));
    this.#etag = response.headers.get('etag')!;
    this.#lastModified = lastModified;
    const dates = read(await response.text());
    const before = this.#dates;
    this.#dates = dates;
    return {
      added: [...dates.keys()].filter((uid) => !before.has(uid)),
      removed: [...before.keys()].filter((uid) => !dates.has(uid)),
      changed: [...dates].flatMap(([uid, date]) => {
        const old = before.get(uid);
        return old && old.text !== date.text ? [[uid, old, date] as [string, KeptDate, KeptDate]] : [];
      }),
    };
  }

  get size(): number {
    return this.#dates.size;
  }
}

function read(text: string): Map<string, KeptDate> {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const components = calendar.getAllSubcomponents('vevent');
  const dates = new Map(
    components.map((component) => [
      component.getFirstPropertyValue('uid') as string,
      {
        sequence: Number(component.getFirstPropertyValue('sequence')),
        modified: String(component.getFirstPropertyValue('last-modified')),
        text: component.toString(),
      },
    ]),
  );
  expect(dates.size, 'every uid once').toBe(components.length);
  return dates;
}

it('a subscriber sees each change once, by uid, and 304 in between', async () => {
  const site = await startSite();
  let minute = 0;
  const clock = { now: () => `2026-01-01T12:${String(minute++).padStart(2, '0')}:00Z` };
  const app = await openApp(settingsWith(site.dataDir), { clock });
  const subscriber = new Subscriber(`${site.url}/events.ics`);
  await subscriber.poll();
  const all = subscriber.size;
  expect(await subscriber.poll()).toBe(304);

  /** Applies a change; tells which dates changed in the feed, and whether their SEQUENCE rose by one. */
  async function after(change: Change): Promise<{ uids: string[]; raised: boolean[]; texts: string[] }> {
    expect(await app.apply('test', change)).toMatchObject({ ok: true });
    const seen = await subscriber.poll();
    if (seen === 304) throw new Error('The subscriber was told that nothing changed.');
    expect(seen.added).toEqual([]);
    expect(seen.removed).toEqual([]);
    for (const [, old, now] of seen.changed) expect(now.modified > old.modified).toBe(true);
    expect(await subscriber.poll()).toBe(304);
    expect(subscriber.size).toBe(all);
    return {
      uids: seen.changed.map(([uid]) => uid),
      raised: seen.changed.map(([, old, now]) => now.sequence === old.sequence + 1),
      texts: seen.changed.map(([, , now]) => now.text),
    };
  }

  const event = 'mietvertrag-verstehen';
  const { uid } = (await (await app.catalogue.snapshot()).event(event))!.event.occurrences[0]!;

  const edited = await after({ kind: 'edit-text', event, language: 'de', text: { title: 'Mietvertrag, neu' } });
  expect(edited).toMatchObject({ uids: [uid], raised: [false] });
  expect(edited.texts[0]).toContain('SUMMARY:Mietvertrag\\, neu');

  const moved = await after({ kind: 'move', event, start: '2024-09-27T19:30', venue: 'pressenwerk' });
  expect(moved).toMatchObject({ uids: [uid], raised: [true] });
  expect(moved.texts[0]).toContain('DTSTART;TZID=Europe/Berlin:20240927T193000');

  const renamed = await after({ kind: 'edit-venue', venue: 'pressenwerk', values: { name: 'Neues Pressenwerk' } });
  expect(renamed.uids).toContain(uid);
  expect(renamed.raised.every((raised) => !raised)).toBe(true);
  for (const text of renamed.texts) expect(text).toContain('Neues Pressenwerk');

  // Two records of one house become one: nobody has to go anywhere else.
  const merged = await after({ kind: 'merge-venues', from: 'pressenwerk', into: 'landratsamt' });
  expect(merged.uids).toEqual(renamed.uids);
  expect(merged.raised.every((raised) => !raised)).toBe(true);
  for (const text of merged.texts) expect(text).toContain('Landratsamt Wartburgkreis');

  const former = (await (await app.catalogue.snapshot()).event('laenderreise'))!.event.occurrences[0]!;
  const elsewhere = {
    kind: 'edit-venue',
    venue: former.previousVenue!.slug,
    values: { name: 'Früheres Haus' },
  } as const;
  const formerRenamed = await after(elsewhere);
  expect(formerRenamed.uids).toContain(former.uid);

  const one = await after({ kind: 'cancel', event: 'trommeln-an-drei-abenden', date: '2024-09-17' });
  expect(one.raised).toEqual([true]);
  expect(one.texts[0]).toContain('Dieser Termin fällt aus');

  const cancelled = await after({ kind: 'cancel', event });
  expect(cancelled).toMatchObject({ uids: [uid], raised: [true] });
  expect(cancelled.texts[0]).toContain('STATUS:CANCELLED');

  const other = 'schule-verstehen-geisa';
  const withdrawn = await after({ kind: 'withdraw', event: other });
  expect(withdrawn.raised).toEqual([true]);
  expect(withdrawn.texts[0]).toContain('STATUS:CANCELLED');
  const published = await after({ kind: 'publish', event: other });
  expect(published).toMatchObject({ uids: withdrawn.uids, raised: [true] });
  expect(published.texts[0]).toContain('STATUS:CONFIRMED');

  await app.close();
});

it('an event that is moved out of a filter leaves that feed', async () => {
  const site = await startSite();
  const app = await openApp(settingsWith(site.dataDir));
  const subscriber = new Subscriber(`${site.url}/events.ics?day=2024-09-28`);
  await subscriber.poll();
  const before = subscriber.size;
  const start = '2024-09-30T14:00';
  expect(await app.apply('test', { kind: 'move', event: 'laenderreise', start })).toMatchObject({ ok: true });
  const seen = await subscriber.poll();
  expect(seen).toMatchObject({ added: [], removed: [expect.any(String)] });
  expect(subscriber.size).toBe(before - 1);
  await app.close();
});
