import { isIP } from 'node:net';

/**
 * What stands for one client where requests are counted: an IPv4 address; of IPv6 the first 64 bits, within which
 * anyone may have as many addresses as they like.
 *
 * `clientNetwork('2001:db8::a:0:0:0:1')` → `'2001:db8:0:a'`, `clientNetwork('::ffff:192.0.2.1')` → `'192.0.2.1'`
 */
export function clientNetwork(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (isIP(plain) !== 6) return plain;
  // In its shortest form, without dots.
  const [head = '', tail] = new URL(`http://[${plain}]`).hostname.slice(1, -1).split('::');
  const [first, last] = [groupsOf(head), groupsOf(tail ?? '')];
  const between = Array<string>(8 - first.length - last.length).fill('0');
  return [...first, ...between, ...last].slice(0, 4).join(':');
}

function groupsOf(part: string): string[] {
  return part === '' ? [] : part.split(':');
}
