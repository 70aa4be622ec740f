/** Of kinds of events, named after the slug of their category; `other` is for those without. */
const KIND_ICONS = [
  'encounter',
  'festival',
  'food',
  'worship',
  'talk',
  'workshop',
  'work',
  'exhibition',
  'reading',
  'music',
  'stage',
  'sport',
  'nature',
  'tour',
  'other',
] as const;

/** Every icon of `icons.svg`, in its order. What is told of access is named as in the vocabulary of the filter. */
export const ICON_NAMES = [
  ...KIND_ICONS,
  // What it costs, and whether one registers.
  'free',
  'donation',
  'ticket',
  'registration',
  // Access.
  'step-free',
  'accessible-toilet',
  'accessible-parking',
  'hearing-loop',
  'sign-language',
  'easy-language',
  'easy-text',
  'interpreting',
  'childcare',
  'speech',
  // When, where, how and who.
  'time',
  'calendar',
  'place',
  'stop',
  'map',
  'online',
  'phone',
  'mail',
  'organiser',
  'audience',
  // What pages do and tell.
  'share',
  'print',
  'search',
  'filter',
  'globe',
  'arrow',
  'check',
  'warning',
  'cancelled',
] as const;
export type IconName = (typeof ICON_NAMES)[number];

/** `food` → `food`; `other` for a category that has no icon of its own, as coordinators may add some. */
export function kindIcon(categorySlug: string): IconName {
  return KIND_ICONS.find((kind) => kind === categorySlug) ?? 'other';
}
