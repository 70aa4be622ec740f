import { THEME } from '#src/theme/theme.ts';

/** A sign of the site as a file: the mark on the motif's ground. */
export interface Icon {
  /** Where it is served: `/icon-192.png`. */
  readonly path: string;
  /** Its edge in pixels. */
  readonly size: number;
  /** Around the mark, as a share of the edge. */
  readonly room: number;
  /** Of its corners, as a share of the edge: systems that round icons by themselves want square ones. */
  readonly corner: number;
}

const own = { room: 0.07, corner: 0.22 };

export const ICONS = {
  /** For browsers that ask for it by this name, whatever a page says. */
  favicon: { path: '/favicon.ico', size: 32, room: 0.02, corner: 0.22 },
  touch: { path: '/apple-touch-icon.png', size: 180, room: 0.1, corner: 0 },
  small: { path: '/icon-192.png', size: 192, ...own },
  large: { path: '/icon-512.png', size: 512, ...own },
  /** Systems cut any form out of it that holds the circle of 80 per cent in its middle. */
  maskable: { path: '/icon-maskable-512.png', size: 512, room: 0.18, corner: 0 },
} as const satisfies Record<string, Icon>;

/** The mark alone, in the colours of light or dark, whichever its reader has. */
export const ICON_SVG_PATH = '/icon.svg';

export function faviconSvg(): string {
  const { mark, light, dark } = THEME;
  const colours = ({ brand, second }: typeof light) => `path{fill:${brand}}path+path{fill:${second}}`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${mark.size} ${mark.size}">` +
    `<style>${colours(light)}path+path{opacity:.85}@media(prefers-color-scheme:dark){${colours(dark)}}</style>` +
    `<path d="${mark.brand}"/><path d="${mark.second}"/></svg>`
  );
}
