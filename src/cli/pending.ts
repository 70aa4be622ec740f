import { readPending, type PendingSubmission, type Remark } from '#src/catalogue/pending.ts';
import type { Command } from './command.ts';
import { inColumns } from './printable.ts';

export const pending: Command = {
  summary: 'List the submissions that wait to be published, asked about or rejected, the longest waiting first.',
  options: {},
  async run(app) {
    const now = Date.parse(app.clock.now());
    const submissions = (await readPending(app.database.read)).map((submission) => ({
      ...submission,
      daysWaiting: Math.max(0, Math.floor((now - Date.parse(submission.since)) / DAY_MS)),
    }));
    const lines = inColumns(submissions.map(rowOf)).flatMap((line, at) => [
      line,
      ...submissions[at]!.remarks.map((remark) => `      ${inWords(remark)}`),
    ]);
    return { ok: true, lines: lines.length > 0 ? lines : ['Nothing waits.'], data: submissions };
  },
};

const DAY_MS = 86_400_000;

/** `12  new, 3 days  2024-09-24T18:00  Vacha  tanz-im-park  Tanz im Park  (Tanzverein Vacha)` */
function rowOf(submission: PendingSubmission & { daysWaiting: number }): string[] {
  const { number, state, eventState, daysWaiting, start, town, event, title, organisers } = submission;
  const days = daysWaiting === 1 ? '1 day' : `${daysWaiting} days`;
  return [
    String(number),
    `${state}${eventState === 'draft' ? '' : ` (${eventState})`}, ${days}`,
    start ?? 'no date',
    town ?? 'online',
    event,
    title,
    `(${organisers.join(', ')})`,
  ];
}

function inWords(remark: Remark): string {
  switch (remark.code) {
    case 'no-german-text':
      return 'There is no German text: it cannot be published yet.';
    case 'outside-programme':
      return 'A date is outside the programme’s days.';
    case 'new-organiser':
      return `A new organiser: ${remark.name}`;
    case 'venue-without-coordinates':
      return `Not on the map, for want of coordinates: ${remark.name}`;
    case 'same-title':
      return `Another event has the same title: ${remark.event}`;
  }
}
