import { filterQuery, type Filter } from '#src/filter/filter.ts';
import type { LanguageCode } from '#src/languages/languages.ts';
import { path } from '#src/paths/paths.ts';

/** Every address under which one calendar can be subscribed to. */
export interface SubscriptionAddresses {
  /** The feed, absolute: what people copy. */
  readonly feed: string;
  /** The feed for the device's own calendar app: Apple's opens it at once, Thunderbird and Outlook where set up for it. */
  readonly webcal: string;
  /** Google's page that adds the feed; works in a browser on a computer only. */
  readonly google: string;
  /** The page of Outlook.com that adds the feed. */
  readonly outlook: string;
  /** The page with all these ways, absolute. */
  readonly page: string;
  /** The feed within the site. */
  readonly download: string;
  /** The same selection for programs other than calendars, within the site. */
  readonly data: readonly { readonly format: string; readonly path: string }[];
}

/**
 * The ways to a calendar: `subscriptionAddresses('https://ikw.example', 'uk', filterOf({ place: ['vacha'] }), 'IKW')` →
 *
 *     feed     https://ikw.example/uk/events.ics?place=vacha
 *     webcal   webcal://ikw.example/uk/events.ics?place=vacha
 *     google   https://calendar.google.com/calendar/render?cid=webcal%3A%2F%2Fikw.example%2Fuk%2Fevents.ics%3Fplace%3Dvacha
 *     outlook  https://outlook.live.com/calendar/0/addfromweb?url=https%3A%2F%2Fikw…%3Dvacha&name=IKW
 *     page     https://ikw.example/uk/subscribe?place=vacha
 *     download /uk/events.ics?place=vacha
 *     data     /uk/events.json?place=vacha, /uk/events.csv?place=vacha, /uk/events.atom?place=vacha
 *
 * @param name what the calendar is to be called where that is asked for; elsewhere the feed itself says it
 */
export function subscriptionAddresses(
  siteUrl: string,
  language: LanguageCode,
  filter: Filter,
  name: string,
): SubscriptionAddresses {
  const query = filterQuery(filter);
  const download = path(language, 'events.ics', query);
  const feed = siteUrl + download;
  const webcal = feed.replace(/^https?:/, 'webcal:');
  return {
    feed,
    webcal,
    // Google takes an https address for the identifier of one of its own calendars.
    google: `https://calendar.google.com/calendar/render?cid=${encodeURIComponent(webcal)}`,
    // Not URLSearchParams: its plus signs for spaces would stand in the calendar's name.
    outlook: `https://outlook.live.com/calendar/0/addfromweb?url=${encodeURIComponent(feed)}&name=${encodeURIComponent(name)}`,
    page: siteUrl + path(language, 'subscribe', query),
    download,
    data: [
      { format: 'JSON', path: path(language, 'events.json', query) },
      { format: 'CSV', path: path(language, 'events.csv', query) },
      { format: 'Atom', path: path(language, 'events.atom', query) },
    ],
  };
}
