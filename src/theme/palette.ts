import { formatHex, interpolate, wcagContrast, wcagLuminance } from 'culori';
import type { Scheme, Theme } from './theme.ts';

/**
 * All colours of a scheme by what they are for, each `#rrggbb`: the theme's own, and those in between, mixed as the eye
 * does (OKLab). Worked out here and not in browsers, since old ones do not know `color-mix()` and lose the colour.
 */
export type Palette = Readonly<Record<PaletteName, string>> & {
  /** Of days: 0 before and after the official week, 1 to 8 in it. A wash lies behind words. */
  readonly hues: readonly string[];
  readonly washes: readonly string[];
  /** What a day's heading stands on, with `on-banner` on it: the hue itself, or in the dark a deep shade of it. */
  readonly banners: readonly string[];
};
type PaletteName =
  | `surface${'' | '-raised' | '-tint'}`
  | `line${'' | '-strong'}`
  | `text${'' | '-quiet'}`
  | `action${'' | '-text' | '-hover'}`
  | `brand-${'front' | 'back'}`
  | 'link'
  | 'mark-surface'
  | `on-${'hue' | 'banner'}`;

export function paletteOf(scheme: Scheme): Palette {
  const { paper, raised, ink, brand, second, days } = scheme;
  const onColour = onColourOf(scheme);
  const quiet = mix(ink, paper, 0.3);
  const hues = [quiet, ...days];
  const isDark = wcagLuminance(paper) < wcagLuminance(ink);
  return {
    ...{ surface: paper, 'surface-raised': raised, 'surface-tint': mix(brand, paper, 0.9) },
    ...{ line: mix(ink, paper, 0.86), 'line-strong': mix(ink, paper, 0.48) },
    ...{ text: ink, 'text-quiet': quiet, link: brand },
    ...{ action: brand, 'action-text': onColour, 'action-hover': mix(brand, ink, 0.3) },
    ...{ 'mark-surface': mix(ink, raised, 0.9), 'brand-front': brand, 'brand-back': second, 'on-hue': onColour },
    'on-banner': isDark ? ink : onColour,
    hues,
    washes: hues.map((hue) => mix(hue, raised, 0.91)),
    banners: isDark ? hues.map((hue) => mix(hue, paper, 0.68)) : hues,
  };
}

/** What cannot be read on what it stands on: `light.days.3: has a contrast of 3.1 with … and needs 4.5`. */
export function paletteMistakes(theme: Theme): string[] {
  return [
    ...(['light', 'dark'] as const).flatMap((name) =>
      schemeMistakes(theme[name]).map((mistake) => `${name}.${mistake}`),
    ),
    ...tooFaint('motif.words', theme.motif.words, [['motif.ground', theme.motif.ground]], WORDS),
  ];
}

/** WCAG 1.4.3 (words) and 1.4.11 (what shows where a control is). */
const WORDS = 4.5;
const EDGES = 3;

function schemeMistakes(scheme: Scheme): string[] {
  const palette = paletteOf(scheme);
  const behind: [string, string][] = [
    ['paper', palette.surface],
    ['raised', palette['surface-raised']],
    ['marks', palette['mark-surface']],
    ['paper with a breath of brand', palette['surface-tint']],
  ];
  const onColour: [string, string][] = [['the words on it', palette['on-hue']]];
  return [
    ...tooFaint('ink', palette.text, [...behind, ...palette.washes.map(washOf)], WORDS),
    ...tooFaint('ink, as quiet words', palette['text-quiet'], [...behind, ...palette.washes.map(washOf)], WORDS),
    ...tooFaint('ink, as edges of fields', palette['line-strong'], behind, EDGES),
    ...palette.banners.flatMap((banner, day) =>
      tooFaint(`days.${day - 1}, behind a heading`, palette['on-banner'], [['it', banner]], WORDS),
    ),
    ...tooFaint('brand', palette.action, [...behind, ...onColour], WORDS),
    ...tooFaint('brand, under a pointer', palette['action-hover'], onColour, WORDS),
    ...scheme.days.flatMap((hue, day) =>
      tooFaint(`days.${day}`, hue, [...behind.slice(0, 2), washOf(palette.washes[day + 1]!), ...onColour], WORDS),
    ),
  ];
}

function washOf(colour: string): [string, string] {
  return ['its own wash', colour];
}

function tooFaint(name: string, colour: string, others: readonly [string, string][], least: number): string[] {
  return others
    .map(([other, on]) => ({ other, contrast: wcagContrast(colour, on) }))
    .filter(({ contrast }) => contrast < least)
    .map(({ other, contrast }) => `${name}: has a contrast of ${contrast.toFixed(2)} with ${other} and needs ${least}`);
}

/** White or the scheme's own darkest, whichever can be read on all of its colours. */
function onColourOf({ paper, ink, brand, days }: Scheme): string {
  const least = (words: string) => Math.min(...[brand, ...days].map((colour) => wcagContrast(words, colour)));
  return [...['#ffffff', paper, ink]].toSorted((a, b) => least(b) - least(a))[0]!;
}

/** `mix('#000000', '#ffffff', 0.9)`: nine parts of the second. */
function mix(one: string, other: string, share: number): string {
  return formatHex(interpolate([one, other], 'oklab')(share));
}
