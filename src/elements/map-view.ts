import type { LatLng, Map as LeafletMap } from 'leaflet';

/** What of the map is seen: `#map=12/50.8134/10.2361`. Behind `#`, so that no server learns where somebody looks. */
const VIEW = /^#map=(\d{1,2}(?:\.\d)?)\/(-?\d{1,2}(?:\.\d+)?)\/(-?\d{1,3}(?:\.\d+)?)$/;

export function viewInAddress(): { zoom: number; center: [number, number] } | null {
  const [, zoom, latitude, longitude] = VIEW.exec(location.hash) ?? [];
  return zoom === undefined ? null : { zoom: Number(zoom), center: [Number(latitude), Number(longitude)] };
}

/** Writes the view into the address, in the place of the last one. */
export function rememberView(map: LeafletMap): void {
  const { lat, lng }: LatLng = map.getCenter();
  const view = `#map=${Math.round(map.getZoom() * 10) / 10}/${lat.toFixed(4)}/${lng.toFixed(4)}`;
  history.replaceState(history.state, '', view);
}

export function forgetView(): void {
  if (viewInAddress()) history.replaceState(history.state, '', location.pathname + location.search);
}
