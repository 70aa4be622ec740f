import { FILTER_NAMES, type Filter, type FilterProblem } from '#src/filter/filter.ts';
import type { Translation } from '#src/i18n/translation.ts';

/**
 * A feed as an HTTP answer. The front adds ETag, 304 and compression.
 *
 * @param changedAt instant of the catalogue's last change: a filtered maximum would go back when events leave a filter
 */
export function feedResponse(
  body: string,
  { contentType, filename, changedAt }: { contentType: string; filename: string; changedAt: string },
): Response {
  return new Response(body, {
    headers: {
      'content-type': contentType,
      'content-disposition': `inline; filename="${filename}"`,
      'last-modified': new Date(changedAt).toUTCString(),
      // Programs in browsers read feeds from other origins; there is nothing private in them.
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'ETag',
    },
  });
}

/** @param name of the file, without its ending */
export function calendarResponse(body: string, name: string, changedAt: string): Response {
  return feedResponse(body, { contentType: 'text/calendar; charset=utf-8', filename: `${name}.ics`, changedAt });
}

/** Longer names are cut off by some systems, with their ending. */
const MAX_NAME_LENGTH = 80;

/**
 * What a file with this filter is called, without its ending: `?place=eisenach&language=uk` → `'events-eisenach-uk'`.
 */
export function feedFileName(filter: Filter): string {
  const words = FILTER_NAMES.flatMap((name) => {
    if (name === 'free') return filter.free.map(() => 'free');
    // The names of many events say less than that somebody chose them.
    return name === 'event' && filter.event.length > 1 ? ['selection'] : filter[name];
  });
  return ['events', ...words]
    .join('-')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_NAME_LENGTH)
    .replace(/-$/, '');
}

/** 404 in plain text, for programs and the people who look after them. */
export function notFoundResponse(i18n: Translation): Response {
  return plainText(404, i18n.t('error.notFoundTitle'));
}

/** 400 in plain text: each malformed value with its field. */
export function filterProblemResponse(problems: readonly FilterProblem[], i18n: Translation): Response {
  const lines = problems.map(({ name, value, code }) =>
    i18n.t(`problem.${code}`, { name: `${i18n.t(`filter.${name}`)} (${name})`, value: value.slice(0, 80) }),
  );
  return plainText(400, lines.join('\n'));
}

function plainText(status: number, text: string): Response {
  return new Response(`${text}\n`, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'access-control-allow-origin': '*' },
  });
}
