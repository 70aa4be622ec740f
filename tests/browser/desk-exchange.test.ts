import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { axeFindings, visit } from '../fixtures/browser.ts';
import { signIn } from '../fixtures/coordinator.ts';
import { NEW_ROW, rowsIn, workbook } from '../fixtures/exchange.ts';
import { startSite } from '../fixtures/site.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const site = await startSite();
const { storageState, cookie } = await signIn(site);

/** The first row of an event, as the desk exports it. */
async function exportedRow(slug: string): Promise<Record<string, string>> {
  const response = await fetch(`${site.url}/desk/exchange/export.xlsx`, { headers: { cookie } });
  const rows = await rowsIn(Buffer.from(await response.arrayBuffer()));
  return rows.find((row) => row['Nr.'] === slug)!;
}

test.each([
  [390, 'light', false],
  [390, 'light', true],
  [1280, 'dark', true],
] as const)(
  'a table is uploaded, its mistakes seen, mended and imported: %s px, %s, scripts %s',
  async (width, colorScheme, javaScriptEnabled) => {
    const file = join(temporaryFolder(), 'programm.xlsx');
    const options = { storageState, viewport: { width, height: 844 }, colorScheme, javaScriptEnabled };
    const page = await visit(`${site.url}/desk/exchange`, options);
    const look = async () => {
      // axe waits with timers, which a page without scripts does not have.
      if (javaScriptEnabled) expect(await axeFindings(page)).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, 'nothing stands out of the page').toBeLessThanOrEqual(0);
    };
    const send = async (rows: readonly Readonly<Record<string, string>>[]) => {
      writeFileSync(file, await workbook(rows));
      await page.goto(`${site.url}/desk/exchange`);
      await page.getByLabel('Datei', { exact: true }).setInputFiles(file);
      await page.getByRole('button', { name: 'Prüfen' }).click();
      await page.waitForURL(/\/desk\/exchange\/import\//);
    };
    await look();
    const name = `${width} ${colorScheme} ${javaScriptEnabled}`;
    const fresh = { ...NEW_ROW, 'Nr.': `neu-${name}`, 'Titel (de)': `Tandem ${name}` };
    const changed = { ...(await exportedRow('laenderreise')), 'Kurz gesagt (de)': `Mit ${name} Gästen.` };

    await send([{ ...fresh, Ort: 'Presenwerk' }, changed]);
    await look();
    const problems = page.getByRole('region', { name: 'Fehler in der Datei' });
    expect(await problems.getByRole('row').nth(1).innerText()).toMatch(
      /Veranstaltungen\s+2\s+Ort\s+.*Pressenwerk, Bad Salzungen/,
    );
    expect(await page.getByRole('button', { name: 'Importieren' }).count()).toBe(0);

    await send([fresh, changed]);
    await look();
    await page.getByRole('button', { name: 'Importieren' }).click();
    await page.waitForURL(/done=imported/);
    expect(await page.getByRole('status').innerText()).toContain('Neu: 1, geändert: 1, unverändert: 0.');
    await look();

    await page.goto(`${site.url}/desk/numbers`);
    await look();
    const row = page.getByRole('region', { name: 'Nach Art' }).getByRole('row').nth(1);
    expect((await row.locator('.count-now').boundingBox())!.width).toBeGreaterThan(50);
  },
);
