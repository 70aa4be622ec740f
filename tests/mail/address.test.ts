import { expect, test } from 'vitest';
import { domainOf, isAddress, readMailbox } from '#src/mail/address.ts';

test.each([
  ['ikw@example.org', { name: '', address: 'ikw@example.org' }],
  [' <ikw@example.org> ', { name: '', address: 'ikw@example.org' }],
  ['Interkulturelle Woche <ikw@example.org>', { name: 'Interkulturelle Woche', address: 'ikw@example.org' }],
  ['"Landratsamt, \\"IKW\\"" <ikw@example.org>', { name: 'Landratsamt, "IKW"', address: 'ikw@example.org' }],
  ['Ikw', null],
  ['', null],
  ['a@b.example, c@d.example', null],
  ['A <a@b.example>, C <c@d.example>', null],
  ['A <a@b.example', null],
])('%j is the mailbox %j', (text, mailbox) => {
  expect(readMailbox(text)).toEqual(mailbox);
});

test.each([
  ['olena@example.org', true],
  ['olena+ikw@post.example.org', true],
  ['олена@приклад.укр', true],
  ['olena@localhost', true],
  ['olena@example.org\r\nBcc: x@y.example', false],
  ['olena@example.org,x@y.example', false],
  ['"olena" <olena@example.org>', false],
  ['olena @example.org', false],
  ['olena@@example.org', false],
  ['ole\u202ena@example.org', false],
  ['olena', false],
  [`${'o'.repeat(250)}@x.example`, false],
])('whether %j is one address: %s', (text, is) => {
  expect(isAddress(text)).toBe(is);
});

test('a domain is written as the mail system does', () => {
  expect(domainOf('ikw@görlitz.example')).toBe('xn--grlitz-wxa.example');
  expect(domainOf('ikw@localhost')).toBe('localhost');
});
