import { beforeAll, describe, expect, it } from 'vitest';
import { start } from '../fixtures/processes.ts';
import { startSite, type Site } from '../fixtures/site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});

/** The command line, beside the running server. */
async function catalogue(...args: string[]): Promise<void> {
  const { code, stderr } = await start('src/cli/main.ts', args, { DATA_DIR: site.dataDir }).finished;
  expect(stderr).toBe('');
  expect(code).toBe(0);
}

async function page(path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(site.url + path);
  return { status: response.status, text: await response.text() };
}

describe('a change by the command line is on the very next page', () => {
  it('when an event is cancelled', async () => {
    const before = await page('/events/volkstanzabend-marksuhl');
    expect(before.text).not.toContain('Diese Veranstaltung fällt aus');
    await catalogue('cancel', 'volkstanzabend-marksuhl');
    const after = await page('/events/volkstanzabend-marksuhl');
    expect(after.status).toBe(200);
    expect(after.text).toContain('Diese Veranstaltung fällt aus');
    expect(after.text).toContain('https://schema.org/EventCancelled');
    const feed = (await page('/events/volkstanzabend-marksuhl.ics')).text;
    expect(feed).toContain('STATUS:CANCELLED');
    expect(feed).toContain('SUMMARY:Abgesagt: ');
    expect(feed).toContain('SEQUENCE:1');
  });

  it('when an event is moved to another venue and time', async () => {
    await catalogue('move', 'mietvertrag-verstehen', '--start', '2024-09-27T19:00', '--venue', 'pressenwerk');
    const { text } = await page('/events/mietvertrag-verstehen');
    expect(text).toContain('Verschoben');
    expect(text).toContain('Angekündigt war');
    expect(text).toContain('https://schema.org/EventRescheduled');
    expect(text).toContain('previousStartDate');
    expect((await page('/venues/pressenwerk')).text).toContain('/events/mietvertrag-verstehen');
  });

  it('when an event is withdrawn: 410 in the language of the page, cancelled in feeds, back by publishing', async () => {
    await catalogue('withdraw', 'schule-verstehen-geisa');
    const gone = await page('/en/events/schule-verstehen-geisa');
    expect(gone.status).toBe(410);
    expect(gone.text).toContain('lang="en-GB"');
    expect((await page('/events')).text).not.toContain('/events/schule-verstehen-geisa');
    expect((await page('/events.ics?place=geisa')).text).toContain('STATUS:CANCELLED');
    await catalogue('publish', 'schule-verstehen-geisa');
    expect((await page('/en/events/schule-verstehen-geisa')).status).toBe(200);
    expect((await page('/events/schule-verstehen-geisa.ics')).text).toContain('SEQUENCE:2');
  });
});
