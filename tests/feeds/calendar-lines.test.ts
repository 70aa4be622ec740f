import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import type { EventDate } from '#src/catalogue/programme.ts';
import type { Occurrence, ProgrammeEvent, Venue } from '#src/catalogue/types.ts';
import { calendarOf } from '#src/feeds/calendar.ts';
import { escapeText, plainText } from '#src/feeds/calendar-lines.ts';
import { readDictionaries } from '#src/i18n/dictionary.ts';
import { translationsFrom } from '#src/i18n/translation.ts';

const { de } = translationsFrom(readDictionaries('content/strings'));

const PLACE = { slug: 'p', name: 'Ort', partOf: null, point: { latitude: 50, longitude: 10 } };
const VENUE: Venue = {
  slug: 'v',
  name: 'Haus',
  place: PLACE,
  street: 'Weg 1',
  postcode: '36433',
  point: { latitude: 50.5, longitude: 10.5 },
  stepFree: null,
  accessibleToilet: null,
  accessibleParking: null,
  hearingLoop: null,
  nearestStop: null,
};

/** One date of an event whose every field may be anything. */
function dateWith({
  text = 'x',
  occurrence = {},
  event = {},
}: {
  text?: string;
  occurrence?: Partial<Occurrence>;
  event?: Partial<ProgrammeEvent>;
}): EventDate {
  return {
    event: {
      slug: 'e',
      edition: '2024',
      withdrawn: false,
      category: { slug: 'c', name: { de: text } },
      organisers: [{ slug: 'o', name: text, url: text, email: text, phone: text }],
      audiences: ['everyone'],
      languages: ['de'],
      registration: { kind: 'required', until: null, email: text, phone: text, url: text },
      price: { kind: 'free', cents: null },
      capacity: null,
      funding: text,
      picture: null,
      texts: { de: { title: text, summary: text, description: text, easy: text, participation: text } },
      occurrences: [],
      publishedAt: '2024-05-01T00:00:00Z',
      changedAt: '2024-05-01T00:00:00Z',
      ...event,
    },
    occurrence: {
      uid: 'u',
      start: '2024-09-22T18:00',
      startAt: '2024-09-22T16:00:00Z',
      end: '2024-09-22T20:00',
      endAt: '2024-09-22T18:00:00Z',
      allDay: false,
      days: ['2024-09-22'],
      venue: { ...VENUE, name: text, street: text, place: { ...PLACE, name: text } },
      onlineUrl: text,
      status: 'moved',
      previousStart: null,
      previousVenue: { ...VENUE, name: text },
      notice: text,
      access: [],
      sequence: 1,
      changedAt: '2024-05-01T00:00:00Z',
      ...occurrence,
    },
  };
}

function feedOf(date: EventDate, name = 'Name'): string {
  return calendarOf([date], { name, page: 'events', query: '', siteUrl: 'https://x.example' }, de);
}

function read(text: string): ICAL.Component {
  return new ICAL.Component(ICAL.parse(text) as unknown[]);
}

/** Any characters, and those that mean something to whoever writes or reads a calendar. */
const aText = fc
  .array(
    fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom('$&', '$`', "$'", '$$', '\\n', '";', ',')),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  .map((parts) => parts.join(''));

const PROPERTIES_OF_AN_EVENT = read(feedOf(dateWith({})))
  .getFirstSubcomponent('vevent')!
  .getAllProperties()
  .map(({ name }) => name);

describe('whatever is typed', () => {
  it.each([
    ['carriage returns', 'a\rb\r\nATTENDEE:mailto:evil@x.example\r\nc'],
    ['line feeds', 'a\nEND:VEVENT\nBEGIN:VEVENT\nUID:evil'],
    ['NUL and other control characters', 'a\0b\x07c\x1bd\x7f'],
    ['U+2028 and U+2029', 'a\u2028b\u2029c'],
    ['lone surrogates', 'a\ud800b\udc00c'],
    ['direction overrides', 'a\u202eb\u202dc'],
    ['quotes and separators', 'a";X=":b,c;d\\n\\,e^f'],
    ['patterns of replacement', "a$&b$`c$'d$$e$1"],
    ['100,000 characters', 'ä🎉'.repeat(33_333)],
  ])('stays inside its property: %s', (_, text) => {
    const feed = feedOf(dateWith({ text }), text);
    const calendar = read(feed);
    const events = calendar.getAllSubcomponents('vevent');
    expect(events).toHaveLength(1);
    expect(events[0]!.getAllProperties().map(({ name }) => name)).toEqual(PROPERTIES_OF_AN_EVENT);
    expect(events[0]!.getFirstPropertyValue('uid')).toBe('u');
    expect(feed.isWellFormed()).toBe(true);
    expect(feed.replaceAll('\r\n', '')).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e]/u);
  });

  it('comes back from ical.js as it was typed, in any script', () => {
    fc.assert(
      fc.property(aText, (text) => {
        const feed = feedOf(dateWith({ text }), text);
        const calendar = read(feed);
        const event = calendar.getFirstSubcomponent('vevent')!;
        const plain = plainText(text);
        expect(event.getFirstPropertyValue('summary') ?? '').toBe(plain);
        // ical.js does not know RFC 7986: it gives NAME as it is written.
        expect(calendar.getFirstPropertyValue('name') ?? '').toBe(escapeText(plain));
        expect(event.getFirstPropertyValue('categories') ?? '').toBe(plain.replaceAll('\n', ' '));
        expect(String(event.getFirstPropertyValue('location'))).toBe(`${plain}, ${plain}, 36433 ${plain}`);
        expect(String(event.getFirstPropertyValue('description'))).toContain(plain);
        expect(event.getFirstPropertyValue('contact')).toBe(`${plain}, ${plain}, ${plain}`);
        const place = event.getFirstProperty('x-apple-structured-location')!;
        expect(place.toICALString()).toContain('geo:50.5,10.5');
        for (const line of feed.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      }),
      { numRuns: 300 },
    );
  });
});

describe('where ical-generator 11.1.2 leaves the standard', () => {
  it('stamps are in UTC although times have a zone', () => {
    expect(feedOf(dateWith({}))).toMatch(/DTSTAMP:20240501T000000Z\r\n/);
  });

  it('names are escaped', () => {
    expect(feedOf(dateWith({}), 'a, b; c\nd')).toContain('NAME:a\\, b\\; c\\nd\r\n');
  });

  it('the last line ends, too', () => {
    expect(feedOf(dateWith({}))).toMatch(/END:VCALENDAR\r\n$/);
  });

  it('a place on the equator or the meridian of Greenwich keeps its coordinates', () => {
    const venue = { ...VENUE, point: { latitude: 0, longitude: 0 } };
    expect(feedOf(dateWith({ occurrence: { venue } }))).toContain('GEO:0;0\r\n');
  });

  it('properties of the calendar stand before its components (RFC 5545 §3.6)', () => {
    const [head] = feedOf(dateWith({})).split('BEGIN:VTIMEZONE');
    for (const name of ['REFRESH-INTERVAL', 'X-PUBLISHED-TTL', 'COLOR', 'SOURCE', 'X-WR-TIMEZONE', 'DESCRIPTION']) {
      expect(head).toContain(`\r\n${name}`);
    }
  });
});

describe('a text that is there in German only', () => {
  it('says so by its language and in a sentence', () => {
    const { ar } = translationsFrom(readDictionaries('content/strings'));
    const address = { name: 'n', page: 'events', query: '', siteUrl: 'https://x.example' };
    const feed = calendarOf([dateWith({ text: 'Nur deutsch' })], address, ar);
    expect(feed).toContain('SUMMARY;LANGUAGE=de:Nur deutsch');
    expect(String(read(feed).getFirstSubcomponent('vevent')!.getFirstPropertyValue('description'))).toContain(
      ar.t('site.untranslated'),
    );
  });
});
