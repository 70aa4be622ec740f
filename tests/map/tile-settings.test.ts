import { describe, expect, it } from 'vitest';
import { readSettings } from '#src/server/settings.ts';
import { tileUrl } from '#src/map/tile-upstream.ts';

describe('the street map’s settings', () => {
  it('are those of basemap.de, row before column, unless something else is said', () => {
    const { tileUpstream, tileAttribution, tileCacheMegabytes } = readSettings({});
    expect(tileUrl(tileUpstream!, { z: 9, x: 270, y: 171 })).toBe(
      'https://sgx.geodatenzentrum.de/wmts_basemapde/tile/1.0.0/de_basemapde_web_raster_grau/default/GLOBAL_WEBMERCATOR/9/171/270.png',
    );
    expect([tileAttribution, tileCacheMegabytes]).toEqual(['© basemap.de / BKG, CC BY 4.0', 500]);
  });

  it('can do without a street map', () => {
    expect(readSettings({ TILE_UPSTREAM: 'none' }).tileUpstream).toBeNull();
  });

  it.each(['https://tiles.example/{z}/{x}/{y}.png?key=a', 'http://127.0.0.1:8080/{z}/{y}/{x}'])(
    'take %s',
    (template) => {
      expect(readSettings({ TILE_UPSTREAM: template }).tileUpstream).toBe(template);
    },
  );

  it.each([
    ['TILE_UPSTREAM', 'https://tiles.example/{z}/{x}.png'],
    ['TILE_UPSTREAM', 'https://{s}.tiles.example/{z}/{x}/{y}.png'],
    ['TILE_UPSTREAM', 'ftp://tiles.example/{z}/{x}/{y}.png'],
    ['TILE_UPSTREAM', 'tiles.example/{z}/{x}/{y}.png'],
    ['TILE_UPSTREAM', 'https://me:secret@tiles.example/{z}/{x}/{y}.png'],
    ['TILE_ATTRIBUTION', '<a href="https://osm.org">OSM</a>'],
    ['TILE_ATTRIBUTION', 'a'.repeat(201)],
    ['TILE_CACHE_MB', '0'],
    ['TILE_CACHE_MB', '1.5'],
    ['TILE_CACHE_MB', 'lots'],
  ])('refuse %s=%s and say what to write', (name, value) => {
    expect(() => readSettings({ [name]: value })).toThrow(new RegExp(`^${name} is ".+": write .+\\.$`));
  });
});
