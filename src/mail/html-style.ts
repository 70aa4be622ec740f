import { paletteOf } from '#src/theme/palette.ts';
import { THEME } from '#src/theme/theme.ts';

/**
 * How mails look. What must not be missing stands at the elements themselves, since some programs take no style sheet;
 * a colour is set only together with the one behind it, so that programs that turn light into dark turn both.
 */
const { motif, corners } = THEME;
const light = paletteOf(THEME.light);
const dark = paletteOf(THEME.dark);

export const PAGE_STYLE = 'max-width:36em;margin:0 auto;padding:16px;font:16px/1.5 Rubik,Arial,sans-serif';

const BAND_CORNERS = { arch: '28px 28px 6px 6px', round: '14px', square: '0' } as const;
export const BAND_STYLE =
  `margin:0 0 24px;padding:22px 24px 0;border-radius:${BAND_CORNERS[corners]};overflow:hidden;` +
  `background-color:${motif.ground};color:${motif.words}`;
export const NAME_STYLE = 'margin:0;font-size:22px;line-height:1.3;font-weight:bold';
export const MOTTO_STYLE = 'margin:2px 0 14px';

/** In pixels, one after the other as in the motif: low, high, low. */
const DOOR_HEIGHTS = [26, 38, 30, 46, 34, 42, 24, 36];

export function doorStyles(): string[] {
  return motif.colours.map(
    (colour, day) =>
      `display:inline-block;width:26px;height:${DOOR_HEIGHTS[day]}px;margin-inline-end:5px;vertical-align:bottom;` +
      `border-radius:${corners === 'square' ? '0' : '13px 13px 0 0'};background-color:${colour}`,
  );
}

const BUTTON_CORNERS = { arch: '22px 22px 6px 6px', round: '12px', square: '0' } as const;
export const BUTTON_STYLE =
  `display:inline-block;padding:12px 24px;border-radius:${BUTTON_CORNERS[corners]};font-weight:bold;` +
  `text-decoration:none;background-color:${light.action};color:${light['action-text']}`;

export const STYLE_SHEET = `:root { color-scheme: light dark; supported-color-schemes: light dark }
body { margin: 0; overflow-wrap: break-word }
.address { font-size: .875em }
blockquote { margin: 1em 0; padding: 0 1em; border: 1px solid; border-radius: 6px }
th { padding: .2em 0; text-align: start; vertical-align: top }
td { padding: .2em 1em; vertical-align: top }
td div + div { margin-top: .3em }
.button { margin-bottom: 6px }
@media (prefers-color-scheme: dark) {
.button { background-color: ${dark.action} !important; color: ${dark['action-text']} !important }
}
@media print {
.band, .button { padding: 0 !important; background: none !important; color: #000 !important }
}`;
