import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillFolder } from '../bench/data-folders.ts';
import { rareCatalogue } from '../contact-sheet/catalogues.ts';
import { startSite, type Site } from '../fixtures/site.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

let site: Site;
beforeAll(async () => {
  const folder = temporaryFolder(afterAll);
  await fillFolder(folder, rareCatalogue('empty'));
  site = await startSite({ DATA_DIR: folder });
});

const get = async (path: string) => (await fetch(site.url + path)).text();

describe('an edition in which nothing is published yet', () => {
  it.each(['/', '/events', '/map', '/print'])('says so on %s, and how to add something', async (path) => {
    const text = await get(path);
    expect(text).toContain('Es gibt noch kein Programm');
    expect(text).toContain('href="/submit"');
    expect(text).not.toContain('Keine Veranstaltung passt');
  });

  it('offers no choice among nothing on the start page', async () => {
    const text = await get('/');
    expect(text).not.toContain('name="place"');
    expect(text).not.toContain('class="day-doors"');
  });

  it('says of a filter that it finds nothing, as always', async () => {
    expect(await get('/map?place=eisenach')).toContain('Keine Veranstaltung passt');
  });
});
