import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Renderer, type MeasuredNode } from '@takumi-rs/core';
import { languageTag } from '#src/languages/languages.ts';
import { markSvg, motifSvg } from '#src/theme/drawing.ts';
import { THEME } from '#src/theme/theme.ts';
import { lettersOf } from './font-letters.ts';
import type { Said, ShareCard } from './share-card.ts';
import { SHARE_SIZE, shareDrawing, wordsOf, type TitleSetting } from './share-layout.ts';

/** Draws a card as a PNG. Takes some milliseconds, on a thread of its own. */
export async function drawShareCard(card: ShareCard): Promise<Buffer> {
  const { renderer, letters } = await prepared();
  const drawable = inLetters(card, letters);
  const options = { ...SHARE_SIZE, images: IMAGES, lang: languageTag(card.language) };
  const fitting = await withFittingTitle(drawable, async (tried, title) =>
    fits(await renderer.measure(wordsOf(tried, title), options)),
  );
  return renderer.render(shareDrawing(...fitting), { ...options, format: 'png' });
}

const IMAGES = [
  { src: 'motif', data: Buffer.from(motifSvg(THEME)) },
  { src: 'mark', data: Buffer.from(markSvg(THEME)) },
];

interface Tools {
  readonly renderer: Renderer;
  /** What its font can draw. */
  readonly letters: ReadonlySet<number>;
}

let tools: Promise<Tools> | undefined;

/** Fonts are read when the first picture is asked for: the command line never draws one. */
function prepared(): Promise<Tools> {
  tools ??= prepare().catch((error: unknown) => {
    tools = undefined;
    throw error;
  });
  return tools;
}

async function prepare(): Promise<Tools> {
  const { resolve } = createRequire(import.meta.url);
  const read = (name: string) => readFile(resolve(`@expo-google-fonts/rubik/${name}/Rubik_${name}.ttf`));
  const [medium, bold] = await Promise.all([read('500Medium'), read('700Bold')]);
  const renderer = new Renderer();
  await renderer.registerFont({ name: 'Rubik', weight: 500, data: medium });
  await renderer.registerFont({ name: 'Rubik', weight: 700, data: bold });
  return { renderer, letters: lettersOf(medium) };
}

/** The same card without what the font cannot draw, which would be boxes: emoji, other scripts. */
function inLetters(card: ShareCard, letters: ReadonlySet<number>): ShareCard {
  const said = ({ text, language }: Said) => ({ text: inLettersOf(text, letters), language });
  const orNone = (words: Said | null) => words && said(words);
  return {
    ...card,
    ...{ siteName: orNone(card.siteName), kind: orNone(card.kind), title: said(card.title) },
    ...{ when: card.when.map(said), where: orNone(card.where) },
  };
}

/** Join and part letters without being one, as Persian needs it; the rest of an emoji may have them, too. */
const JOINERS = /[\u200c\u200d]/;
const STRAY_JOINERS = /(?<!\p{L})[\u200c\u200d]|[\u200c\u200d](?!\p{L})/gu;

function inLettersOf(text: string, letters: ReadonlySet<number>): string {
  return [...text.normalize('NFC').replace(/\s+/g, ' ')]
    .filter((letter) => letters.has(letter.codePointAt(0)!) || JOINERS.test(letter))
    .join('')
    .replace(STRAY_JOINERS, '')
    .replace(/ {2,}/g, ' ')
    .trim();
}

type Fits = (card: ShareCard, title: TitleSetting) => Promise<boolean>;

/** A title's sizes in pixels, tried from the largest on. */
const SIZES = [78, 70, 62, 55, 49, 44, 39, 35, 32];

/** The largest title that leaves everything its room; where none does, as many of its words as have room, and "…". */
async function withFittingTitle(card: ShareCard, fits: Fits): Promise<[ShareCard, TitleSetting]> {
  for (const size of SIZES) {
    if (await fits(card, { size })) return [card, { size }];
  }
  const smallest = { size: SIZES.at(-1)!, brokenWords: true };
  if (await fits(card, smallest)) return [card, smallest];
  const pieces = piecesOf(card.title.text);
  const shortened = (count: number) => ({
    ...card,
    title: { ...card.title, text: `${pieces.slice(0, count).join('').trim()}…` },
  });
  let [fitting, tooMany] = [0, pieces.length];
  while (tooMany - fitting > 1) {
    const middle = Math.floor((fitting + tooMany) / 2);
    if (await fits(shortened(middle), smallest)) fitting = middle;
    else tooMany = middle;
  }
  return [shortened(fitting), smallest];
}

/** Where a title may end: between words, and within those that are longer than any. */
function piecesOf(text: string): string[] {
  return text.match(/\S{1,30}\s*/g) ?? [];
}

function fits(words: MeasuredNode): boolean {
  return words.height <= SHARE_SIZE.height && holdsItsWords(words);
}

/** How wide the typeface's space is, in heights of its line. */
const SPACE = 0.18;

/** No word is wider than what it stands in; the space behind a line's last one may be. */
function holdsItsWords({ width, runs, children }: MeasuredNode): boolean {
  const hold = runs.every(({ text, x, width: ofRun, height }) => {
    const space = /\s$/.test(text) ? height * SPACE : 0;
    return x > -space - 1 && x + ofRun < width + space + 1;
  });
  return hold && children.every(holdsItsWords);
}
