import type { Snapshot } from '#src/catalogue/catalogue.ts';
import { nameIn } from '#src/catalogue/types.ts';
import { ACCESS_FEATURES } from '#src/filter/vocabulary.ts';
import type { Translation } from '#src/i18n/translation.ts';
import { kindIcon } from '#src/theme/icon-names.ts';
import type { Chapter, Symbol } from './booklet.ts';

/** What the symbols mean that the booklet has: kinds of events, what stands before facts, what makes an event accessible. */
export function legendOf(
  chapters: readonly Chapter[],
  snapshot: Snapshot,
  i18n: Translation,
): { title: string; symbols: Symbol[] }[] {
  const t = i18n.t.bind(i18n);
  const entries = chapters.flatMap(({ days }) => days.flatMap((day) => day.entries));
  const used = new Set(
    entries.flatMap(({ symbol, body }) => [
      symbol,
      ...(body?.facts ?? []).flatMap(({ parts }) => parts.map((part) => part.symbol)),
    ]),
  );
  const kinds = [...snapshot.categories.values()].map(({ slug, name }) => ({
    symbol: kindIcon(slug),
    name: nameIn(name, i18n.code),
  }));
  const facts = [
    { symbol: 'organiser', name: t('filter.organiser') },
    { symbol: 'phone', name: t('event.phone') },
    { symbol: 'mail', name: t('event.email') },
    { symbol: 'free', name: t('event.priceFree') },
    { symbol: 'donation', name: t('event.priceDonation') },
    { symbol: 'ticket', name: t('event.priceFeeUnknown') },
    { symbol: 'registration', name: t('event.registration') },
    { symbol: 'speech', name: t('event.languages') },
    { symbol: 'audience', name: t('event.forWhom') },
    { symbol: 'stop', name: t('venue.stop') },
    { symbol: 'online', name: t('event.onlineAccess') },
  ];
  const steps = i18n.list([t('venue.stepFreePartly'), t('venue.stepFreeNo')]);
  const access = [
    ...ACCESS_FEATURES.map((feature) => ({ symbol: feature, name: t(`access.${feature}`) })),
    { symbol: 'warning', name: steps },
  ];
  return [
    { title: t('filter.category'), symbols: kinds },
    { title: t('venue.facts'), symbols: facts },
    { title: t('event.access'), symbols: access },
  ]
    .map(({ title, symbols: named }) => ({ title, symbols: named.filter(({ symbol }) => used.has(symbol)) }))
    .filter(({ symbols: named }) => named.length > 0);
}
