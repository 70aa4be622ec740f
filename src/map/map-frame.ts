import type { Snapshot } from '#src/catalogue/catalogue.ts';
import type { Translation } from '#src/i18n/translation.ts';
import { MAX_ZOOM, MIN_ZOOM } from './tile-address.ts';
import { tileBounds } from './tile-bounds.ts';

/** Where the tiles come from, as the page's script asks for them. */
export const TILE_PATH = '/tiles/{z}/{x}/{y}.png';

/** What `<venue-map>` is told by its attributes: how far it reaches, where its tiles are, and all of its words. */
export interface MapFrame {
  /** `south,west,north,east` */
  readonly bounds: string;
  readonly minZoom: number;
  readonly maxZoom: number;
  /** Undefined where the operator has no street map. */
  readonly tiles: string | undefined;
  readonly attribution: string | undefined;
  readonly attributionUrl: string | undefined;
  /** JSON of `MapWords` (`src/elements/map-words.ts`). */
  readonly words: string;
}

export interface TileSource {
  readonly tileUpstream: string | null;
  readonly tileAttribution: string;
  readonly tileAttributionUrl: string | null;
}

/** @returns null if the catalogue has no place yet, and so nothing to show */
export function mapFrame(
  snapshot: Snapshot,
  { tileUpstream, tileAttribution, tileAttributionUrl }: TileSource,
  i18n: Translation,
): MapFrame | null {
  const bounds = tileBounds(snapshot);
  if (!bounds) return null;
  const { south, west, north, east } = bounds;
  return {
    bounds: [south, west, north, east].map((degrees) => degrees.toFixed(4)).join(','),
    minZoom: MIN_ZOOM,
    maxZoom: MAX_ZOOM,
    tiles: tileUpstream === null ? undefined : TILE_PATH,
    attribution: tileUpstream === null ? undefined : tileAttribution,
    attributionUrl: (tileUpstream !== null && tileAttributionUrl) || undefined,
    words: JSON.stringify(wordsIn(i18n)),
  };
}

function wordsIn(i18n: Translation): object {
  const keys = ['name', 'zoomIn', 'zoomOut', 'close', 'failed', 'you', 'near', 'nearFailed', 'byName', 'byNameDone'];
  return {
    ...Object.fromEntries(keys.map((key) => [key, i18n.t(`map.${key as 'name'}`)])),
    nearDone: i18n.t('map.nearDone', { venue: '{venue}' }),
    distance: i18n.t('map.distance', { distance: '{distance}' }),
    separator: i18n.t('list.separator'),
    events: i18n.forms('events.count'),
    morePlaces: i18n.forms('map.morePlaces'),
  };
}
