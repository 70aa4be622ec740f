import { readPending } from '#src/catalogue/pending.ts';
import { programmeDay } from '#src/catalogue/programme-day.ts';
import { Queue } from '#src/desk/queue.ts';
import type { Remark } from '#src/desk/event-remarks.ts';
import type { Command } from './command.ts';
import { inColumns } from './printable.ts';

export const pending: Command = {
  summary: 'List what waits for coordinators or, last, for an organiser’s answer; what is due first comes first.',
  options: {},
  async run(app) {
    const now = Date.parse(app.clock.now());
    const { shown } = await app.catalogue.snapshot();
    const queue = new Queue(await readPending(app.database.read), programmeDay(shown, app.clock));
    const items = queue.items.map((item) => {
      const { kind, number, event, title, language, due, isPast, since, changed } = item;
      const start = due?.start ?? null;
      return {
        ...{ kind, number, event: event.slug, eventState: event.state, title, language, start, isPast, since, changed },
        organisers: event.organisers.map(({ name }) => name),
        town: due?.venue?.town ?? null,
        daysWaiting: Math.max(0, Math.floor((now - Date.parse(since)) / DAY_MS)),
        remarks: queue.remarks(item),
      };
    });
    const lines = inColumns(items.map(rowOf)).flatMap((line, at) => [
      line,
      ...items[at]!.remarks.map((remark) => `      ${inWords(remark)}`),
    ]);
    return { ok: true, lines: lines.length > 0 ? lines : ['Nothing waits.'], data: items };
  },
};

const DAY_MS = 86_400_000;

interface Item {
  readonly kind: string;
  readonly eventState: string;
  readonly number: number | null;
  readonly event: string;
  readonly title: string;
  readonly start: string | null;
  readonly town: string | null;
  readonly organisers: readonly string[];
  readonly daysWaiting: number;
}

/** `12  new, 3 days  2024-09-24T18:00  Vacha  tanz-im-park  Tanz im Park  (Tanzverein Vacha)` */
function rowOf({ kind, eventState, number, daysWaiting, start, town, event, title, organisers }: Item): string[] {
  const isPublic = kind === 'asked' && eventState !== 'draft';
  const days = daysWaiting === 1 ? '1 day' : `${daysWaiting} days`;
  return [
    String(number ?? '–'),
    `${kind}${isPublic ? ` (${eventState})` : ''}, ${days}`,
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
    case 'no-date':
      return 'It has no date any more.';
    case 'all-past':
      return 'All its dates are past.';
    case 'outside-programme':
      return 'A date is outside the programme’s days.';
    case 'weekday-differs':
      return `The text says "${remark.said}", but ${remark.day} is another day of the week.`;
    case 'other-day':
      return `The text says "${remark.said}", which is none of its dates.`;
    case 'clash':
      return `At the same time at ${remark.venue}: ${remark.event.slug} (${remark.start})`;
    case 'likely-duplicate':
      return `Perhaps the same event: ${remark.event.slug}`;
    case 'new-organiser':
      return `A new organiser: ${remark.name}`;
    case 'new-venue':
      return `A new venue: ${remark.name}`;
    case 'venue-without-coordinates':
      return `Not on the map, for want of coordinates: ${remark.name}`;
    case 'long-title':
      return `The title (${remark.language}) has ${remark.length} characters.`;
    case 'picture-incomplete':
      return `The picture lacks: ${remark.missing.join(', ')}`;
    case 'missing-translations':
      return `Not translated into: ${remark.languages.join(', ')}`;
  }
}
