import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { LanguageCode } from '#src/languages/languages.ts';
import type { ShareCard } from '#src/media/share-card.ts';
import { drawShareCard } from '#src/media/share-image.ts';
import { THEME } from '#src/theme/theme.ts';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';
import { shareCards } from '../fixtures/share-cards.ts';

/** Nothing but ground, in a picture that reads from the left: above all, below and before the words, and behind them. */
const FREE = [
  { left: 0, top: 0, width: 1200, height: 50 },
  { left: 0, top: 0, width: 50, height: 630 },
  { left: 0, top: 580, width: 780, height: 50 },
  { left: 742, top: 130, width: 40, height: 500 },
];
const GROUND = Number.parseInt(THEME.motif.ground.slice(1), 16);

/** What is wrong with a picture: not of its format, or with something where nothing is to be. */
async function faultsOf(png: Buffer, { language }: ShareCard): Promise<string[]> {
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const { format } = await sharp(png).metadata();
  const fromRight = language === 'ar' || language === 'fa';
  const at = (x: number, y: number) => data.readUIntBE((y * info.width + (fromRight ? 1199 - x : x)) * 3, 3);
  const isDirty = ({ left, top, width, height }: (typeof FREE)[number]) => {
    for (let y = top; y < top + height; y++) {
      for (let x = left; x < left + width; x++) if (at(x, y) !== GROUND) return true;
    }
    return false;
  };
  return [
    ...(format === 'png' && info.width === 1200 && info.height === 630 ? [] : ['is no PNG of 1200 × 630']),
    ...(png.length < 80 * 1024 ? [] : [`has ${png.length} bytes`]),
    ...FREE.filter(isDirty).map(({ left, top }) => `is not free from ${left}, ${top} on`),
  ];
}

describe('every published event of the demonstration has a picture with nothing cut off', () => {
  it.each<LanguageCode>(['de', 'uk', 'ar', 'fa'])('in %s', { timeout: 240_000 }, async (language) => {
    const cards = await shareCards(await temporaryCatalogue(), language);
    expect(cards.size).toBeGreaterThan(60);
    const faults: string[] = [];
    for (const [slug, card] of cards) {
      faults.push(...(await faultsOf(await drawShareCard(card), card)).map((fault) => `${slug} ${fault}`));
    }
    expect(faults).toEqual([]);
  });
});

type Language = 'de' | 'uk' | 'ar';

describe('whatever a title is,', () => {
  const cardIn = (language: Language): ShareCard => ({
    ...{ language, status: null, cancelled: false, hue: 3, door: { weekday: 'Di', day: '24' } },
    siteName: { text: 'Interkulturelle Woche im Wartburgkreis 2024', language: 'de' },
    kind: { text: 'Lesung & Erzählen', language: 'de' },
    title: { text: 'Fest', language: 'de' },
    when: [
      { text: 'Dienstag, 24. September', language: 'de' },
      { text: '18:00–19:30 Uhr', language: 'de' },
    ],
    where: { text: 'Hörselberghalle, Wutha-Farnroda', language: 'de' },
  });
  const titled = (language: Language, text: string) => ({ ...cardIn(language), title: { text, language } });

  it.each([
    [
      'de',
      'Vom Ankommen erzählen und vom Bleiben singen: ein Abend mit Bildern, Musik und fünf Lebenswegen, die aus weiter Ferne bis hierher ins Werratal geführt haben, jawohl',
    ],
    [
      'uk',
      'Розповіді про приїзд і про те, як залишитися: вечір картин, музики та п’яти життєвих шляхів, які привели здалеку аж сюди, у долину річки Верра, разом із сусідами',
    ],
    [
      'ar',
      'حكايات الوصول والبقاء: أمسية من الصور والموسيقى وخمس مسيرات حياة قادت أصحابها من بلاد بعيدة إلى وادي نهر فيرا هنا بيننا مع الجيران والأصدقاء وكل من يحب السماع والكلام',
    ],
  ] as const)(
    'nothing of it is cut off with 160 letters in %s, and the end only of one four times as long',
    async (language, text) => {
      const whole = titled(language, text);
      const png = await drawShareCard(whole);
      expect(await faultsOf(png, whole)).toEqual([]);
      // Were it shortened already, it would look the same with more words behind it.
      const longer = titled(language, `${text} ${text}`);
      expect(await drawShareCard(longer)).not.toEqual(png);
      const longest = titled(language, Array(4).fill(text).join(' '));
      expect(await faultsOf(await drawShareCard(longest), longest)).toEqual([]);
    },
  );

  it.each([
    ['one endless word', 'Donaudampfschifffahrtsgesellschaftskapitänsmützen'.repeat(9)],
    ['nothing', ''],
    ['letters that the typeface has not', '新年快樂 🎉'],
    ['turned around by hand', '\u202eabc\u2066 def \u2069\u0000\ud800'],
  ])('a picture is made of it: %s', async (_, text) => {
    for (const language of ['de', 'uk', 'ar'] as const) {
      const card = titled(language, text);
      expect(await faultsOf(await drawShareCard(card), card)).toEqual([]);
    }
  });

  it.each([
    ['Fest 🎉 mit 👩‍👩‍👧 und ★', 'Fest mit und'],
    ['نمی\u200cخواهم 新', 'نمی\u200cخواهم'],
    ['Cafe\u0301', 'Café'],
  ])('what the typeface has not is left out, without a trace: %s', async (text, shown) => {
    expect(await drawShareCard(titled('ar', text))).toEqual(await drawShareCard(titled('ar', shown)));
  });

  it('a venue with a long name ends in time', async () => {
    const where = {
      text: 'Gemeinschaftshaus der Kirchengemeinde Sankt Bonifatius, Großer Saal, '.repeat(4),
      language: 'de',
    };
    for (const language of ['de', 'ar'] as const) {
      const card = { ...cardIn(language), where };
      expect(await faultsOf(await drawShareCard(card), card)).toEqual([]);
    }
  });
});

it('Persian joins and parts its letters by signs that are not drawn', async () => {
  const card = (await shareCards(await temporaryCatalogue(), 'fa')).get('')!;
  const titled = (text: string) => drawShareCard({ ...card, title: { text, language: 'fa' } });
  expect(await titled('نمی\u200cخواهم')).not.toEqual(await titled('نمیخواهم'));
});
