import type { Page } from 'playwright-core';
import { TEXT_NAMES } from '#src/paths/paths.ts';
import { deskRoutes } from '../fixtures/desk-routes.ts';
import { NAMED_PAGES } from '../fixtures/public-pages.ts';
import { FULL_DAY, ONLY_EVENT, RARE_CATALOGUES, type RareCatalogue } from './catalogues.ts';
import { pressSend, previewSubmission, sendReport, sendSubmission } from './form-steps.ts';
import { GERMAN_MAILS, MAILS, STAGES } from './organisers-at-work.ts';
import type { SceneName } from './scenes.ts';

/** A kind of page that is looked at. */
export interface Template {
  readonly name: string;
  /** Whose sheets it is on. */
  readonly group: string;
  readonly scene: SceneName;
  /** Its page without language; what a scene alone knows is looked up there by the template's name. */
  readonly page?: string;
  readonly isGermanOnly?: boolean;
  /** What the server answers, first to its address, then to the steps. */
  readonly statuses?: readonly number[];
  /** Left out where the route is not there. */
  readonly mayBeMissing?: boolean;
  /** What a visitor does before the picture is taken. */
  readonly steps?: (page: Page) => Promise<void>;
}

const DESK_WITHOUT_PICTURE = /\.\[format\]$|\.csv$|sign-out$|^\/desk\/link\//;
/** The other things that lie on the desk, in the order of `DeskAtWork.others`. */
export const DESK_OTHERS = [
  ...['desk-event-corrected', 'desk-event-cancelled', 'desk-event-answered', 'desk-events-drafts'],
  ...['desk-venues-proposed', 'desk-organisers-proposed', 'desk-edition-next', 'desk-translations-missing'],
  ...['desk-translation-german', 'desk-import-mistaken'],
] as const;

/** `/desk/venues/[slug]/merge` → `desk-venues-slug-merge` */
export function deskName(route: string): string {
  return route.slice(1).replace(/[[\]]/g, '').replaceAll('/', '-');
}

const inGroup =
  (group: string, scene: SceneName) =>
  (name: string, page?: string, more: Partial<Template> = {}): Template => ({
    ...{ name, group, scene, ...more },
    ...(page === undefined ? {} : { page }),
  });

const ofPages = inGroup('pages', 'week');
const ofEvents = inGroup('events', 'week');
const ofForms = inGroup('forms', 'organisers');
const ofTexts = inGroup('texts', 'week');
const ofErrors = inGroup('errors', 'week');
const ofSubmissions = inGroup('submissions', 'organisers');
const ofMails = inGroup('mails', 'organisers');
const ofDesk = inGroup('desk', 'desk');

function named(name: keyof typeof NAMED_PAGES, of = ofPages): Template {
  return of(name, NAMED_PAGES[name]);
}

/** Every template, in the order of the sheets. */
export const TEMPLATES: readonly Template[] = [
  named('start'),
  named('programme'),
  ofPages('programme-filtered', 'events?place=eisenach&language=uk&free=1'),
  ofPages('programme-no-results', 'events?place=atlantis'),
  ofPages('programme-malformed', 'events?day=2024-13-99', { statuses: [400] }),
  ...(['day', 'place', 'venue', 'organiser', 'map'] as const).map((name) => named(name)),
  ofPages('map-filtered', 'map?day=2024-09-26'),
  named('subscribe'),
  ofPages('print', 'print', { mayBeMissing: true }),
  ofEvents('event', `events/${ONLY_EVENT}`),
  ofEvents('event-registration', 'events/gut-streiten-im-verein'),
  ofEvents('event-several-dates', 'events/trommeln-an-drei-abenden'),
  ofEvents('event-postponed', 'events/sternenspaziergang-ruhla'),
  ...(['event-moved', 'event-exhibition', 'event-cancelled'] as const).map((name) => named(name, ofEvents)),
  ofEvents('event-picture'),
  named('submit', ofForms),
  ofForms('submit-problems', 'submit', { statuses: [200, 422], steps: sendSubmission }),
  ofForms('submit-preview', 'submit', { steps: previewSubmission }),
  named('feedback', ofForms),
  ofForms('feedback-problems', NAMED_PAGES.feedback, { statuses: [200, 422], steps: pressSend }),
  ofForms('feedback-sent', NAMED_PAGES.feedback, { steps: sendReport }),
  ofSubmissions('submission-sent'),
  ofSubmissions('submission-confirm'),
  ...STAGES.map((stage) => ofSubmissions(`submission-${stage}`)),
  ofSubmissions('submission-correct'),
  ...TEXT_NAMES.map((name) => ofTexts(name, name)),
  ofErrors('404', 'nowhere', { statuses: [404] }),
  ofErrors('410', undefined, { statuses: [410] }),
  inGroup('errors', 'broken')('500', 'events', { statuses: [500] }),
  ...MAILS.map((name) => ofMails(`mail-${name}`)),
  ...GERMAN_MAILS.map((name) => ofMails(`mail-${name}`, undefined, { isGermanOnly: true })),
  ...Object.keys(RARE_CATALOGUES).flatMap((name) => ofRareCatalogue(name as RareCatalogue)),
  ...[...deskRoutes().keys()]
    .filter((route) => !DESK_WITHOUT_PICTURE.test(route))
    .map((route) => ofDesk(deskName(route), undefined, { isGermanOnly: true, ...deskStatuses(route) })),
  ...DESK_OTHERS.map((name) => ofDesk(name, undefined, { isGermanOnly: true })),
];

function ofRareCatalogue(name: RareCatalogue): Template[] {
  const of = inGroup(name, name);
  return [
    of(`${name}-start`, ''),
    of(`${name}-programme`, 'events'),
    of(`${name}-day`, `days/${name === 'one-event' ? '2024-09-27' : FULL_DAY}`),
    ...(name === 'empty' ? [] : [of(`${name}-event`, `events/${ONLY_EVENT}`)]),
    of(`${name}-map`, 'map'),
  ];
}

function deskStatuses(route: string): Partial<Template> {
  return route === '/desk/not-allowed' ? { statuses: [403] } : {};
}
