import { describe, expect, it } from 'vitest';
import { formHelp } from '#src/submissions/form-help.ts';
import { RateLimit, LIMITS } from '#src/submissions/rate-limit.ts';
import { sameDay } from '#src/submissions/same-day.ts';
import { secondApp, temporaryCatalogue } from '../fixtures/catalogue.ts';
import { settableClock } from '../fixtures/settable-clock.ts';

describe('what else is on that day', () => {
  it('is told by town and distance, a clash as such, and not the event itself', async () => {
    const app = await temporaryCatalogue();
    const snapshot = await app.catalogue.snapshot();
    const programme = (await snapshot.programme(snapshot.shown!.slug))!;
    const date = programme.dates.find(
      ({ occurrence }) => occurrence.venue && !occurrence.allDay && occurrence.status === 'scheduled',
    )!;
    const { venue, start, days } = date.occurrence;
    const planned = { day: days[0]!, startTime: start.slice(11), endTime: null, place: venue!.place, venue };
    const found = sameDay(programme, planned);
    expect(found.here.filter(({ clashes }) => clashes).map(({ event }) => event.slug)).toContain(date.event.slug);
    expect(found.nearby.every(({ distance }) => distance! > 0 && distance! <= 15_000)).toBe(true);
    const own = sameDay(programme, planned, date.event.slug);
    expect(own.here.map(({ event }) => event.slug)).not.toContain(date.event.slug);
    const later = sameDay(programme, { ...planned, startTime: '03:00', endTime: '04:00' });
    expect(later.here.some(({ clashes }) => clashes)).toBe(false);
  });

  it('points out an event that is in the programme already, however it is spelt', async () => {
    const app = await temporaryCatalogue();
    const snapshot = await app.catalogue.snapshot();
    const programme = (await snapshot.programme(snapshot.shown!.slug))!;
    const { title } = programme.event('laenderreise')!.texts['de']!;
    const titled = (typed: string) =>
      formHelp(programme, snapshot, { 'texts.0.title': [typed] }).duplicates.map(({ slug }) => slug);
    expect(titled(title.toUpperCase().replaceAll(' ', '  '))).toContain('laenderreise');
    expect(titled('Ganz etwas anderes')).toEqual([]);
    expect(titled('')).toEqual([]);
  });
});

describe('the limit', () => {
  it('counts for an hour, for each address, and after a restart, too', async () => {
    const clock = settableClock();
    const app = await temporaryCatalogue(clock);
    for (let count = 0; count < LIMITS.send; count++) {
      expect(await app.rateLimit.allows('send', '192.0.2.1')).toBe(true);
    }
    expect(await app.rateLimit.allows('send', '192.0.2.1')).toBe(false);
    expect(await app.rateLimit.allows('send', '::ffff:192.0.2.1')).toBe(false);
    expect(await app.rateLimit.allows('post', '192.0.2.1')).toBe(true);
    expect(await app.rateLimit.allows('send', '192.0.2.2')).toBe(true);
    const restarted = await secondApp(app);
    expect(await restarted.rateLimit.allows('send', '192.0.2.1')).toBe(false);
    clock.forward(3601);
    expect(await app.rateLimit.allows('send', '192.0.2.1')).toBe(true);
    const rows = await app.database.read.selectFrom('rate_limit').selectAll().execute();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain('192.0.2');
  });

  it('lets exactly as many through that come at once', async () => {
    const app = await temporaryCatalogue();
    const limit = new RateLimit({ database: app.database, clock: app.clock, key: Buffer.alloc(32) });
    const answers = await Promise.all(Array.from({ length: 30 }, () => limit.allows('send', '2001:db8::1')));
    expect(answers.filter(Boolean)).toHaveLength(LIMITS.send);
  });
});
