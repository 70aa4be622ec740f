import { domainToASCII } from 'node:url';

/** Who sends or receives: `Interkulturelle Woche <noreply@calendar.example>`. */
export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

/**
 * Whether `text` is one bare address that mail servers understand as one. Stricter than the standard, which has quoted
 * and commented ones that nobody uses.
 */
export function isAddress(text: string): boolean {
  return Buffer.byteLength(text) <= 254 && /^[^\s"(),:;<>@[\\\]\p{C}]+@[^\s"(),:;<>@[\\\]\p{C}]+$/u.test(text);
}

/** `readMailbox('"Landratsamt, IKW" <ikw@example.org>')` → `{ name: 'Landratsamt, IKW', address: 'ikw@example.org' }` */
export function readMailbox(text: string): Mailbox | null {
  const [, written, bracketed] = /^([^<>]*)<([^<>]+)>$/.exec(text.trim()) ?? [];
  const address = (bracketed ?? text).trim();
  if (!isAddress(address)) return null;
  const name = (written ?? '').trim();
  return { name: /^".*"$/.test(name) ? name.slice(1, -1).replace(/\\(.)/g, '$1') : name, address };
}

/** `domainOf('ikw@görlitz.example')` → `'xn--grlitz-wxa.example'` */
export function domainOf(address: string): string {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  return domainToASCII(domain) || 'localhost';
}
