import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { wcagContrast } from 'culori';
import { describe, expect, it } from 'vitest';
import { motifSvg, markSvg } from '#src/theme/drawing.ts';
import { paletteOf } from '#src/theme/palette.ts';
import { themeCss } from '#src/theme/theme-css.ts';
import { readTheme, THEME, ThemeError, type Theme } from '#src/theme/theme.ts';
import { ROOT } from '../fixtures/modules.ts';

const file = () => JSON.parse(readFileSync(join(ROOT, 'content/theme.json'), 'utf8')) as Theme & { $about: string };

/** What a theme is refused for. */
function mistakesOf(change: (theme: Theme) => void): string {
  const theme = file();
  change(theme);
  try {
    readTheme(theme);
  } catch (error) {
    expect(error).toBeInstanceOf(ThemeError);
    return (error as Error).message;
  }
  return '';
}

describe('the theme', () => {
  it('is taken as it is written', () => {
    expect(mistakesOf(() => {})).toBe('');
    expect(THEME.motto.de).toBe(file().motto.de);
  });

  it.each<[string, (theme: Theme) => void, string]>([
    ['a day too faint for words', (theme) => (theme.light.days[2] = '#d9a400'), 'light.days.2: has a contrast of'],
    ['ink too faint', (theme) => (theme.dark.ink = '#6b6470'), 'dark.ink: has a contrast of'],
    ['a brand that words on it vanish in', (theme) => (theme.light.brand = '#d98ba6'), 'light.brand: has a contrast'],
    ['words lost on the ground', (theme) => (theme.motif.words = '#5a3a66'), 'motif.words: has a contrast of'],
    ['seven days', (theme) => theme.light.days.pop(), 'light.days: must be eight colours'],
    ['a colour by name', (theme) => (theme.light.paper = 'ivory'), 'light.paper: must be a colour as #rrggbb'],
    ['no German motto', (theme) => delete theme.motto.de, 'motto: needs a German one (de)'],
    [
      'a shape that is no path',
      (theme) => (theme.motif.shapes[0]!.path = 'M0 0"/><script>'),
      'motif.shapes.0.path: must',
    ],
    ['an unknown name', (theme) => Object.assign(theme, { font: 'Comic' }), 'Unrecognized key: "font"'],
  ])('with %s is refused, naming the field', (_, change, message) => {
    expect(mistakesOf(change)).toContain(message);
  });

  it('comes with all colours between, each readable on what it stands on', () => {
    for (const scheme of [THEME.light, THEME.dark]) {
      const palette = paletteOf(scheme);
      for (const [day, hue] of palette.hues.entries()) {
        expect(wcagContrast(hue, palette.washes[day]!)).toBeGreaterThanOrEqual(4.5);
        expect(wcagContrast(palette['on-banner'], palette.banners[day]!)).toBeGreaterThanOrEqual(4.5);
        expect(wcagContrast(palette.text, palette.washes[day]!)).toBeGreaterThanOrEqual(4.5);
      }
      expect(wcagContrast(palette['text-quiet'], palette['mark-surface'])).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('is written as custom properties for light and dark', () => {
    const css = themeCss({ ...THEME, corners: 'square' });
    expect(css.match(/--surface: /g)).toHaveLength(2);
    expect(css).toContain(`--surface: ${THEME.light.paper};`);
    expect(css).toContain(`--surface: ${THEME.dark.paper};`);
    expect(css).toContain('--top: 0;');
    expect(css).toContain(`[data-hue='8'] { --hue: var(--hue-8);`);
  });

  it('draws its motif and mark with its own colours', () => {
    for (const colour of THEME.motif.colours) expect(motifSvg(THEME)).toContain(`fill="${colour}"`);
    for (const path of [THEME.mark.brand, THEME.mark.second]) expect(markSvg(THEME)).toContain(`d="${path}"`);
  });
});
