import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Outline, Point } from '#src/catalogue/types.ts';
import { labelBox } from '#src/map/labels.ts';
import { overviewOf, RING, type Overview } from '#src/map/overview.ts';
import { project } from '#src/map/projection.ts';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';
import { ringsOf } from '../fixtures/path-data.ts';
import { datesAt, placeAt, placesOnly, someTowns } from '../fixtures/places.ts';

type Box = ReturnType<typeof labelBox>;

describe('whatever towns there are,', () => {
  const drawn = someTowns.chain((towns) =>
    fc.option(fc.integer({ min: 0, max: towns.length - 1 }), { nil: undefined }).map((here) => {
      const dates = towns.flatMap(({ place, count }) => datesAt(place, count));
      const highlighted = here === undefined ? undefined : towns[here]!.place;
      return { towns, overview: overviewOf(placesOnly(...towns.map(({ place }) => place)), dates, highlighted) };
    }),
  );
  const holds = (check: (overview: Overview) => void) =>
    fc.assert(
      fc.property(drawn, ({ overview }) => check(overview)),
      { numRuns: 60 },
    );

  test('each is drawn once, with its events counted', () => {
    fc.assert(
      fc.property(drawn, ({ towns, overview }) => {
        const counts = Object.fromEntries(overview.towns.map(({ place, count }) => [place.slug, count]));
        expect(overview.towns).toHaveLength(towns.length);
        expect(counts).toEqual(Object.fromEntries(towns.map(({ place, count }) => [place.slug, count])));
      }),
      { numRuns: 60 },
    );
  });

  test('everything is inside the drawing, which is neither a ribbon nor a tower', () => {
    holds(({ width, height, outline, towns }) => {
      const isInside = ({ minX, minY, maxX, maxY }: Box) => minX >= 0 && minY >= 0 && maxX <= width && maxY <= height;
      expect(width).toBe(320);
      expect(height).toBeGreaterThanOrEqual(160);
      expect(height).toBeLessThanOrEqual(481);
      for (const { x, y, radius, highlighted, label } of towns) {
        const reach = radius + (highlighted ? RING : 0);
        expect(isInside({ minX: x - reach, minY: y - reach, maxX: x + reach, maxY: y + reach })).toBe(true);
        if (label.hasRoom) expect(isInside(labelBox(label))).toBe(true);
      }
      for (const [x, y] of ringsOf(outline).flat()) expect(isInside({ minX: x, minY: y, maxX: x, maxY: y })).toBe(true);
    });
  });

  test('no name lies on another one or on a circle', () => {
    holds(({ towns }) => {
      const boxes = towns.flatMap(({ label }) => (label.hasRoom ? [labelBox(label)] : []));
      boxes.forEach((box, at) => {
        for (const other of boxes.slice(at + 1)) expect(overlaps(box, other)).toBe(false);
        for (const { x, y, radius, highlighted } of towns) {
          const [dx, dy] = [
            x - Math.min(Math.max(x, box.minX), box.maxX),
            y - Math.min(Math.max(y, box.minY), box.maxY),
          ];
          expect(Math.hypot(dx, dy)).toBeGreaterThan(radius + (highlighted ? RING : 0));
        }
      });
    });
  });

  test('more events make a larger circle, or one as large, and small ones lie on top', () => {
    holds(({ towns }) => {
      towns.slice(1).forEach((town, at) => {
        expect(town.count).toBeLessThanOrEqual(towns[at]!.count);
        expect(town.radius).toBeLessThanOrEqual(towns[at]!.radius);
        expect(town.radius).toBeGreaterThanOrEqual(2);
      });
    });
  });

  test('a tap means the nearest of them', () => {
    holds(({ towns }) => {
      towns.forEach((town, at) => {
        for (const other of towns.slice(at + 1)) {
          const distance = Math.hypot(town.x - other.x, town.y - other.y);
          const [own, others] = [town, other].map(({ reach, radius }) => (reach > radius ? reach : 0)) as [
            number,
            number,
          ];
          // What is drawn is never beyond reach, even where circles lie on each other.
          if (own > 0 && others > 0) expect(own + others).toBeLessThanOrEqual(distance + 0.3);
        }
      });
    });
  });

  test('the same drawing comes of the same', () => {
    fc.assert(
      fc.property(someTowns, (towns) => {
        const draw = () =>
          overviewOf(
            placesOnly(...towns.map(({ place }) => place)),
            towns.flatMap(({ place, count }) => datesAt(place, count)),
          );
        expect(draw()).toEqual(draw());
      }),
      { numRuns: 20 },
    );
  });
});

describe('a town', () => {
  const eisenach = placeAt('eisenach', 50.98, 10.32);
  const neukirchen = placeAt('neukirchen', 51.03, 10.32, eisenach);
  const vacha = placeAt('vacha', 50.83, 10.02);
  const snapshot = placesOnly(eisenach, neukirchen, vacha);

  test('counts the events of its districts, each once', () => {
    const twice = datesAt(neukirchen, 2).concat(datesAt(neukirchen, 2));
    const { towns } = overviewOf(snapshot, [...datesAt(eisenach, 3), ...twice]);
    expect(towns.map(({ place, count }) => [place.slug, count])).toEqual([
      ['eisenach', 5],
      ['vacha', 0],
    ]);
  });

  test('is highlighted for its district too', () => {
    const { towns } = overviewOf(snapshot, [], neukirchen);
    expect(towns.map(({ highlighted }) => highlighted)).toEqual([true, false]);
  });

  test('without events is a dot with a name, one with many holds its number', () => {
    const { towns } = overviewOf(snapshot, datesAt(eisenach, 24));
    expect(towns).toMatchObject([
      { radius: 14, holdsCount: true, label: { lines: ['eisenach'], hasRoom: true } },
      { radius: 2, holdsCount: false, label: { lines: ['vacha'], hasRoom: true } },
    ]);
  });

  test('that is far from others can be hit with a thumb on the smallest screen', () => {
    for (const { reach } of overviewOf(snapshot, []).towns) expect(reach * 2).toBeGreaterThanOrEqual(24);
  });

  test('writes a long name in two lines where one has no room, broken at its hyphen or space', () => {
    const wide = (name: string, longitude: number) => ({ ...placeAt(name, 51, longitude), name });
    const names = ['Barchfeld-Immelborn am Wasser', 'Bad Liebenstein bei Schweina', 'Krayenberg'];
    const { towns } = overviewOf(placesOnly(...names.map((name, at) => wide(name, 10 + at * 0.2))), []);
    const lines = Object.fromEntries(towns.map(({ place, label }) => [place.name, label.lines]));
    expect(lines['Krayenberg']).toEqual(['Krayenberg']);
    for (const { place, label } of towns) expect(label.lines.join(' ').replace('- ', '-')).toBe(place.name);
    expect(Object.values(lines).some((written) => written.length === 2)).toBe(true);
  });

  test('keeps its name while it is looked at where there is no room for it', () => {
    const crowd = Array.from({ length: 30 }, (_, at) => placeAt(`crowd-${at}`, 51 + at / 1e4, 10));
    const { towns } = overviewOf(placesOnly(...crowd, placeAt('far', 51, 11)), []);
    const [hidden] = towns.filter(({ label }) => !label.hasRoom);
    expect(hidden?.label.lines).toEqual([hidden?.place.name]);
  });
});

describe('the drawing', () => {
  const outline: Outline = {
    polygons: [[[corner(50.6, 9.9), corner(50.6, 10.6), corner(51.2, 10.6), corner(51.2, 9.9)]]],
    attribution: '© Somebody',
  };

  test('lies in its bounds as Web Mercator has it', () => {
    const snapshot = { ...placesOnly(placeAt('eisenach', 50.98, 10.32)), outline };
    const { width, height, bounds, towns } = overviewOf(snapshot, []);
    const northWest = project({ latitude: bounds.north, longitude: bounds.west });
    const southEast = project({ latitude: bounds.south, longitude: bounds.east });
    const point = project({ latitude: 50.98, longitude: 10.32 });
    const [across, down] = [southEast.x - northWest.x, southEast.y - northWest.y];
    expect(across / width).toBeCloseTo(down / height, 12);
    expect(towns[0]!.x).toBeCloseTo(((point.x - northWest.x) / across) * width, 0);
    expect(towns[0]!.y).toBeCloseTo(((point.y - northWest.y) / down) * height, 0);
  });

  test('writes the outline as short as it can, on half units, and names its source', () => {
    const { outline: path, attribution, height } = overviewOf({ ...placesOnly(), outline }, []);
    expect(path).toBe('M4 428.5l0-424 312 0 0 424z');
    expect(attribution).toBe('© Somebody');
    expect(height).toBeGreaterThan(400);
  });

  test('fills where polygons overlap, whichever way they run, and leaves holes', () => {
    const clockwise = outline.polygons[0]![0]!;
    const hole = [corner(50.8, 10.1), corner(50.8, 10.3), corner(51, 10.2)];
    const one = overviewOf({ ...placesOnly(), outline: { ...outline, polygons: [[clockwise, hole]] } }, []);
    const other = overviewOf(
      { ...placesOnly(), outline: { ...outline, polygons: [[clockwise.toReversed(), hole.toReversed()]] } },
      [],
    );
    const turns = ({ outline: path }: Overview) => ringsOf(path).map((ring) => Math.sign(areaOf(ring)));
    expect(turns(one)).toEqual([1, -1]);
    expect(turns(other)).toEqual([1, -1]);
  });

  test('has the same names at the same places however often it is drawn, for each filter and place', () => {
    const towns = Array.from({ length: 12 }, (_, at) => placeAt(`town-${at}`, 50.9 + (at % 4) / 50, 10 + at / 60));
    const draw = (snapshot: ReturnType<typeof placesOnly>) => [
      overviewOf(snapshot, datesAt(towns[0]!, 30)),
      overviewOf(snapshot, datesAt(towns[1]!, 30)),
      overviewOf(snapshot, datesAt(towns[1]!, 30), towns[5]),
    ];
    const snapshot = placesOnly(...towns);
    const first = draw(snapshot);
    expect(draw(snapshot)).toEqual(first);
    expect(draw(placesOnly(...towns))).toEqual(first);
    const [label, again] = [first[0]!, overviewOf(snapshot, datesAt(towns[0]!, 30))].map((it) => it.towns[0]!.label);
    expect(again).toBe(label);
  });

  test('of nothing is an empty one', () => {
    expect(overviewOf(placesOnly(), [])).toMatchObject({ outline: '', towns: [], attribution: null });
  });

  test('of the demonstration week is small, and nearly every town has its name', async () => {
    const app = await temporaryCatalogue();
    const snapshot = await app.catalogue.snapshot();
    const overview = overviewOf(snapshot, (await snapshot.programme('2024'))!.dates);
    expect(overview.towns.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(60);
    expect(overview.towns.filter(({ label }) => !label.hasRoom).length).toBeLessThanOrEqual(2);
    expect(gzipSync(overview.outline).length).toBeLessThan(1000);
  });
});

function corner(latitude: number, longitude: number): Point {
  return { latitude, longitude };
}

function areaOf(ring: readonly [number, number][]): number {
  return ring.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = ring[(at + 1) % ring.length]!;
    return sum + x * nextY - nextX * y;
  }, 0);
}

function overlaps(a: Box, b: Box): boolean {
  return a.minX < b.maxX && b.minX < a.maxX && a.minY < b.maxY && b.minY < a.maxY;
}
