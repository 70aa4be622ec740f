import { unknownEvent } from '#src/changes/publication.ts';
import type { Command } from './command.ts';
import { inColumns } from './printable.ts';
import { readRegister, type RegisteredDate, type RegisteredEvent } from './register.ts';

export const show: Command = {
  summary: 'Show what is known of an event, with all its dates.',
  argument: 'slug',
  options: {},
  async run(app, { argument: slug }) {
    const [event] = await readRegister(app.database.read, { slug });
    if (event) return { ok: true, lines: linesOf(event), data: event };
    const refusal = unknownEvent(slug);
    return { ok: false, lines: [refusal.message], data: refusal };
  },
};

function linesOf(event: RegisteredEvent): string[] {
  return [
    event.title ?? '(no German title)',
    ...inColumns([
      ['slug', event.slug],
      ['edition', event.edition],
      ['state', event.closed ? `${event.state}, closed to the public` : event.state],
      ['kind', event.category],
      ['organisers', event.organisers.join(', ')],
      ['spoken', event.languages.join(', ')],
      ['texts in', event.texts.join(', ')],
      ['created', event.createdAt],
      ['published', event.publishedAt ?? 'never'],
      ['changed', event.changedAt],
    ]),
    '',
    ...inColumns(event.dates.map(rowOf)),
  ];
}

/** `2024-09-28T14:00 – 2024-09-28T18:00  volkshochschule-eisenach  moved (was nachbarschaftszentrum)  1  680fb37c-…` */
function rowOf(date: RegisteredDate): string[] {
  const before = [date.previousStart, date.previousVenue].filter((value) => value !== null);
  return [
    `${date.start} – ${date.end ?? 'open end'}${date.allDay ? ' (all-day)' : ''}`,
    [date.venue, date.onlineUrl].filter((value) => value !== null).join(', '),
    before.length > 0 ? `${date.status} (was ${before.join(', ')})` : date.status,
    `sequence ${date.sequence}`,
    date.uid,
  ];
}
