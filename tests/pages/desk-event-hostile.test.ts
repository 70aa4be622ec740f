import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { EVENT_ACTIONS } from '#src/desk/event-actions.ts';
import { openApp, type App } from '#src/server/app.ts';
import { FIELDS } from '#src/submissions/form-labels.ts';
import { signIn, type SignedIn } from '../fixtures/coordinator.ts';
import { TANDEM } from '../fixtures/event-values.ts';
import { formIn } from '../fixtures/html-form.ts';
import { settingsWith } from '../fixtures/settings.ts';
import { startSite } from '../fixtures/site.ts';
import { published } from '../fixtures/submissions.ts';

const site = await startSite();
let app: App;
let coordinator: SignedIn;
beforeAll(async () => {
  app = await openApp(settingsWith(site.dataDir));
  coordinator = await signIn(site);
  return () => app.close();
});

const bases = [
  ...['', '{', 'null', '[]', '{"values":{}}', '{"values":{"texts":{"de":null},"dates":[{}]},"closed":1}'],
  '{"values":{"texts":{"__proto__":{}},"dates":[],"audiences":[],"access":[]},"closed":true}',
];
const actions = [...EVENT_ACTIONS, 'save', 'publish', 'preview', 'add-date', 'remove-picture', 'constructor', ''];
const names = [
  ...Object.keys(FIELDS).map((name) =>
    name.replace(/^(texts|dates)\./, '$1.0.').replace(/^organisers$/, 'organisers.0'),
  ),
  ...[
    'texts.9.title',
    'dates.19.day',
    'dates.0.uid',
    'picture.hash',
    'picture.width',
    'seen',
    'change',
    'field',
    'date',
  ],
  ...['day', 'endDay', 'startTime', 'venue', 'message', 'sure', 'settles', 'closed', 'constructor', 'hasOwnProperty'],
];

test('whatever a form of an event holds, it is answered, and never by a failure', async () => {
  const { slug } = await published(app, TANDEM, 900);
  const address = `${site.url}/desk/events/${slug}`;
  const { headers } = coordinator;
  const untouched = formIn(await (await fetch(address, { headers })).text(), 'id="submission"', {});
  const value = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom('2024-02-30', '25:00', '-1', '%', '🙂'),
  );
  const sent = fc.record({
    action: fc.constantFrom(...actions),
    base: fc.option(fc.constantFrom(...bases), { nil: undefined }),
    typed: fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 6 }),
    isWhole: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(sent, async ({ action, base, typed, isWhole }) => {
      const body = new FormData();
      for (const [name, text] of isWhole ? untouched : [])
        if (name !== 'base' || base === undefined) body.append(name, text);
      if (base !== undefined) body.append('base', base);
      for (const [name, text] of [...typed, ['action', action] as const]) body.append(name, text);
      const answer = await fetch(address, { method: 'POST', headers, body, redirect: 'manual' });
      expect([200, 303, 409, 422]).toContain(answer.status);
      await answer.arrayBuffer();
    }),
    { numRuns: 150 },
  );
  expect((await fetch(address, { headers })).status).toBe(200);
});
