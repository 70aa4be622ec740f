import { paletteOf } from './palette.ts';
import type { Scheme, Theme } from './theme.ts';

/** How far the tops of doors, headings and buttons are rounded: on phones, with room, and of something small. */
const CORNERS: Readonly<Record<Theme['corners'], readonly [narrow: string, wide: string, small: string]>> = {
  arch: ['2.2rem', '5.5rem', '1.4rem'],
  round: ['1rem', '1.25rem', '0.75rem'],
  square: ['0', '0', '0'],
};

/**
 * The theme as custom properties, light and dark, in the layer of tokens: `--surface`, `--hue-1`, `--wash-1` …
 *
 * Dark is a second set and not light-dark(): old phones know the media query, and would lose every colour otherwise.
 */
export function themeCss(theme: Theme): string {
  const { motif, corners } = theme;
  const [narrow, wide, small] = CORNERS[corners];
  return `@layer tokens {
  :root {
${propertiesOf(theme.light)}
    --motif-ground: ${motif.ground};
    --motif-words: ${motif.words};
${motif.colours.map((colour, position) => `    --motif-${position + 1}: ${colour};`).join('\n')}
    --top: ${narrow};
    --top-wide: ${wide};
    --top-small: ${small};
  }
  @media (prefers-color-scheme: dark) {
    :root {
${propertiesOf(theme.dark)}
    }
  }
  [data-hue] { --hue: var(--hue-0); --hue-wash: var(--wash-0); --banner: var(--banner-0); --hue-vivid: var(--line-strong); }
${theme.light.days.map((_, position) => hueRule(position + 1)).join('\n')}
}
`;
}

function propertiesOf(scheme: Scheme): string {
  const { hues, washes, banners, ...palette } = paletteOf(scheme);
  return [
    ...Object.entries(palette),
    ...hues.map((hue, position) => [`hue-${position}`, hue]),
    ...banners.map((banner, position) => [`banner-${position}`, banner]),
    ...washes.map((wash, position) => [`wash-${position}`, wash]),
  ]
    .map(([name, colour]) => `    --${name}: ${colour};`)
    .join('\n');
}

function hueRule(day: number): string {
  return `  [data-hue='${day}'] { --hue: var(--hue-${day}); --hue-wash: var(--wash-${day}); --banner: var(--banner-${day}); --hue-vivid: var(--motif-${day}); }`;
}
