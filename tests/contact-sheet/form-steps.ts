import type { Page } from 'playwright-core';
import { fillIn, press } from '../fixtures/fill-in.ts';

/** A form that is sent sooner was filled in by a program. */
const AS_LONG_AS_PEOPLE_TAKE = 3500;

/** Sends the form with some mistakes in it. */
export async function sendSubmission(page: Page): Promise<void> {
  await fillIn(page, ['contact.email', 'dates.0.startTime', 'category']);
  await press(page, 'send');
  await page.waitForSelector('[data-error-summary]');
}

export async function previewSubmission(page: Page): Promise<void> {
  await fillIn(page);
  await press(page, 'preview');
  await page.waitForSelector('.form-preview');
}

/** Sends a report with nothing in it. */
export async function pressSend(page: Page): Promise<void> {
  await page.click('main form button:not([name])');
  await page.waitForSelector('[data-error-summary]');
}

export async function sendReport(page: Page): Promise<void> {
  await page.fill('[name=message]', 'Die Karte lässt sich nicht mit der Tastatur bedienen.');
  await page.waitForTimeout(AS_LONG_AS_PEOPLE_TAKE);
  await page.click('main form button:not([name])');
  await page.waitForSelector('main form', { state: 'detached' });
}
