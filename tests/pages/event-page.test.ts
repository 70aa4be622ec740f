import { beforeAll, describe, expect, it } from 'vitest';
import { startSite, type Site } from '../fixtures/site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});

async function html(path: string): Promise<string> {
  return (await fetch(site.url + path)).text();
}

interface StructuredEvent {
  name: string;
  startDate: string;
  endDate?: string;
  previousStartDate?: string;
  eventStatus: string;
  eventAttendanceMode: string;
  location: object;
  offers?: { price: string };
}

async function structuredData(path: string): Promise<StructuredEvent[]> {
  const blocks = (await html(path)).matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs);
  return [...blocks].map(([, json]) => JSON.parse(json!) as StructuredEvent);
}

describe('the event page for search engines', () => {
  it('has one schema.org Event per date, with place, offer and offset', async () => {
    const [event, ...rest] = await structuredData('/events/laenderreise');
    expect(rest).toEqual([]);
    expect(event).toMatchObject({
      '@type': 'Event',
      name: 'Eine Länderreise an einem Nachmittag',
      startDate: '2024-09-28T14:00+02:00',
      endDate: '2024-09-28T18:00+02:00',
      eventStatus: 'https://schema.org/EventScheduled',
      eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
      location: {
        '@type': 'Place',
        name: 'Volkshochschule Wartburgkreis',
        address: { '@type': 'PostalAddress', streetAddress: 'Schmelzerstr. 19', addressLocality: 'Eisenach' },
        geo: { '@type': 'GeoCoordinates' },
      },
      offers: { price: '0.00', priceCurrency: 'EUR' },
      isAccessibleForFree: true,
    });
  });

  it('tells cancelled, rescheduled, online, several dates and days without a time', async () => {
    const [cancelled] = await structuredData('/events/grillduell-an-der-werra');
    expect(cancelled!.eventStatus).toBe('https://schema.org/EventCancelled');
    const [postponed] = await structuredData('/events/sternenspaziergang-ruhla');
    expect(postponed!.eventStatus).toBe('https://schema.org/EventRescheduled');
    expect(postponed!.previousStartDate).toMatch(/^2024-09-23T/);
    const [online] = await structuredData('/events/abschluesse-anerkennen-lassen');
    expect(online!.eventAttendanceMode).toBe('https://schema.org/OnlineEventAttendanceMode');
    expect(online!.location).toMatchObject({ '@type': 'VirtualLocation' });
    expect(await structuredData('/events/trommeln-an-drei-abenden')).toHaveLength(3);
    const [exhibition] = await structuredData('/events/ausstellung-angekommen');
    expect(exhibition).toMatchObject({ startDate: '2024-09-16', endDate: '2024-09-29' });
  });

  it('names itself and its translations', async () => {
    const page = await html('/uk/events/laenderreise');
    expect(page).toContain('<link rel="canonical" href="http://localhost:4321/uk/events/laenderreise">');
    for (const [tag, path] of [
      ['de', '/events/laenderreise'],
      ['uk', '/uk/events/laenderreise'],
      ['ar', '/ar/events/laenderreise'],
      ['en-GB', '/en/events/laenderreise'],
      ['x-default', '/events/laenderreise'],
    ]) {
      expect(page).toContain(`<link rel="alternate" hreflang="${tag}" href="http://localhost:4321${path}">`);
    }
  });
});

describe('the event page for visitors', () => {
  it('says first and unmissably that an event is cancelled', async () => {
    const page = await html('/events/grillduell-an-der-werra');
    expect(page).toMatch(/<title>Abgesagt: Grillduell/);
    expect(page).toMatch(/<h1>\s*<strong class="status">Abgesagt<\/strong>/);
  });

  it('says what was announced before a move', async () => {
    expect(await html('/events/laenderreise')).toMatch(/Angekündigt war: Nachbarschaftszentrum Eisenach/);
    expect(await html('/events/sternenspaziergang-ruhla')).toMatch(/Angekündigt war: Montag, 23\. September 2024/);
  });

  it('lists each date with what only that date offers', async () => {
    const page = await html('/events/ausstellung-raum-geben');
    expect(page.match(/An diesem Termin: Gebärdensprache/g)).toHaveLength(1);
  });

  it('speaks the language of its address and falls back to German, saying so', async () => {
    const arabic = await html('/ar/events/laenderreise');
    expect(arabic).toContain('<html lang="ar" dir="rtl">');
    const untranslated = await html('/ar/events/wimpelwerkstatt');
    expect(untranslated).toContain('هذا النص متوفر بالألمانية فقط');
    expect(untranslated).toContain('<bdi lang="de">Wimpelwerkstatt');
  });

  it('says on every page that the catalogue is a demonstration', async () => {
    for (const path of ['/', '/events', '/events/laenderreise', '/days/2024-09-22', '/places/eisenach', '/nowhere']) {
      expect(await html(path), path).toContain('Nichts davon findet statt');
    }
  });
});

describe('what is not public', () => {
  it.each([
    '/events/schultheater-koffer-voller-fragen',
    '/events/schultheater-koffer-voller-fragen.ics',
    '/events/nowhere',
  ])('%s is not found', async (path) => {
    expect((await fetch(site.url + path)).status).toBe(404);
  });

  it('a closed event is in no list, feed or search', async () => {
    for (const path of ['/events', '/events.ics', '/events?q=schultheater', '/days/2024-09-25']) {
      expect(await html(path), path).not.toMatch(/schultheater-koffer/);
    }
  });
});
