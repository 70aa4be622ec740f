import { beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES } from '#src/languages/languages.ts';
import { path } from '#src/paths/paths.ts';
import { axeFindings, visit } from '../fixtures/browser.ts';
import { twoHalves } from '../fixtures/pictures.ts';
import { startSite, type Site } from '../fixtures/site.ts';
import { fillIn, press } from '../fixtures/fill-in.ts';
import { FILLED_IN } from '../fixtures/filled-form.ts';

let site: Site;
let buffer: Buffer;
beforeAll(async () => {
  site = await startSite();
  buffer = await twoHalves().png().toBuffer();
});

describe.each([
  ['de', true],
  ['de', false],
  ['ar', true],
  ['ar', false],
] as const)('an event is submitted in %s, scripts: %s', (language, javaScriptEnabled) => {
  it('with a picture and a mistake on the way, nothing typed twice', async () => {
    const viewport = { width: 360, height: 740 };
    const page = await visit(site.url + path(language, 'submit'), {
      javaScriptEnabled,
      viewport,
      // The page that it leads to is another's to build.
      expectedFailures: [422, 404],
    });
    await fillIn(page, ['contact.email']);
    await page.setInputFiles('#picture-file', { name: 'bild.png', mimeType: 'image/png', buffer });
    await press(page, 'send');
    await page.waitForSelector('[data-error-summary]');
    expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-error-summary'))).toBe(true);
    await page.click('[href="#picture-alt"]');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('picture-alt');
    await page.fill('#contact-email', FILLED_IN['contact.email']!);
    await page.fill('#picture-alt', 'Zwei Farben');
    await page.fill('#picture-credit', 'Rana');
    await page.check('#picture-licence');
    await page.check('#picture-consent');
    await press(page, 'preview');
    await page.waitForSelector('.form-preview');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await page.waitForTimeout(3000);
    await page.click('.form-preview [name=action][value=send]');
    await page.waitForURL(/\/submissions\/[\w-]{44}\?sent$/);
  });
});

it('Enter in a field sends nothing and adds nothing', async () => {
  const page = await visit(`${site.url}/submit`, { expectedFailures: [422] });
  await page.fill('#texts-0-title', 'Nur ein Titel');
  await page.press('#texts-0-title', 'Enter');
  await page.waitForSelector('[data-error-summary]');
  expect(await page.locator('[data-row=dates]').count()).toBe(1);
  expect(await page.inputValue('#texts-0-title')).toBe('Nur ein Titel');
});

it('a draft is kept, offered on return, taken over with its rows, and forgotten when asked to', async () => {
  const page = await visit(`${site.url}/submit`);
  await page.fill('#texts-0-title', 'Entwurf');
  await page.click('[data-add=dates]');
  await page.fill('#dates-1-day', '2024-09-26');
  await page.check('#consent');
  await page.waitForTimeout(600);
  await page.goto(`${site.url}/uk/submit`);
  expect(await page.inputValue('#texts-0-title')).toBe('');
  await page.click('[data-draft-restore]');
  expect(await page.inputValue('#texts-0-title')).toBe('Entwurf');
  expect(await page.inputValue('#dates-1-day')).toBe('2024-09-26');
  expect(await page.isChecked('#consent')).toBe(false);
  await page.click('[data-draft-forget]:visible');
  await page.reload();
  expect(await page.isVisible('[data-draft-offer]')).toBe(false);
});

it('a draft that is offered is not written over, and what was typed before it was taken over stays', async () => {
  const page = await visit(`${site.url}/submit`);
  await page.fill('#texts-0-title', 'Entwurf');
  await page.fill('#texts-0-summary', 'Kurz');
  await page.waitForTimeout(600);
  await page.reload();
  await page.fill('#texts-0-title', 'Etwas Neues');
  await page.press('#texts-0-title', 'Tab');
  await page.waitForTimeout(600);
  expect(await page.isVisible('[data-draft-offer]')).toBe(true);
  await page.click('[data-draft-restore]');
  expect(await page.inputValue('#texts-0-title')).toBe('Etwas Neues');
  expect(await page.inputValue('#texts-0-summary')).toBe('Kurz');
  await page.click('[data-draft-forget]:visible');
  expect(await page.evaluate(() => document.activeElement?.id), 'focus is not lost with the button').toBe(
    'texts-0-language',
  );
});

it('by keyboard alone, an event is filled in, looked at and sent', async () => {
  const page = await visit(`${site.url}/submit`, { viewport: { width: 1280, height: 800 } });
  const keys = page.keyboard;
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement as HTMLInputElement;
      return { name: element.name ?? '', value: element.value ?? '', type: element.type ?? '', id: element.id };
    });
  const left = new Map(Object.entries(FILLED_IN).filter(([name]) => name !== 'texts.0.language'));
  const seen = new Set<string>();
  // From field to field as a visitor does; what is passed over keeps the focus for nobody.
  for (let tabs = 0; tabs < 250; tabs++) {
    await keys.press('Tab');
    const { name, value, type } = await focused();
    expect(name, 'what nobody sees is not reached').not.toBe('comment');
    const wanted = left.get(name);
    if (name === 'action' && value === 'preview') break;
    if (wanted === undefined || seen.has(name + (type === 'checkbox' ? value : ''))) continue;
    if (type === 'checkbox') {
      if (value !== wanted) continue;
      await keys.press('Space');
    } else if (type === 'radio') {
      await keys.press('Space');
      for (let more = 0; more < 20 && (await focused()).value !== wanted; more++) await keys.press('ArrowDown');
    } else if (type === 'date') await keys.type('09252024');
    else if (type === 'time') await keys.type(wanted === '18:00' ? '0600PM' : '0800PM');
    else await keys.type(wanted);
    seen.add(name + (type === 'checkbox' ? value : ''));
    left.delete(name);
  }
  expect([...left.keys()]).toEqual([]);
  await keys.press('Enter');
  await page.waitForSelector('.form-preview');
  expect((await focused()).id).toBe('preview-title');
  await page.waitForTimeout(3000);
  for (let tabs = 0; tabs < 40 && (await focused()).value !== 'send'; tabs++) await keys.press('Tab');
  await keys.press('Enter');
  await page.waitForURL(/\?sent$/);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('angekommen');
});

it('what is wrong and what else is on are told at once, and rows come and go', async () => {
  const page = await visit(`${site.url}/submit`);
  await page.fill('#dates-0-day', '2024-09-25');
  await page.fill('#dates-0-startTime', '18:00');
  await page.fill('#dates-0-endTime', '17:00');
  await page.fill('#venue', 'Pressenwerk');
  await page.press('#venue', 'Tab');
  await page.waitForSelector('[data-row=dates] .same-day a');
  expect(await page.textContent('[data-weekday]')).toBe('Mittwoch');
  expect(await page.textContent('[data-row=dates] [data-check]')).toContain('vor dem Beginn');
  await page.fill('#dates-0-day', '2025-01-01');
  await page.press('#dates-0-day', 'Tab');
  expect(await page.textContent('[data-row=dates] [data-check]')).toContain('Das Programm umfasst');
  await page.click('[data-add=dates]');
  await page.click('[data-add=dates]');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('dates-2-day');
  await page.click('[data-row=dates]:nth-of-type(2) [data-remove-row]');
  expect(await page.locator('[data-row=dates]').count()).toBe(2);
  expect(await page.textContent('[data-row=dates]:nth-of-type(2) legend')).toBe('Termin 2');
});

describe.each(LANGUAGES.map(({ code }) => code))('nothing is in anybody’s way in %s', (language) => {
  it.each([
    [360, 'light'],
    [1280, 'dark'],
  ] as const)('at %s pixels, %s', async (width, colorScheme) => {
    const options = { viewport: { width, height: 900 }, colorScheme, expectedFailures: [422] };
    const page = await visit(site.url + path(language, 'submit'), options);
    expect(await axeFindings(page)).toEqual([]);
    await press(page, 'send');
    await page.waitForSelector('[data-error-summary]');
    expect(await axeFindings(page)).toEqual([]);
    await fillIn(page);
    await press(page, 'preview');
    await page.waitForSelector('.form-preview');
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });
});
