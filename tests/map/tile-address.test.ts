import { describe, expect, it } from 'vitest';
import { boundsOf, widened } from '#src/map/bounds.ts';
import { isServed, MAX_ZOOM, MIN_ZOOM, parseTile } from '#src/map/tile-address.ts';
import { tileBounds } from '#src/map/tile-bounds.ts';
import { emptyCatalogue, temporaryCatalogue } from '../fixtures/catalogue.ts';

const EISENACH = { latitude: 50.9747, longitude: 10.3244 };
const AROUND_EISENACH = widened(boundsOf([EISENACH])!, 5000);

describe('a tile’s address', () => {
  it('is three plain numbers', () => {
    expect(parseTile('9', '270', '171')).toEqual({ z: 9, x: 270, y: 171 });
    expect(parseTile('0', '0', '0')).toEqual({ z: 0, x: 0, y: 0 });
  });

  it.each(['', ' 9', '9 ', '+9', '-9', '09', '9.0', '1e1', '0x9', '٩', '９', '9\n', 'NaN', '9/..', '1'.repeat(30)])(
    'has only one form: %j is none',
    (part) => {
      expect(parseTile(part, '0', '0')).toBeNull();
      expect(parseTile('9', part, '171')).toBeNull();
      expect(parseTile('9', '270', part)).toBeNull();
    },
  );

  it('lies within the world', () => {
    expect(parseTile('9', '511', '511')).not.toBeNull();
    expect(parseTile('9', '512', '171')).toBeNull();
    expect(parseTile('9', '270', '512')).toBeNull();
  });
});

describe('a tile is served', () => {
  it('if it shows some of what lies within the bounds', () => {
    expect(isServed({ z: 9, x: 270, y: 171 }, AROUND_EISENACH)).toBe(true);
    // Tiles of zoom 14 are 1.5 km wide there, and Eisenach lies in the east of its own.
    const columns = Array.from({ length: 20 }, (_, i) => 8651 + i);
    const served = columns.filter((x) => isServed({ z: 14, x, y: 5486 }, AROUND_EISENACH));
    expect(served).toEqual([8658, 8659, 8660, 8661, 8662, 8663, 8664, 8665]);
  });

  it('from zoom 8 to zoom 18', () => {
    const tileAt = (z: number) => ({ z, x: Math.floor(0.528679 * 2 ** z), y: Math.floor(0.334889 * 2 ** z) });
    const served = Array.from({ length: 21 }, (_, z) => z).filter((z) => isServed(tileAt(z), AROUND_EISENACH));
    expect([served[0], served.at(-1), served.length]).toEqual([MIN_ZOOM, MAX_ZOOM, 11]);
  });
});

describe('the street map', () => {
  it('reaches ten kilometres beyond the outermost places', async () => {
    const snapshot = await (await temporaryCatalogue()).catalogue.snapshot();
    const places = boundsOf([...snapshot.places.values()].map(({ point }) => point))!;
    const bounds = tileBounds(snapshot)!;
    expect((bounds.north - places.north) * 111.32).toBeCloseTo(10, 1);
    expect((places.west - bounds.west) * 111.32 * Math.cos((51 * Math.PI) / 180)).toBeCloseTo(10, 0);
    expect([bounds.south < places.south, bounds.east > places.east]).toEqual([true, true]);
  });

  it('reaches as far as the outline, where there is one', async () => {
    const snapshot = await (await temporaryCatalogue()).catalogue.snapshot();
    const ring = [54, 55].flatMap((latitude) => [9, 12].map((longitude) => ({ latitude, longitude })));
    const bounds = tileBounds({ ...snapshot, outline: { polygons: [[ring]], attribution: null } })!;
    expect(isServed(parseTile('9', '270', '163')!, bounds)).toBe(true);
    expect(isServed(parseTile('9', '270', '163')!, tileBounds(snapshot)!)).toBe(false);
  });

  it('is nowhere without a place', async () => {
    expect(tileBounds(await (await emptyCatalogue()).catalogue.snapshot())).toBeNull();
  });
});
