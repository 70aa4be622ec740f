import { describe, expect, it } from 'vitest';
import { shareAlt, weekCard, type ShareCard } from '#src/media/share-card.ts';
import type { LanguageCode } from '#src/languages/languages.ts';
import { emptyCatalogue, temporaryCatalogue } from '../fixtures/catalogue.ts';
import { shareCards } from '../fixtures/share-cards.ts';

/** A card in lines; words in another language than the card's are marked with it. */
function written(card: ShareCard): string {
  const said = [card.siteName, card.kind, card.title, ...card.when, card.where]
    .filter((words) => words !== null)
    .map(({ text, language }) => (language === card.language ? text : `${language}: ${text}`));
  const door = card.door ? `[${card.door.weekday} ${card.door.day}]` : '[ ]';
  return [`${door} hue ${card.hue}`, ...(card.status ? [`(${card.status})`] : []), ...said].join('\n');
}

const SAID: [slug: string, LanguageCode][] = [
  ['', 'de'],
  ['', 'ar'],
  ['trommeln-an-drei-abenden', 'de'],
  ['ausstellung-angekommen', 'uk'],
  ['laenderreise', 'ar'],
  ['grillduell-an-der-werra', 'fa'],
  ['abschluesse-anerkennen-lassen', 'tr'],
  ['apfelfest-krauthausen', 'pl'],
  ['tanznacht-hoerselberghalle', 'fr'],
  ['ausstellung-raum-geben', 'ro'],
];

it('cards say what, when and where it is, in words of their language', async () => {
  const app = await temporaryCatalogue();
  const cards = [];
  for (const [slug, language] of SAID) cards.push(written((await shareCards(app, language)).get(slug)!));
  await expect(`${cards.join('\n\n')}\n`).toMatchFileSnapshot('../expected/share-cards.txt');
});

describe('the card of an event', () => {
  it('that does not take place says so', async () => {
    const app = await temporaryCatalogue();
    const cancelled = await app.apply('test', { kind: 'cancel', event: 'volkstanzabend-marksuhl' });
    expect(cancelled).toMatchObject({ ok: true });
    const card = (await shareCards(app, 'en')).get('volkstanzabend-marksuhl')!;
    expect(card).toMatchObject({ status: 'Cancelled', cancelled: true });
    expect(shareAlt(card, app.translations.en)).toMatch(/^Cancelled, Folk dance .+, Friday 27 September, 19:00/);
  });

  it('names its next date, and how many follow', async () => {
    const app = await temporaryCatalogue();
    const first = (await shareCards(app, 'de')).get('ausstellung-raum-geben')!;
    expect(first.when.map(({ text }) => text)).toEqual([
      'Sonntag, 22. September',
      '14:00–17:00 Uhr und 3 weitere Termine',
    ]);
  });
});

it('the card of the week has the site’s name where there is no edition yet', async () => {
  const { translations } = await emptyCatalogue();
  expect(written(weekCard(null, translations.ro))).toBe('[ ] hue 0\nSăptămâna Interculturală din Wartburgkreis');
});
