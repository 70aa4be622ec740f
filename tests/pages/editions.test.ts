import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demonstrationFolder } from '../fixtures/catalogue.ts';
import { startSite, type Site } from '../fixtures/site.ts';

let site: Site;
beforeAll(async () => {
  const dataDir = await demonstrationFolder(afterAll);
  addEdition(join(dataDir, 'catalogue.sqlite'), '2023', 'spieleabend');
  addEdition(join(dataDir, 'catalogue.sqlite'), '2025', 'noch-geheim');
  site = await startSite({ DATA_DIR: dataDir });
});

/** An edition of another year that is not shown, with one published event. */
function addEdition(file: string, year: string, slug: string): void {
  const database = new Database(file);
  const [edition, event] = [randomUUID(), randomUUID()];
  database.exec(`
    insert into edition (id, slug, official_start_day, official_end_day, programme_start_day, programme_end_day,
      deadline_at, shown, accepting, demonstration, version)
    values ('${edition}', '${year}', '${year}-09-21', '${year}-09-28', '${year}-09-21', '${year}-09-28',
      '${year}-07-01T00:00:00Z', 0, 0, 1, 2);
    insert into edition_text values ('${edition}', 'de', 'Interkulturelle Woche ${year}', 'Offen geht');
    insert into event (id, slug, edition_id, category_id, state, closed, registration_kind, price_kind, created_at,
      first_published_at, changed_at)
    select '${event}', '${slug}', '${edition}', id, 'published', 0, 'none', 'free', '${year}-05-01T00:00:00Z',
      '${year}-05-01T00:00:00Z', '${year}-05-01T00:00:00Z' from category where slug = 'sport';
    insert into event_text (event_id, language, title, summary, description)
    values ('${event}', 'de', 'Spieleabend ${year}', 'Ein Abend.', 'Spiele.');
    insert into event_organiser select '${event}', id, 0 from organiser limit 1;
    insert into event_language values ('${event}', 'de', 0);
    insert into event_audience values ('${event}', 'everyone');
    insert into occurrence (id, event_id, uid, start_local, start_at, all_day, venue_id, status, sequence, changed_at)
    select '${randomUUID()}', '${event}', '${year}@test', '${year}-09-22T18:00', '${year}-09-22T16:00:00Z', 0, id,
      'scheduled', 0, '${year}-05-01T00:00:00Z' from venue where slug = 'pressenwerk';
    update catalogue set version = version + 1;`);
  database.close();
}

async function get(path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(site.url + path);
  return { status: response.status, text: await response.text() };
}

describe('an earlier edition', () => {
  it('is browsable by its name and stays out of the programme that is shown', async () => {
    expect((await get('/events?edition=2023')).text).toContain('Spieleabend 2023');
    expect((await get('/events')).text).not.toContain('Spieleabend 2023');
  });

  it('keeps its event pages, whose day leads to its own programme', async () => {
    const { status, text } = await get('/events/spieleabend');
    expect(status).toBe(200);
    const [, link] = text.match(/href="(\/events\?edition=2023[^"]*day=2023-09-22)"/)!;
    expect((await get(link!.replace('&#38;', '&').replace('&amp;', '&'))).text).toContain('Spieleabend 2023');
  });

  it('stays in the feed, so that the next roll-over empties nobody’s calendar', async () => {
    const { text } = await get('/events.ics');
    expect(text).toContain('UID:2023@test');
    expect(text).toContain('SUMMARY:Suppenduell');
  });
});

describe('an edition in preparation', () => {
  it('is nowhere to be seen', async () => {
    expect((await get('/events/noch-geheim')).status).toBe(404);
    expect((await get('/events.ics')).text).not.toContain('2025@test');
    expect((await get('/events?edition=2025')).text).not.toContain('Spieleabend 2025');
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
