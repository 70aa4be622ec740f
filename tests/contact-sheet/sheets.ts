import { join } from 'node:path';
import sharp, { type OverlayOptions } from 'sharp';
import type { Picture } from './pictures.ts';

/** The pictures of one template in one language and scheme, side by side with one caption. */
interface Block {
  readonly caption: string;
  readonly images: readonly { readonly input: Buffer; readonly width: number }[];
  readonly width: number;
  readonly height: number;
}

/** A contact sheet: pictures of one language, scheme and group. */
export interface Sheet {
  readonly title: string;
  /** From the output folder. */
  readonly file: string;
  readonly pictures: readonly Picture[];
}

const SCALE = 0.5;
const PRINT_SCALE = 0.4;
const GAP = 10;
const CAPTION = 22;
/** Room for 360, 768 and 1280 pixels beside each other, at half their size. */
const WIDTH = (360 + 768 + 1280) * SCALE + 4 * GAP;
/** Taller sheets are shrunk by whatever shows them. */
const MOST_HEIGHT = 3000;
const MOST_PICTURE_HEIGHT = 1200;
const GROUND = '#b9b9b9';
const INK = '#111111';

/** Puts the pictures onto as many sheets as they need: one for each language, scheme and group, or several if tall. */
export async function makeSheets(output: string, pictures: readonly Picture[]): Promise<Sheet[]> {
  const sheets: Sheet[] = [];
  const ofSheet = Map.groupBy(pictures, ({ language, scheme, template }) => `${language}-${scheme}-${template.group}`);
  for (const [name, together] of ofSheet) {
    const blocks = Map.groupBy(together, ({ template }) => template.name);
    let rest = await Promise.all([...blocks.values()].map((ofTemplate) => blockOf(output, ofTemplate)));
    for (let number = 1; rest.length > 0; number++) {
      const { layers, height, used } = laidOut(rest);
      const file = `sheet-${name}${number === 1 ? '' : `-${number}`}.png`;
      const ground = sharp({ create: { width: WIDTH, height, channels: 3, background: GROUND } });
      await ground.composite(await Promise.all(layers)).toFile(join(output, file));
      const names = new Set(rest.slice(0, used).map(({ caption }) => caption.split(' ')[0]));
      sheets.push({
        title: name.replaceAll('-', ' '),
        file,
        pictures: together.filter(({ template }) => names.has(template.name)),
      });
      rest = rest.slice(used);
    }
  }
  return sheets;
}

async function blockOf(output: string, pictures: readonly Picture[]): Promise<Block> {
  const images = await Promise.all(
    pictures.map(async ({ file, scheme, width: taken }) => {
      const width = Math.round(taken * (scheme === 'print' ? PRINT_SCALE : SCALE));
      const small = await sharp(join(output, file)).resize({ width }).png().toBuffer({ resolveWithObject: true });
      const height = Math.min(small.info.height, MOST_PICTURE_HEIGHT);
      const input = await sharp(small.data).extract({ left: 0, top: 0, width, height }).png().toBuffer();
      return { input, width, height };
    }),
  );
  const [{ template, paper }] = pictures as [Picture];
  const said = paper ? `${paper.sheets} × A4` : pictures.map(({ width }) => width).join(' · ');
  return {
    caption: `${template.name} ${said}`,
    images,
    width: images.reduce((sum, { width }) => sum + width + GAP, -GAP),
    height: CAPTION + Math.max(...images.map(({ height }) => height)),
  };
}

/** As many blocks as fit, in rows from left to right. */
function laidOut(blocks: readonly Block[]): { layers: Promise<OverlayOptions>[]; height: number; used: number } {
  const layers: Promise<OverlayOptions>[] = [];
  let [left, top, bottom, used] = [GAP, GAP, GAP, 0];
  for (const block of blocks) {
    if (left > GAP && left + block.width + GAP > WIDTH) [left, top] = [GAP, bottom];
    if (used > 0 && left === GAP && top + block.height + GAP > MOST_HEIGHT) break;
    layers.push(captionAt(block.caption, left, top));
    let at = left;
    for (const { input, width } of block.images) {
      layers.push(Promise.resolve({ input, left: at, top: top + CAPTION }));
      at += width + GAP;
    }
    bottom = Math.max(bottom, top + block.height + GAP);
    left += block.width + GAP;
    used++;
  }
  return { layers, height: bottom, used };
}

async function captionAt(words: string, left: number, top: number): Promise<OverlayOptions> {
  const text = `<span foreground="${INK}">${words}</span>`;
  const font = join(import.meta.dirname, '../../node_modules/@expo-google-fonts/rubik/500Medium/Rubik_500Medium.ttf');
  const input = await sharp({ text: { text, font: 'Rubik 15', fontfile: font, rgba: true, dpi: 72 } })
    .png()
    .toBuffer();
  return { input, left, top: top + 2 };
}
