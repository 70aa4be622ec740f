import { describe, expect, test } from 'vitest';
import { accessTo, deskPath } from '#src/desk/desk-access.ts';

describe('who may open a page', () => {
  test.each([
    ['/desk', '/desk', 'coordinators'],
    ['/desk/venues/[slug]', '/desk/venues/x', 'coordinators'],
    // Whatever the address looks like, the route that answers it decides.
    ['/desk/accounts', '/%64esk/accounts', 'administrators'],
    ['/desk/accounts', '/somewhere', 'administrators'],
    ['/desk/accounts/[id]', '/desk/accounts/1', 'administrators'],
    ['/desk/accountsheet', '/desk/accountsheet', 'coordinators'],
    ['/desk/sign-in', '/desk/sign-in', 'everyone'],
    ['/desk/link/[token]', '/desk/link/x', 'everyone'],
    // What is no page is not for everyone either.
    ['/404', '/desk/sign-in/x', 'coordinators'],
    ['/404', '/%64esk', 'coordinators'],
    ['/404', '//desk', 'coordinators'],
    ['/[...lang]', '/desk', 'coordinators'],
    ['/[...lang]', '/uk', null],
    ['/[...lang]/events', '/desks/events', null],
    ['/404', '/%zz', null],
  ])('%s at %s: %s', (routePattern, pathname, access) => {
    expect(accessTo(routePattern, pathname)).toBe(access);
  });
});

test.each([
  ['/desk', '/desk'],
  ['/desk/venues?unused#top', '/desk/venues?unused'],
  ['/desk/a b', '/desk/a%20b'],
  ...[
    null,
    '',
    '/',
    '/events',
    '/desks',
    'https://evil.example/desk',
    '//evil.example/desk',
    '/\\evil.example/desk',
  ].map((asked) => [asked, '/desk'] as const),
  ...[
    '/desk/../events',
    'javascript:/desk',
    '/desk/sign-out?everywhere',
    '/desk/link/x',
    'http://',
    '\t//evil.example',
  ].map((asked) => [asked, '/desk'] as const),
] as const)('from signing in, %j leads to %s', (asked, path) => {
  expect(deskPath(asked)).toBe(path);
});
