import type { ListedVenue } from './listed-venues.ts';
import type { MapWords } from './map-words.ts';

/**
 * What the list says of some venues, to be shown on the map: a dialog that does not hold the page up.
 * Escape and its button call `close`.
 */
export function venueCard(venues: readonly ListedVenue[], words: MapWords, close: () => void): HTMLElement {
  const card = document.createElement('section');
  card.className = 'venue-card';
  card.tabIndex = -1;
  card.dir = document.dir;
  card.setAttribute('role', 'dialog');
  card.setAttribute('aria-label', venues.map(({ label }) => label).join(words.separator));
  card.append(closeButton(words, close), ...venues.map(contents));
  card.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
  });
  return card;
}

function closeButton({ close: label }: MapWords, close: () => void): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'venue-card-close';
  button.setAttribute('aria-label', label);
  button.textContent = '×';
  button.addEventListener('click', close);
  return button;
}

/** A copy of the list's entry without what belongs to the list alone. */
function contents({ item }: ListedVenue): HTMLElement {
  const copy = document.createElement('div');
  copy.append(...[...item.childNodes].map((node) => node.cloneNode(true)));
  for (const element of copy.querySelectorAll('button')) element.remove();
  for (const element of copy.querySelectorAll('[id]')) element.removeAttribute('id');
  // The map stands before the list, under the page's own heading.
  for (const heading of copy.querySelectorAll('h3')) {
    const title = document.createElement('h2');
    title.append(...heading.childNodes);
    heading.replaceWith(title);
  }
  return copy;
}
