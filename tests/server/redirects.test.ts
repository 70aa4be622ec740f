import { beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES } from '#src/languages/languages.ts';
import { path } from '#src/paths/paths.ts';
import { openApp } from '#src/server/app.ts';
import { duplicateOrganiser, duplicateVenue, type Duplicate } from '../fixtures/duplicates.ts';
import { settingsWith } from '../fixtures/settings.ts';
import { startSite, type Site } from '../fixtures/site.ts';
import { done } from '../fixtures/submissions.ts';

let site: Site;
let venue: Duplicate;
let organiser: Duplicate;
const before: Record<string, string> = {};
const INTO = { venue: 'pressenwerk', organiser: 'volkshochschule' };

beforeAll(async () => {
  site = await startSite();
  const app = await openApp(settingsWith(site.dataDir));
  venue = await duplicateVenue(app);
  organiser = await duplicateOrganiser(app);
  // Asked for before, so that what the front has kept would be seen.
  for (const address of [`/venues/${venue.slug}`, `/events.ics?venue=${venue.slug}`, `/events?venue=${venue.slug}`]) {
    before[address] = await (await fetch(site.url + address)).text();
  }
  await done(app, { kind: 'merge-venues', from: venue.slug, into: INTO.venue });
  await done(app, { kind: 'merge-organisers', from: organiser.slug, into: INTO.organiser });
  await app.close();
});

const text = async (address: string) => {
  const response = await fetch(site.url + address);
  expect(response.status, address).toBe(200);
  return response.text();
};

describe('the address of a venue that was merged into another', () => {
  it.each(LANGUAGES.map(({ code }) => code))('leads there for good, in %s', async (language) => {
    for (const [page, present] of [
      [`venues/${venue.slug}`, `venues/${INTO.venue}`],
      [`organisers/${organiser.slug}`, `organisers/${INTO.organiser}`],
    ] as const) {
      const response = await fetch(site.url + path(language, page), { redirect: 'manual' });
      expect(response.status).toBe(301);
      expect(response.headers.get('location')).toBe(path(language, present));
      // A browser asks again before it believes it: records can be mended.
      expect(response.headers.get('cache-control')).toBe('no-cache');
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect((await fetch(site.url + path(language, page))).status).toBe(200);
    }
  });

  it('answers HEAD as GET, and anything unknown with 404 as before', async () => {
    const response = await fetch(`${site.url}/venues/${venue.slug}`, { method: 'HEAD', redirect: 'manual' });
    expect(response.status).toBe(301);
    expect((await fetch(`${site.url}/venues/nowhere`, { redirect: 'manual' })).status).toBe(404);
    expect((await fetch(`${site.url}/organisers/${venue.slug}`, { redirect: 'manual' })).status).toBe(404);
  });
});

describe('whoever subscribed to a venue or an organiser that was merged', () => {
  it('has its events in the calendar as before, under the same uid, and those of the other', async () => {
    const address = `/events.ics?venue=${venue.slug}`;
    const uidsIn = (calendar: string) => calendar.match(/^UID:.+$/gm) ?? [];
    const now = await text(address);
    expect(uidsIn(before[address]!)).toHaveLength(1);
    expect(uidsIn(now)).toEqual(expect.arrayContaining(uidsIn(before[address]!)));
    expect(uidsIn(now)).toEqual(uidsIn(await text(`/events.ics?venue=${INTO.venue}`)));
    expect(now).toContain('Pressenwerk');
    expect(now).not.toContain('Presswerk');
  });

  it('has them in every feed, with other filters beside', async () => {
    for (const surface of ['events.json', 'events.csv', 'events.atom', 'events.ics']) {
      expect(await text(`/${surface}?venue=${venue.slug}&day=2024-09-24`), surface).toContain(venue.event);
      expect(await text(`/uk/${surface}?organiser=${organiser.slug}`), surface).toContain(organiser.event);
    }
  });

  it('finds them on the programme, the map and the page for subscribing', async () => {
    for (const page of ['events', 'map']) {
      expect(await text(`/${page}?venue=${venue.slug}`), page).toContain(`/events/${venue.event}`);
    }
    const programme = await text(`/events?venue=${venue.slug}&organiser=${organiser.slug}`);
    expect(programme).toContain('Pressenwerk');
    expect(programme).not.toContain('Presswerk');
    expect(await text(`/subscribe?venue=${venue.slug}`)).toContain(`venue=${INTO.venue}`);
  });
});
