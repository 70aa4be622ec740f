import type { FilterProblem } from '#src/filter/filter.ts';
import type { Translation } from '#src/i18n/translation.ts';

/**
 * A calendar as an HTTP answer. The front adds ETag, 304 and compression.
 *
 * @param name of the file, without its ending
 * @param changedAt instant of the catalogue's last change: a filtered maximum would go back when events leave a filter
 */
export function calendarResponse(body: string, name: string, changedAt: string): Response {
  return new Response(body, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': `inline; filename="${name}.ics"`,
      'last-modified': new Date(changedAt).toUTCString(),
      // Browser-based calendars read feeds from other origins; there is nothing private in them.
      'access-control-allow-origin': '*',
    },
  });
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
