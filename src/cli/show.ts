import { readCorrections, readContact, readSubmission, type Submission } from '#src/catalogue/submissions.ts';
import { readRegister, type RegisteredDate, type RegisteredEvent } from '#src/catalogue/register.ts';
import { readValues } from '#src/changes/event-reading.ts';
import type { EventValues } from '#src/changes/event-values.ts';
import { findEvent, unknownEvent } from '#src/changes/publication.ts';
import type { Command } from './command.ts';
import { leavesOf } from './differences.ts';
import { inColumns } from './printable.ts';

export const show: Command = {
  summary: 'Show what is known of an event: its dates, what it says, and what its organiser sent.',
  argument: 'slug',
  options: { contact: { type: 'boolean', help: 'show who submitted it, too: that is nobody else’s business' } },
  async run(app, input) {
    const { argument: slug } = input;
    const db = app.database.read;
    const [event] = await readRegister(db, { slug });
    const values = await db.transaction().execute(async (at) => {
      const row = await findEvent(at, slug);
      return row && readValues(at, row);
    });
    if (!event || !values) {
      const refusal = unknownEvent(slug);
      return { ok: false, lines: [refusal.message], data: refusal };
    }
    const submission = await readSubmission(db, slug);
    const contact = input.flag('contact') ? await readContact(db, slug) : undefined;
    const [correction] = await readCorrections(db, slug);
    return {
      ok: true,
      lines: [
        ...linesOf(event),
        '',
        ...valueLines(values),
        ...(submission ? ['', ...submissionLines(submission)] : []),
        ...inColumns(leavesOf('contact', contact).map(([path, value]) => [path, value])),
        ...(correction ? ['', `A correction waits. "catalogue revisions ${slug}" shows it.`] : []),
      ],
      data: { ...event, values, submission, ...(contact !== undefined && { contact }) },
    };
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

/** What the lines above do not say already: `texts.de.summary  Ein Abend für alle`. */
function valueLines({ texts, audiences, access, registration, price, capacity, funding, picture }: EventValues) {
  const others = { texts, audiences, access, registration, price, capacity, funding, picture };
  const leaves = Object.entries(others).flatMap(([field, value]) => leavesOf(field, value));
  return inColumns(leaves.map(([path, value]) => [path, value]));
}

function submissionLines({ number, state, language, note, message, answer, ...stamps }: Submission): string[] {
  return inColumns([
    ['submission', String(number)],
    ['is', state],
    ['sent', stamps.createdAt],
    ['confirmed', stamps.confirmedAt ?? 'not yet'],
    ['changed', stamps.changedAt],
    ['mails in', language],
    ...(note === null ? [] : [['note', note]]),
    ...(message === null ? [] : [[state === 'rejected' ? 'reason' : 'question', message]]),
    ...(answer === null ? [] : [['answer', answer]]),
  ]);
}
