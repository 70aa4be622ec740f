import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPictureHash, mediaPath, parseMediaName, pictureSizes, pictureSrcset } from '#src/media/media-address.ts';

const HASH = 'Zk3-x_Y9aAbBcCdDeEfFgG';

test('an address says which picture and how wide', () => {
  expect(mediaPath(HASH, 800)).toBe(`/media/${HASH}-800.webp`);
  expect(parseMediaName(`${HASH}-800.webp`)).toEqual({ hash: HASH, width: 800 });
});

test('a picture may begin and end with a hyphen', () => {
  const hash = '-----------------------'.slice(0, 22);
  expect(parseMediaName(`${hash}-400.webp`)).toEqual({ hash, width: 400 });
});

test.each([
  '',
  HASH,
  `${HASH}.webp`,
  `${HASH}-.webp`,
  `${HASH}-0.webp`,
  `${HASH}-0800.webp`,
  `${HASH}-+800.webp`,
  `${HASH}-8e2.webp`,
  `${HASH}-1601.webp`,
  `${HASH}-800.png`,
  `${HASH}-800.webp\n`,
  `${HASH}-800.webp.webp`,
  `x${HASH}-800.webp`,
  `${HASH.slice(1)}-800.webp`,
  `${HASH.slice(1)}.-800.webp`,
  `${HASH.slice(1)}/-800.webp`,
  `../../../../../../secret-800.webp`,
  `..%2f..%2f..%2fpasswords-800.webp`,
])('%j is no picture’s name', (name) => {
  expect(parseMediaName(name)).toBeNull();
});

test('what is read as a name is written the same', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9_-]{22}$/), fc.integer({ min: 1, max: 1600 }), (hash, width) => {
      expect(parseMediaName(mediaPath(hash, width).slice('/media/'.length))).toEqual({ hash, width });
      expect(isPictureHash(hash)).toBe(true);
    }),
  );
  fc.assert(fc.property(fc.string(), (name) => parseMediaName(name) === null || isPictureHash(name.slice(0, 22))));
});

test('the sizes of the largest are those of the picture, and none is larger than another before', () => {
  const edge = fc.integer({ min: 200, max: 12_000 });
  fc.assert(
    fc.property(edge, edge, (width, height) => {
      const sizes = pictureSizes({ width, height });
      expect(pictureSizes(sizes[0])).toEqual(sizes);
      expect(sizes[0].width).toBeLessThanOrEqual(Math.min(1600, width));
      expect(sizes.map((size) => size.width)).toEqual(
        [...new Set(sizes.map((size) => size.width))].sort((a, b) => b - a),
      );
    }),
  );
});

test('a browser chooses between all sizes, the smallest first', () => {
  expect(pictureSrcset({ hash: HASH, width: 1200, height: 1600 })).toBe(
    `/media/${HASH}-300.webp 300w, /media/${HASH}-600.webp 600w, /media/${HASH}-1200.webp 1200w`,
  );
  expect(pictureSrcset({ hash: HASH, width: 320, height: 240 })).toBe(`/media/${HASH}-320.webp 320w`);
});
