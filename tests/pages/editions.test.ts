import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApp } from '#src/server/app.ts';
import { demonstrationFolder } from '../fixtures/catalogue.ts';
import { insertEdition } from '../fixtures/edition.ts';
import { settingsWith } from '../fixtures/settings.ts';
import { startSite, type Site } from '../fixtures/site.ts';

let site: Site;
beforeAll(async () => {
  const dataDir = await demonstrationFolder(afterAll);
  const app = await openApp(settingsWith(dataDir));
  await insertEdition(app, { slug: '2023', event: 'spieleabend', state: 'published' });
  await insertEdition(app, { slug: '2025', event: 'noch-geheim', state: 'published' });
  await app.close();
  site = await startSite({ DATA_DIR: dataDir });
});

async function get(path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(site.url + path);
  return { status: response.status, text: await response.text() };
}

describe('an earlier edition', () => {
  it('is browsable by its name and stays out of the programme that is shown', async () => {
    expect((await get('/events?edition=2023')).text).toContain('/events/spieleabend');
    expect((await get('/events')).text).not.toContain('/events/spieleabend');
  });

  it('keeps its event pages, whose day leads to its own programme', async () => {
    const { status, text } = await get('/events/spieleabend');
    expect(status).toBe(200);
    const [, link] = text.match(/href="(\/events\?edition=2023[^"]*day=2023-09-21)"/)!;
    expect((await get(link!.replace('&#38;', '&').replace('&amp;', '&'))).text).toContain('/events/spieleabend');
  });

  it('stays in the feed, so that the next roll-over empties nobody’s calendar', async () => {
    const { text } = await get('/events.ics');
    expect(text).toContain('UID:uid-spieleabend');
    expect(text).toContain('SUMMARY:Suppenduell');
  });
});

describe('an edition in preparation', () => {
  it('is nowhere to be seen', async () => {
    expect((await get('/events/noch-geheim')).status).toBe(404);
    expect((await get('/events.ics')).text).not.toContain('uid-noch-geheim');
    expect((await get('/events?edition=2025')).text).not.toContain('/events/noch-geheim');
  });
});

describe('an unknown edition', () => {
  it('matches nothing, as any other value that is not there', async () => {
    const { status, text } = await get('/events?edition=1999');
    expect(status).toBe(200);
    expect(text).toContain('Keine Veranstaltung passt');
    const feed = await get('/events.ics?edition=1999');
    expect(feed.status).toBe(200);
    expect(feed.text).toMatch(/X-WR-CALNAME:\S/);
    expect(feed.text).not.toContain('BEGIN:VEVENT');
  });
});
