import { describe, expect, it } from 'vitest';
import { readSettings } from '#src/server/settings.ts';
import { tileUrl } from '#src/map/tile-upstream.ts';

describe('the street map’s settings', () => {
  it('are those of basemap.de, row before column, unless something else is said', () => {
    const { tileUpstream, tileAttribution, tileAttributionUrl, tileCacheMegabytes } = readSettings({});
    expect(tileAttributionUrl).toBe('https://basemap.de/');
    expect(tileUrl(tileUpstream!, { z: 9, x: 270, y: 171 })).toBe(
      'https://sgx.geodatenzentrum.de/wmts_basemapde/tile/1.0.0/de_basemapde_web_raster_grau/default/GLOBAL_WEBMERCATOR/9/171/270.png',
    );
    expect([tileAttribution, tileCacheMegabytes]).toEqual(['© basemap.de / BKG, CC BY 4.0', 500]);
  });

  it('can do without a street map', () => {
    expect(readSettings({ TILE_UPSTREAM: 'none' }).tileUpstream).toBeNull();
  });

  it('name the source of other tiles: basemap.de has not made them', () => {
    const TILE_UPSTREAM = 'https://tiles.example/{z}/{x}/{y}.png';
    expect(() => readSettings({ TILE_UPSTREAM })).toThrow(
      /^TILE_ATTRIBUTION is missing: with TILE_UPSTREAM, write .+\.$/,
    );
    const given = { TILE_UPSTREAM, TILE_ATTRIBUTION: '© A', TILE_ATTRIBUTION_URL: 'https://a.example/copyright' };
    expect(readSettings(given).tileAttributionUrl).toBe('https://a.example/copyright');
  });

  it.each(['https://tiles.example/{z}/{x}/{y}.png?key=a', 'http://127.0.0.1:8080/{z}/{y}/{x}'])(
    'take %s',
    (template) => {
      expect(readSettings({ TILE_UPSTREAM: template, TILE_ATTRIBUTION: '© A' })).toMatchObject({
        tileUpstream: template,
        tileAttribution: '© A',
        tileAttributionUrl: null,
      });
    },
  );

  it.each([
    ['TILE_UPSTREAM', 'https://tiles.example/{z}/{x}.png'],
    ['TILE_UPSTREAM', 'https://{s}.tiles.example/{z}/{x}/{y}.png'],
    ['TILE_UPSTREAM', 'ftp://tiles.example/{z}/{x}/{y}.png'],
    ['TILE_UPSTREAM', 'tiles.example/{z}/{x}/{y}.png'],
    ['TILE_UPSTREAM', 'https://me:secret@tiles.example/{z}/{x}/{y}.png'],
    ['TILE_UPSTREAM', 'https://:secret@tiles.example/{z}/{x}/{y}.png'],
    ['TILE_UPSTREAM', 'https://@tiles.example/{z}/{x}/{y}.png'],
    ['TILE_UPSTREAM', 'https://tiles.example/#{z}/{x}/{y}.png'],
    ['TILE_UPSTREAM', 'https://tiles.example/{z}/{x}/{y}.png#'],
    ['TILE_UPSTREAM', 'https://{z}.tiles.example/{x}/{y}.png'],
    ['TILE_UPSTREAM', 'https://{z}.tiles.example/{z}/{x}/{y}.png'],
    ['TILE_UPSTREAM', 'https://tiles.example:{z}/{x}/{y}.png'],
    ['TILE_UPSTREAM', 'https:///{z}/{x}/{y}.png'],
    ['TILE_UPSTREAM', 'https://tiles.example\\\\{z}/{x}/{y}.png'],
    ['TILE_ATTRIBUTION_URL', 'javascript:alert(1)'],
    ['TILE_ATTRIBUTION_URL', 'basemap.de'],
    ['TILE_ATTRIBUTION', '<a href="https://osm.org">OSM</a>'],
    ['TILE_ATTRIBUTION', 'a'.repeat(201)],
    ['TILE_CACHE_MB', '0'],
    ['TILE_CACHE_MB', '1.5'],
    ['TILE_CACHE_MB', 'lots'],
  ])('refuse %s=%s and say what to write', (name, value) => {
    expect(() => readSettings({ TILE_ATTRIBUTION: '© A', [name]: value })).toThrow(
      new RegExp(`^${name} is ".+": write .+\\.$`),
    );
  });
});
