import { describe, expect, it } from 'vitest';
import { subscriptionAddresses } from '#src/feeds/subscription-addresses.ts';
import { EMPTY_FILTER, filterOf } from '#src/filter/filter.ts';

describe('the addresses of a subscription', () => {
  it('of everything, in German', () => {
    expect(subscriptionAddresses('https://ikw.example', 'de', EMPTY_FILTER, 'IKW 2024')).toEqual({
      feed: 'https://ikw.example/events.ics',
      webcal: 'webcal://ikw.example/events.ics',
      google: 'https://calendar.google.com/calendar/render?cid=webcal%3A%2F%2Fikw.example%2Fevents.ics',
      outlook:
        'https://outlook.live.com/calendar/0/addfromweb?url=https%3A%2F%2Fikw.example%2Fevents.ics&name=IKW%202024',
      page: 'https://ikw.example/subscribe',
      download: '/events.ics',
      data: [
        { format: 'JSON', path: '/events.json' },
        { format: 'CSV', path: '/events.csv' },
        { format: 'Atom', path: '/events.atom' },
      ],
    });
  });

  it('keep the port, the language and the filter', () => {
    const filter = filterOf({ place: ['vacha', 'eisenach'], free: ['1'] });
    const addresses = subscriptionAddresses('http://localhost:4321', 'uk', filter, 'Тиждень');
    expect(addresses.webcal).toBe('webcal://localhost:4321/uk/events.ics?place=eisenach&place=vacha&free=1');
    expect(addresses.feed).toBe('http://localhost:4321/uk/events.ics?place=eisenach&place=vacha&free=1');
    expect(addresses.page).toBe('http://localhost:4321/uk/subscribe?place=eisenach&place=vacha&free=1');
  });

  it('come out of other sites’ addresses as they went in, whatever stands in them', () => {
    const name = 'Tanz & Musik – "A+B", 100 % #1';
    const filter = filterOf({ q: ['tanz & 100 % "ü"', '#=?+'] });
    const { feed, webcal, google, outlook } = subscriptionAddresses('https://ikw.example', 'ar', filter, name);
    expect([...new URL(google).searchParams]).toEqual([['cid', webcal]]);
    expect([...new URL(outlook).searchParams]).toEqual([
      ['url', feed],
      ['name', name],
    ]);
    expect(new URL(feed).searchParams.getAll('q')).toEqual(filter.q);
  });
});
