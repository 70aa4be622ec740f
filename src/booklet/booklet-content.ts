import type { Snapshot } from '#src/catalogue/catalogue.ts';
import { filterInWords } from '#src/catalogue/filter-labels.ts';
import type { Programme } from '#src/catalogue/programme.ts';
import { nameIn } from '#src/catalogue/types.ts';
import { FILTER_NAMES, filterQuery, type Filter } from '#src/filter/filter.ts';
import type { Translation } from '#src/i18n/translation.ts';
import { directionOf } from '#src/languages/languages.ts';
import { path } from '#src/paths/paths.ts';
import type { Texts } from '#src/texts/read-texts.ts';
import { paletteOf } from '#src/theme/palette.ts';
import { mottoIn, THEME } from '#src/theme/theme.ts';
import { toLocal } from '#src/time/festival-time.ts';
import type { Booklet, BookletColours, Cover, Drawing } from './booklet.ts';
import type { BookletOptions } from './booklet-options.ts';
import { chaptersOf } from './chapters.ts';
import { townsOf } from './contents.ts';
import { drawingsOf } from './drawings.ts';
import type { FundingPage } from './funding.ts';
import { legendOf } from './legend.ts';
import { overviewDrawing } from './overview-drawing.ts';
import { isolated } from './said.ts';
import { textBlocks } from './text-blocks.ts';

/** With fewer dates all is found without a table. */
const LEAST_ROWS = 6;

/** What a booklet is made of. */
export interface BookletSources {
  readonly snapshot: Snapshot;
  readonly programme: Programme;
  readonly filter: Filter;
  readonly options: BookletOptions;
  readonly i18n: Translation;
  readonly texts: Texts;
  readonly funding: FundingPage;
  readonly siteUrl: string;
}

/** The words and drawings of a booklet with the dates that a filter finds; nothing in it depends on the time. */
export function bookletContent(sources: BookletSources): { booklet: Booklet; drawings: Map<string, Drawing> } {
  const { snapshot, programme, filter, options, i18n, funding, siteUrl } = sources;
  const { edition } = programme;
  const { dates } = programme.select(filter);
  const { chapters, told } = chaptersOf(dates, filter.day, { edition, i18n, siteUrl });
  const towns = townsOf(told, i18n);
  const overview = overviewDrawing(snapshot, dates, i18n);
  const cover = coverOf(sources);
  const booklet: Booklet = {
    language: i18n.code,
    direction: i18n.dir,
    format: options.format,
    bleed: options.bleed,
    inFours: options.bleed || options.imposed,
    colours: coloursOfPaper(),
    title: [cover.name, cover.selection].filter((part) => part !== null).join(' – '),
    author: edition.contact?.name ?? cover.name,
    day: toLocal(snapshot.changedAt).slice(0, 10),
    words: wordsOf(i18n),
    cover,
    chapters,
    hasContents: told.length >= LEAST_ROWS,
    // What is all in one place needs no list of places.
    towns: towns.length > 1 ? towns : [],
    map: overview.map.towns.filter(({ quiet }) => !quiet).length > 1 ? overview.map : null,
    legend: legendOf(chapters, snapshot, i18n),
    funding: funding.marks.map(({ name, logo }) => ({ name: isolated(name), logo })),
    imprint: imprintOf(sources),
  };
  const drawings = drawingsOf(booklet, overview.svg);
  return { booklet, drawings: new Map([...drawings, ...funding.drawings]) };
}

function coverOf({ snapshot, programme, filter, i18n, siteUrl }: BookletSources): Cover {
  const { edition } = programme;
  const names = FILTER_NAMES.filter((name) => name !== 'edition');
  const selection = filterInWords(filter, names, { snapshot, programme, i18n });
  const url = siteUrl + path(i18n.code, 'events', filterQuery(filter));
  return {
    name: nameIn(edition.title, i18n.code) || i18n.t('calendar.name', { edition: edition.slug }),
    motto: nameIn(edition.motto, i18n.code) || mottoIn(i18n.code).motto,
    span: i18n.dates.span(...edition.officialDays),
    place: i18n.t('booklet.title'),
    selection: selection === '' ? null : selection,
    demonstration: edition.demonstration ? i18n.t('site.demonstration') : null,
    online: i18n.t('booklet.online'),
    address: isolated(siteUrl.replace(/^https?:\/\//, '') + path(i18n.code, '').replace(/\/$/, '')),
    url,
    asOf: i18n.t('texts.asOf', { day: i18n.dates.date(toLocal(snapshot.changedAt).slice(0, 10)) }),
  };
}

/** White paper, whatever the pages' own is. */
function coloursOfPaper(): BookletColours {
  const { motif, light } = THEME;
  const palette = paletteOf({ ...light, paper: '#ffffff', raised: '#ffffff' });
  return {
    ...{ ground: motif.ground, onGround: motif.words, ink: palette.text, quiet: palette['text-quiet'] },
    ...{ line: palette.line, tint: palette['surface-tint'], brand: palette.action, onHue: palette['on-hue'] },
  };
}

function wordsOf(i18n: Translation): Booklet['words'] {
  return {
    contents: i18n.t('booklet.contents'),
    byDay: i18n.t('booklet.byDay'),
    byTown: i18n.t('booklet.byTown'),
    map: i18n.t('map.overview'),
    legend: i18n.t('booklet.legend'),
    funding: i18n.t('booklet.funding'),
    notes: i18n.t('booklet.notes'),
    page: i18n.t('booklet.page', { page: '#' }),
    seePage: i18n.t('booklet.seePage', { page: '#' }),
    otherDates: i18n.t('booklet.otherDates'),
    ongoing: i18n.t('events.ongoing'),
    registration: i18n.t('event.registration'),
  };
}

function imprintOf({ texts, i18n }: BookletSources): Booklet['imprint'] {
  const { data, html, language } = texts.get(i18n.code, 'imprint');
  return { title: data.title, language, direction: directionOf(language), blocks: textBlocks(html) };
}
