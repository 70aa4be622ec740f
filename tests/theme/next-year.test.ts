import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Theme } from '#src/theme/theme.ts';
import { ProjectCopy } from '../fixtures/project-copy.ts';

let project: ProjectCopy;
let url: string;

/** Another motto, with other colours and another motif: one file. */
const NEXT_YEAR: Partial<Theme> = {
  motto: { de: 'dafür!', en: 'in favour!', ar: 'مع!' },
  corners: 'square',
  motif: {
    ground: '#003b46',
    words: '#ffffff',
    colours: ['#ff6b6b', '#feca57', '#1dd1a1', '#48dbfb', '#5f9dff', '#c8a2ff', '#ff9ff3', '#f368e0'],
    width: 200,
    height: 100,
    shapes: [
      { colour: 1, opacity: 1, path: 'M0 100L50 0L100 100z' },
      { colour: 5, opacity: 0.7, path: 'M60 100L120 20L180 100z' },
    ],
  },
};

beforeAll(async () => {
  project = new ProjectCopy();
  const file = join(project.folder, 'content/theme.json');
  const theme = JSON.parse(readFileSync(file, 'utf8')) as Theme;
  writeFileSync(file, JSON.stringify({ ...theme, ...NEXT_YEAR, light: { ...theme.light, brand: '#005f73' } }));
  url = await project.serve();
});

const text = async (path: string) => (await fetch(url + path)).text();

describe('next year is one file:', () => {
  it('the motto stands on the start page, in the languages that have it and in German where not', async () => {
    expect(await text('/')).toContain('Motto: „dafür!“');
    expect(await text('/en')).toContain('in favour!');
    expect(await text('/ro')).toContain('dafür!');
  });

  it('pages draw its motif and have its colours and corners', async () => {
    const start = await text('/');
    expect(start).toContain('M60 100L120 20L180 100z');
    const styles = [...start.matchAll(/href="(\/_astro\/[^"]+\.css)"/g)].map(([, path]) => text(path!));
    const css = (await Promise.all(styles)).join('\n');
    expect(css).toMatch(/--brand-front:\s*#005f73/);
    expect(css).toMatch(/--motif-ground:\s*#003b46/);
    expect(css).toMatch(/--top:\s*0/);
    expect(css).not.toContain('#2a1233');
  });

  it('icons and shared pictures wear it, too', async () => {
    expect(await text('/icon.svg')).toContain('#005f73');
    const picture = Buffer.from(await (await fetch(`${url}/share.png`)).arrayBuffer());
    const corner = await sharp(picture).extract({ left: 2, top: 2, width: 1, height: 1 }).raw().toBuffer();
    expect([...corner.subarray(0, 3)]).toEqual([0x00, 0x3b, 0x46]);
  });
});

it('a theme whose words nobody can read stops the build, and says which', async () => {
  const file = join(project.folder, 'content/theme.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('#ffffff"', '#024b57"'));
  const { code, output } = await project.build();
  expect(code).toBe(1);
  expect(output).toContain('content/theme.json holds mistakes');
});
