import { describe, expect, test } from 'vitest';
import type { App } from '#src/server/app.ts';
import { emptyCatalogue, secondApp, temporaryCatalogue } from '../fixtures/catalogue.ts';
import { AREA, collectionOf, featureOf, square } from '../fixtures/geojson.ts';

const set = (app: App, geojson: unknown, attribution?: string) =>
  app.apply('test', {
    kind: 'set-outline',
    geojson: typeof geojson === 'string' ? geojson : JSON.stringify(geojson),
    ...(attribution === undefined ? {} : { attribution }),
  });
const remove = (app: App) => app.apply('test', { kind: 'set-outline', geojson: null });
const outlineOf = async (app: App) => (await app.catalogue.snapshot()).outline;

describe('an outline', () => {
  test('is in the snapshot, its positions rounded to a metre and the last one not repeated', async () => {
    const app = await temporaryCatalogue();
    expect(await outlineOf(app)).toBeNull();
    const ring = [
      [9.9, 50.7],
      [10.5, 50.7],
      [10.5, 51.123456789],
      [9.9, 50.7],
    ];
    expect(await set(app, { type: 'Polygon', coordinates: [ring] }, ' © Somebody ')).toEqual({ ok: true, version: 2 });
    expect(await outlineOf(app)).toEqual({
      polygons: [
        [
          [
            { longitude: 9.9, latitude: 50.7 },
            { longitude: 10.5, latitude: 50.7 },
            { longitude: 10.5, latitude: 51.12346 },
          ],
        ],
      ],
      attribution: '© Somebody',
    });
  });

  test('is read from every way to nest polygons, elevations and features without a place left out', async () => {
    const hole = square(10.1, 50.9, 0.1);
    const withHole = { type: 'Polygon', coordinates: [square(9.9, 50.7), hole] };
    const two = { type: 'MultiPolygon', coordinates: [[square(9.9, 50.7)], [square(11, 51)]] };
    const high = { type: 'Polygon', coordinates: [square(9.9, 50.7).map((position) => [...position, 300])] };
    const counted: [geojson: unknown, rings: number[]][] = [
      [withHole, [2]],
      [two, [1, 1]],
      [featureOf(high), [1]],
      [{ type: 'GeometryCollection', geometries: [AREA, two] }, [1, 1, 1]],
      [collectionOf(featureOf(AREA), featureOf(null), featureOf(two)), [1, 1, 1]],
      [collectionOf(featureOf({ type: 'GeometryCollection', geometries: [withHole] })), [2]],
      [`\uFEFF${JSON.stringify(AREA)}`, [1]],
    ];
    for (const [geojson, rings] of counted) {
      const app = await temporaryCatalogue();
      expect(await set(app, geojson)).toMatchObject({ ok: true });
      expect((await outlineOf(app))?.polygons.map((polygon) => polygon.length)).toEqual(rings);
    }
  });

  test('loses the rings that rounding makes nothing of', async () => {
    const app = await temporaryCatalogue();
    const speck = square(10, 51, 0.000001);
    const coordinates = [[square(9.9, 50.7), speck], [speck]];
    expect(await set(app, { type: 'MultiPolygon', coordinates })).toMatchObject({ ok: true });
    expect((await outlineOf(app))?.polygons.map((polygon) => polygon.length)).toEqual([1]);
  });

  test('of very many positions keeps its shape with fewer, and borders stay shared', async () => {
    const app = await temporaryCatalogue();
    const wave = Array.from({ length: 60_001 }, (_, at) => [10.2 + 0.01 * Math.sin(at / 300), 50.7 + at / 100_000]);
    const [south, north] = [wave[0]![1]!, wave.at(-1)![1]!];
    const west = [...wave, [9.9, north], [9.9, south], wave[0]];
    const east = [...wave, [10.6, north], [10.6, south], wave[0]];
    expect(await set(app, { type: 'MultiPolygon', coordinates: [[west], [east]] })).toMatchObject({ ok: true });
    const [one, other] = (await outlineOf(app))!.polygons.map(([ring]) => ring!);
    const border = (ring: typeof one) => ring!.filter(({ longitude }) => longitude > 10 && longitude < 10.5);
    expect(one!.length + other!.length).toBeLessThanOrEqual(10_000);
    expect(one!.length).toBeGreaterThan(2000);
    expect(border(one)).toEqual(border(other));
  });

  test('may be there before anything else', async () => {
    const app = await emptyCatalogue();
    expect(await set(app, AREA)).toMatchObject({ ok: true });
    expect((await outlineOf(app))?.polygons).toHaveLength(1);
  });

  test('is replaced and taken away, logged as a summary', async () => {
    const app = await temporaryCatalogue();
    await set(app, AREA, 'A');
    await set(app, { type: 'Polygon', coordinates: [square(10, 50.8)] });
    expect((await outlineOf(app))?.attribution).toBeNull();
    expect(await remove(app)).toMatchObject({ ok: true });
    expect(await outlineOf(app)).toBeNull();
    const log = await app.database.read.selectFrom('change').selectAll().where('kind', '=', 'set-outline').execute();
    const summary = { polygons: 1, positions: 4 };
    expect(
      log.map(({ before, after }) => [before, after].map((json) => JSON.parse(json ?? 'null') as unknown)),
    ).toEqual([
      [null, { ...summary, attribution: 'A' }],
      [
        { ...summary, attribution: 'A' },
        { ...summary, attribution: null },
      ],
      [{ ...summary, attribution: null }, null],
    ]);
  });

  test('is read once for all versions that have it, and seen by other processes', async () => {
    const app = await temporaryCatalogue();
    const other = await secondApp(app);
    expect(await outlineOf(other)).toBeNull();
    await set(app, AREA, 'A');
    const first = await outlineOf(other);
    expect(first).toEqual(await outlineOf(app));
    await app.apply('test', { kind: 'cancel', event: 'laenderreise' });
    expect(await outlineOf(other)).toBe(first);
    await set(app, AREA, 'B');
    expect(await outlineOf(other)).toEqual({ ...first, attribution: 'B' });
    expect((await outlineOf(other))!.polygons).toBe(first!.polygons);
  });

  test('does not make programmes be read again', async () => {
    const app = await temporaryCatalogue();
    const programme = await (await app.catalogue.snapshot()).programme('2024');
    await set(app, AREA);
    expect(await (await app.catalogue.snapshot()).programme('2024')).toBe(programme);
  });
});

describe('an outline is refused with the reason, and nothing changes:', () => {
  const nearly = square(9.9, 50.7);
  const polygon = (ring: unknown) => ({ type: 'Polygon', coordinates: [ring] });
  const inTwo = (geometry: unknown) => collectionOf(featureOf(AREA, 'Vacha'), featureOf(geometry, 'Geisa'));
  const CASES: [what: string, geojson: unknown, code: string, told: string][] = [
    ['no JSON', '<kml>', 'not-geojson', 'The file is not JSON'],
    ['nothing', 'null', 'not-geojson', 'The file has no type'],
    ['another format', { type: 'Topology', arcs: [] }, 'not-geojson', 'The file is a Topology.'],
    ['a broken collection', { type: 'FeatureCollection' }, 'not-geojson', 'The file is not as it should be'],
    ['a point', inTwo({ type: 'Point', coordinates: [10, 51] }), 'not-an-area', 'Feature 2 (Geisa) is a Point.'],
    [
      'lines in a collection',
      { type: 'GeometryCollection', geometries: [AREA, { type: 'MultiLineString', coordinates: [nearly] }] },
      'not-an-area',
      'Geometry 2 is a MultiLineString.',
    ],
    ['no polygons', collectionOf(featureOf(null)), 'not-an-area', 'The file holds no polygon with'],
    ['nothing but specks', polygon(square(10, 51, 0.000001)), 'not-an-area', 'The file holds no polygon with'],
    [
      'metres',
      inTwo(polygon([...nearly.slice(0, 2), [592000, 5640000], nearly[0]])),
      'not-wgs84',
      'Feature 2 (Geisa), ring 1, position 3 is [592000, 5640000], which is no longitude and latitude. ' +
        'The file seems to be in metres',
    ],
    [
      'an open ring',
      { type: 'MultiPolygon', coordinates: [[nearly], [nearly, nearly.slice(1)]] },
      'not-geojson',
      'Polygon 2, ring 2 must have four positions or more, the last one the same as the first.',
    ],
    ['a short ring', polygon([nearly[0], nearly[1], nearly[0]]), 'not-geojson', 'Ring 1 must have four positions'],
    ['an empty ring', polygon([]), 'not-geojson', 'Ring 1 must have four positions'],
    ['no rings', { type: 'Polygon', coordinates: [] }, 'not-geojson', 'The file is not as it should be'],
    ['words', polygon([...nearly.slice(0, 2), ['10', '51'], nearly[0]]), 'not-geojson', 'position 3 is not [longitude'],
    ['one number', polygon([[10], [10], [10], [10]]), 'not-geojson', 'position 1 is not [longitude, latitude].'],
    [
      'the wrong order',
      polygon(nearly.map(([longitude, latitude]) => [latitude, longitude])),
      'outline-elsewhere',
      'Longitude and latitude are in the wrong order',
    ],
    ['another county', polygon(square(13, 52)), 'outline-elsewhere', 'None of the'],
    ['the world', polygon(square(-170, -80, 160)), 'outline-elsewhere', 'None of the'],
    [
      'half the world',
      polygon([
        [-170, -80],
        [170, -80],
        [170, 80],
        [-170, 80],
        [-170, -80],
      ]),
      'outline-elsewhere',
      'km high; the places of the catalogue are',
    ],
    [
      'the county and an island far away',
      { type: 'MultiPolygon', coordinates: [[nearly], [square(-60, 14)]] },
      'outline-elsewhere',
      'does a part lie far away?',
    ],
    [
      'a line there and back',
      polygon([nearly[0], nearly[1], [10.9, 50.7], nearly[1], nearly[0]]),
      'not-an-area',
      'The file holds no polygon with an area.',
    ],
    [
      'a slanting line',
      polygon([
        [9.9, 50.7],
        [10.1, 50.9],
        [10.2, 51],
        [9.9, 50.7],
      ]),
      'not-an-area',
      'The file holds no polygon with an area.',
    ],
  ];

  test.each(CASES)('%s', async (_, geojson, code, told) => {
    const app = await temporaryCatalogue();
    const refusal = await set(app, geojson);
    expect(refusal).toMatchObject({ ok: false, code, field: 'geojson' });
    expect(!refusal.ok && refusal.message).toContain(told);
    expect(app.catalogue.version().version).toBe(1);
    expect(await outlineOf(app)).toBeNull();
  });

  test('one that is too large', async () => {
    const app = await temporaryCatalogue();
    const circle = Array.from({ length: 200_001 }, (_, at) => {
      const angle = (at / 200_001) * 2 * Math.PI;
      return [10.2 + 0.5 * Math.cos(angle), 50.9 + 0.5 * Math.sin(angle)];
    });
    const many = await set(app, polygon([...circle, circle[0]]));
    expect(many).toMatchObject({ code: 'too-large', message: expect.stringContaining('has 200001 positions') });
    const long = await set(app, JSON.stringify(AREA) + ' '.repeat(20_000_000));
    expect(long).toMatchObject({ code: 'too-large', message: expect.stringContaining('more than 20000000') });
  });

  test('a source that is no line', async () => {
    const app = await temporaryCatalogue();
    for (const attribution of ['x'.repeat(201), 'two\nlines']) {
      expect(await set(app, AREA, attribution)).toMatchObject({ ok: false, code: 'too-long', field: 'attribution' });
    }
  });

  test('what is there already, and nothing to take away', async () => {
    const app = await temporaryCatalogue();
    expect(await remove(app)).toMatchObject({ ok: false, code: 'nothing-to-change' });
    await set(app, AREA, 'A');
    expect(await set(app, AREA, 'A')).toMatchObject({ ok: false, code: 'nothing-to-change' });
    expect(await set(app, AREA, 'B')).toMatchObject({ ok: true });
  });
});
