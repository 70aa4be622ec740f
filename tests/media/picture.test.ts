import sharp, { type Metadata } from 'sharp';
import { describe, expect, test } from 'vitest';
import { processPicture, type ProcessedPicture } from '#src/media/picture.ts';
import { BLUE, colourAt, photograph, pngBomb, RED, twoHalves } from '../fixtures/pictures.ts';

const FORMATS = ['jpeg', 'png', 'webp', 'avif'] as const;

async function accepted(bytes: Buffer): Promise<ProcessedPicture> {
  const picture = await processPicture(bytes);
  if (!picture.ok) throw new Error(`refused: ${picture.code}`);
  return picture;
}

const widthsOf = ({ sizes }: ProcessedPicture) => sizes.map(({ width, height }) => `${width}×${height}`);
const largestOf = ({ sizes }: ProcessedPicture) => sizes[0]!.body;
const refusal = (code: string) => ({ ok: false, code });

function expectColour(found: { r: number; g: number; b: number }, { r, g, b }: typeof found, near = 12): void {
  expect(Math.max(Math.abs(found.r - r), Math.abs(found.g - g), Math.abs(found.b - b))).toBeLessThan(near);
}

/** WebP in its simple form holds one chunk: the pixels (RFC 9649 §2.5). */
async function expectPixelsOnly(body: Buffer): Promise<void> {
  expect(body.toString('latin1', 12, 16)).toBe('VP8 ');
  expect(body.readUInt32LE(16) + (body.readUInt32LE(16) % 2) + 20).toBe(body.length);
  const { format, exif, icc, xmp, iptc, orientation }: Metadata = await sharp(body).metadata();
  expect({ format, exif, icc, xmp, iptc, orientation }).toEqual({ format: 'webp' });
}

describe('a picture', () => {
  test.each(FORMATS)('in %s is drawn anew as WebP in every size', async (format) => {
    const picture = await accepted(await twoHalves(1700, 850).toFormat(format).toBuffer());
    expect(widthsOf(picture)).toEqual(['1600×800', '800×400', '400×200']);
    expect(picture).toMatchObject({ width: 1600, height: 800 });
    for (const { width, height, body } of picture.sizes) {
      await expectPixelsOnly(body);
      expect(await sharp(body).metadata()).toMatchObject({ width, height });
      expectColour(await colourAt(body, 0.25, 0.5), RED);
      expectColour(await colourAt(body, 0.75, 0.5), BLUE);
    }
  });

  test('is never enlarged', async () => {
    expect(widthsOf(await accepted(await twoHalves(300, 260).png().toBuffer()))).toEqual(['300×260']);
    expect(widthsOf(await accepted(await twoHalves(900, 1000).png().toBuffer()))).toEqual([
      '900×1000',
      '720×800',
      '360×400',
    ]);
  });

  test('loses where and with what it was taken, and stands upright', async () => {
    const bytes = await twoHalves()
      .withExif({
        IFD0: { Artist: 'Erika Mustermann' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '50/1 58/1 3230/100' },
      })
      .withMetadata({ orientation: 6 })
      .withIccProfile('p3')
      .jpeg()
      .toBuffer();
    const before = await sharp(bytes).metadata();
    expect([before.orientation, before.exif?.includes('Erika Mustermann'), before.icc !== undefined]).toEqual([
      6,
      true,
      true,
    ]);

    const picture = await accepted(bytes);
    expect(widthsOf(picture)).toEqual(['400×600', '267×400']);
    for (const { body } of picture.sizes) await expectPixelsOnly(body);
    expectColour(await colourAt(largestOf(picture), 0.5, 0.25), RED);
    expectColour(await colourAt(largestOf(picture), 0.5, 0.75), BLUE);
  });

  test('of a wide colour space keeps its colours in sRGB', async () => {
    const bytes = await twoHalves().withIccProfile('p3').png().toBuffer();
    expect((await sharp(bytes).metadata()).icc).toBeDefined();
    expectColour(await colourAt(largestOf(await accepted(bytes)), 0.1, 0.5), RED);
  });

  test('of print, in four inks, becomes one of the screen', async () => {
    const bytes = await twoHalves().toColourspace('cmyk').jpeg().toBuffer();
    expect(await sharp(bytes).metadata()).toMatchObject({ space: 'cmyk', channels: 4 });
    expectColour(await colourAt(largestOf(await accepted(bytes)), 0.1, 0.5), RED, 40);
  });

  test('with 16 bits for a colour is taken', async () => {
    const bytes = await twoHalves().toColourspace('rgb16').png().toBuffer();
    expect(await sharp(bytes).metadata()).toMatchObject({ depth: 'ushort' });
    expectColour(await colourAt(largestOf(await accepted(bytes)), 0.1, 0.5), RED);
  });

  test('in grey is taken', async () => {
    const bytes = await twoHalves().toColourspace('b-w').jpeg().toBuffer();
    expect(await sharp(bytes).metadata()).toMatchObject({ channels: 1 });
    const { r, g, b } = await colourAt(largestOf(await accepted(bytes)), 0.1, 0.5);
    expect([g - r, b - r]).toEqual([0, 0]);
  });

  test('stands on white where it is transparent', async () => {
    const bytes = await sharp({ create: { width: 300, height: 300, channels: 4, background: '#00000000' } })
      .png()
      .toBuffer();
    const picture = await accepted(bytes);
    await expectPixelsOnly(largestOf(picture));
    expectColour(await colourAt(largestOf(picture), 0.5, 0.5), { r: 255, g: 255, b: 255 }, 2);
  });

  test('that moves stands still', async () => {
    const frames = await Promise.all([RED, BLUE].map((background) => frame(background)));
    const bytes = await sharp(frames, { join: { animated: true } })
      .webp()
      .toBuffer();
    expect((await sharp(bytes).metadata()).pages).toBe(2);

    const picture = await accepted(bytes);
    expect(widthsOf(picture)).toEqual(['300×300']);
    expectColour(await colourAt(largestOf(picture), 0.5, 0.5), RED);
  });

  const frame = (background: typeof RED) =>
    sharp({ create: { width: 300, height: 300, channels: 3, background } })
      .png()
      .toBuffer();

  test('tells its dominant colour', async () => {
    const { placeholder } = await accepted(await frame(RED));
    const [, r, g, b] = /^#(..)(..)(..)$/.exec(placeholder)!.map((part) => Number.parseInt(part, 16));
    expectColour({ r: r!, g: g!, b: b! }, RED);
  });

  test('is named by what is to be seen: the same picture has the same name', async () => {
    const bytes = await twoHalves().png().toBuffer();
    const [once, again, other] = await Promise.all([
      accepted(bytes),
      accepted(
        await sharp(bytes)
          .withExif({ IFD0: { Artist: 'Erika' } })
          .png({ compressionLevel: 1 })
          .toBuffer(),
      ),
      accepted(await twoHalves(602, 400).png().toBuffer()),
    ]);
    expect(once.hash).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(again.hash).toBe(once.hash);
    expect(other.hash).not.toBe(once.hash);
  });

  test('of 12 million pixels, progressive and lying on its side, is taken', async () => {
    const shot = await photograph(4000, 3000);
    const bytes = await shot.withMetadata({ orientation: 8 }).jpeg({ quality: 90, progressive: true }).toBuffer();
    expect(widthsOf(await accepted(bytes))).toEqual(['1200×1600', '600×800', '300×400']);
  });
});

describe('what hangs on to a picture does not come through:', () => {
  const CARGO = '<?php system("id"); ?><script>alert(document.domain)</script>PK\x03\x04evil.jar';

  test.each(FORMATS)('behind the end of %s', async (format) => {
    const bytes = Buffer.concat([await twoHalves().toFormat(format).toBuffer(), Buffer.from(CARGO, 'latin1')]);
    await expectClean(await accepted(bytes));
  });

  test('in a comment within', async () => {
    const bytes = await twoHalves().jpeg().toBuffer();
    const comment = Buffer.from([0xff, 0xfe, 0, CARGO.length + 2]);
    const start = bytes.subarray(0, 2);
    await expectClean(await accepted(Buffer.concat([start, comment, Buffer.from(CARGO, 'latin1'), bytes.subarray(2)])));
  });

  async function expectClean({ sizes }: ProcessedPicture): Promise<void> {
    for (const { body } of sizes) {
      await expectPixelsOnly(body);
      expect(body.toString('latin1')).not.toMatch(/<\?php|<script|PK\x03\x04/);
    }
  }
});

describe('refused is', () => {
  const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="500" height="500"><script>alert(1)</script></svg>';

  test.each([
    ['nothing', '', 'not-a-picture'],
    ['one byte', '\xff', 'not-a-picture'],
    ['a page', '<!DOCTYPE html><title>Hi</title><svg width="9"></svg>', 'not-a-picture'],
    ['a text', 'Suppenduell am Freitag', 'not-a-picture'],
    ['an archive', 'PK\x03\x04\x14\0\0\0', 'not-a-picture'],
    ['a film', '\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41', 'not-a-picture'],
    ['SVG, whatever it is called', SVG, 'wrong-type'],
    ['SVG with a declaration', `\ufeff<?xml version="1.0"?>\n<!-- by hand -->\n${SVG}`, 'wrong-type'],
    ['PDF', '%PDF-1.7\n%âãÏÓ', 'wrong-type'],
    ['TIFF', 'II*\0\b\0\0\0', 'wrong-type'],
    ['BMP', 'BM\x36\0\x0c\0\0\0\0\0\x36\0\0\0', 'wrong-type'],
    ['JPEG XL', '\xff\x0a\xfa\x7f\x01\x90', 'wrong-type'],
    ['a picture of an iPhone', '\0\0\0\x24ftypheic\0\0\0\0mif1MiHEMiPrmiafMiHBheic', 'heic'],
    ['one that says so only further on', '\0\0\0\x18ftypmif1\0\0\0\0mif1heic', 'heic'],
    ['AVIF with nothing in it', '\0\0\0\x18ftypmif1\0\0\0\0mif1avif', 'broken'],
    ['PNG with nothing in it', '\x89PNG\r\n\x1a\n', 'broken'],
    ['WebP with nothing in it', 'RIFF\x04\0\0\0WEBP', 'broken'],
    ['JPEG with a page in it', `\xff\xd8\xff\xe0<script>alert(1)</script>`, 'broken'],
  ])('%s', async (_what, text, code) => {
    const bytes = text.startsWith('\ufeff') ? Buffer.from(text) : Buffer.from(text, 'latin1');
    expect(await processPicture(bytes)).toEqual(refusal(code));
  });

  test('GIF', async () => {
    expect(await processPicture(await twoHalves().gif().toBuffer())).toEqual(refusal('wrong-type'));
  });

  test.each(FORMATS)('half of a file in %s', async (format) => {
    const bytes = await (await photograph(400, 300)).toFormat(format).toBuffer();
    expect(await processPicture(bytes.subarray(0, bytes.length / 2))).toEqual(refusal('broken'));
  });

  test('what is larger than 10 MB', async () => {
    const bytes = Buffer.concat([await twoHalves().jpeg().toBuffer(), Buffer.alloc(10 * 1024 * 1024)]);
    expect(await processPicture(bytes)).toEqual(refusal('too-large'));
  });

  test('a bomb: 900 million pixels in 500 kB, and a little one just over the limit', async () => {
    const bomb = pngBomb(30_000, 30_000);
    expect(bomb.length).toBeLessThan(600_000);
    expect(await processPicture(bomb)).toEqual(refusal('too-many-pixels'));
    expect(await processPicture(pngBomb(10_200, 5_001))).toEqual(refusal('too-many-pixels'));
    expect(await processPicture(pngBomb(10_000, 5_000))).toMatchObject({ ok: true, width: 1600 });
  });

  test('what is too small, or a strip', async () => {
    expect(await processPicture(await twoHalves(1000, 199).png().toBuffer())).toEqual(refusal('too-small'));
    expect(await processPicture(await twoHalves(4000, 400).png().toBuffer())).toEqual(refusal('too-small'));
    expect(await processPicture(await twoHalves(1600, 200).png().toBuffer())).toMatchObject({ ok: true });
  });

  test('what takes too long; the next is taken', async () => {
    const bytes = await twoHalves().jpeg().toBuffer();
    expect(await processPicture(bytes, { maxMs: 1 })).toEqual(refusal('took-too-long'));
    expect(await processPicture(bytes)).toMatchObject({ ok: true });
  });

  test('what comes when twenty wait already', async () => {
    const bytes = await twoHalves().jpeg().toBuffer();
    const answers = await Promise.all(Array.from({ length: 23 }, () => processPicture(bytes, { maxMs: 1 })));
    expect(answers).toEqual([
      ...Array<unknown>(21).fill(refusal('took-too-long')),
      ...Array<unknown>(2).fill(refusal('busy')),
    ]);
  });
});

test.each(FORMATS)('a damaged file in %s is drawn or refused, and nothing else happens', async (format) => {
  const bytes = await twoHalves(240, 240).toFormat(format).toBuffer();
  for (let round = 1; round <= 4; round++) {
    const damaged = Buffer.from(bytes);
    for (let at = round * 7; at < damaged.length; at += 61 + round) damaged[at] = (damaged[at]! * 31 + round) % 256;
    const answer = await processPicture(damaged);
    expect(answer.ok || ['broken', 'not-a-picture', 'too-many-pixels', 'too-small'].includes(answer.code)).toBe(true);
  }
});
