import { townOf } from '#src/catalogue/nearby.ts';
import type { Translation } from '#src/i18n/translation.ts';
import type { Booklet } from './booklet.ts';
import type { Told } from './chapters.ts';
import { rowOf } from './entry.ts';

/** What is where: the towns by name, what is online last. Each line leads to the entry that tells the date. */
export function townsOf(told: readonly Told[], i18n: Translation): Booklet['towns'] {
  const byTown = Map.groupBy(told, ({ date: { occurrence } }) =>
    occurrence.venue ? townOf(occurrence.venue.place).name : null,
  );
  const online = byTown.get(null) ?? [];
  const towns = [...byTown].flatMap(([name, there]) => (name === null ? [] : [{ name, there }]));
  return [
    ...towns.toSorted((a, b) => i18n.compare(a.name, b.name)),
    ...(online.length > 0 ? [{ name: i18n.t('events.online'), there: online }] : []),
  ].map(({ name, there }) => ({
    name,
    rows: there.map(({ date, entry, day }) => rowOf(date, i18n.dates.short(day), entry, i18n)),
  }));
}
