import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { readMailbox, type Mailbox } from '#src/mail/address.ts';
import { isSmtpUrl } from '#src/mail/transport.ts';

/** What the operator decides, read once when a process starts. */
export interface Settings {
  /** The address to listen on. */
  readonly host: string;
  /** The port to listen on; 0 lets the system choose one. */
  readonly port: number;
  /** Where visitors find the site, without a slash at the end: `https://calendar.example`. */
  readonly siteUrl: string;
  /** Host names that are answered; one without a port stands for all ports. That of `siteUrl` is among them. */
  readonly allowedHosts: readonly string[];
  /** Whose `X-Forwarded-*` headers count: nobody's, those of these addresses, or of the last so many hops. */
  readonly trustProxy: false | number | readonly string[];
  /** The folder that a running site writes; absolute. */
  readonly dataDir: string;
  readonly logLevel: LogLevel;
  /** The mail server; null: mails are written into the outbox folder. */
  readonly smtpUrl: string | null;
  /** In whose name mails are sent. */
  readonly mailFrom: Mailbox;
  /** For how many seconds a content delivery network may keep public pages; 0: it must ask every time. */
  readonly cdnSeconds: number;
  /** Where the street map's tiles come from, with `{z}`, `{x}` and `{y}` in it; null: there is no street map. */
  readonly tileUpstream: string | null;
  /** Whom the street map names as its source; plain text. */
  readonly tileAttribution: string;
  /** Where its source tells more of itself. */
  readonly tileAttributionUrl: string | null;
  /** How much of the disk tiles may take. */
  readonly tileCacheMegabytes: number;
}

export const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Settings are wrong: one sentence for each, naming the variable, its value and what to write. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** The repository, wherever the process was started from. */
export const ROOT = join(import.meta.dirname, '../..');

/**
 * Reads the settings from the environment and, for variables it does not have, from `.env` in the repository.
 * Empty values count as not given.
 *
 * @param env given by tests: then `.env` is not read
 * @throws SettingsError naming every wrong setting:
 *   `PORT is "http": write a whole number from 0 to 65535, like 4321.`
 */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const envFile = join(ROOT, '.env');
  if (env === process.env && existsSync(envFile)) process.loadEnvFile(envFile);
  const given = Object.fromEntries(
    Object.entries(env)
      .map(([name, value]) => [name, value?.trim()] as const)
      .filter(([, value]) => value),
  );
  const { success, data, error } = variables
    .refine(namesSender, SENDER_NEEDED)
    .refine(namesTileSource, TILE_SOURCE_NEEDED)
    .safeParse(given);
  if (!success) throw new SettingsError(sentences(error.issues, given).join('\n'));
  const siteUrl = data.SITE_URL ?? `http://localhost:${data.PORT || 4321}`;
  return {
    host: data.HOST,
    port: data.PORT,
    siteUrl,
    allowedHosts: [...new Set([new URL(siteUrl).host, ...(data.ALLOWED_HOSTS ?? ['localhost', '127.0.0.1'])])],
    trustProxy: data.TRUST_PROXY,
    dataDir: data.DATA_DIR,
    logLevel: data.LOG_LEVEL,
    smtpUrl: data.SMTP_URL ?? null,
    mailFrom: data.MAIL_FROM ?? ownMailbox(siteUrl),
    cdnSeconds: data.CDN_SECONDS,
    tileUpstream: data.TILE_UPSTREAM === undefined ? BASEMAP.upstream : data.TILE_UPSTREAM,
    tileAttribution: data.TILE_ATTRIBUTION ?? BASEMAP.attribution,
    tileAttributionUrl: data.TILE_ATTRIBUTION_URL ?? (data.TILE_UPSTREAM === undefined ? BASEMAP.attributionUrl : null),
    tileCacheMegabytes: data.TILE_CACHE_MB,
  };
}

/** basemap.de, web raster in grey: official, of all Germany, and without a key. Row before column. */
const BASEMAP = {
  upstream:
    'https://sgx.geodatenzentrum.de/wmts_basemapde/tile/1.0.0/de_basemapde_web_raster_grau/default/GLOBAL_WEBMERCATOR/{z}/{y}/{x}.png',
  attribution: '© basemap.de / BKG, CC BY 4.0',
  attributionUrl: 'https://basemap.de/',
};

const variables = z.object({
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'write a host name or an address, like 127.0.0.1 or 0.0.0.0')
    .default('127.0.0.1'),
  PORT: wholeNumber(65_535, 4321),
  SITE_URL: z
    .string()
    .refine(isOrigin, 'write where visitors find the site, without a path, like https://calendar.example')
    .transform((value) => new URL(value).origin)
    .optional(),
  ALLOWED_HOSTS: z
    .string()
    .transform(entries)
    .refine((hosts) => hosts.every(isHost), 'write host names with commas between, like calendar.example, localhost')
    .transform((hosts) => hosts.map((host) => new URL(`http://${host}`).host))
    .optional(),
  TRUST_PROXY: z
    .string()
    .refine(
      (value) => /^\d{1,2}$/.test(value) || value === 'none' || entries(value).every(isProxy),
      'write none, the addresses of your proxies with commas between, like 127.0.0.1, 10.0.0.0/8, or how many there are',
    )
    .transform((value) => (value === 'none' || Number(value) === 0 ? false : Number(value) || entries(value)))
    .default(false),
  DATA_DIR: z
    .string()
    .default('db/data')
    .transform((value) => resolve(ROOT, value)),
  SMTP_URL: z
    .string()
    .refine(
      isSmtpUrl,
      'write your mail server, like smtp://user:password@mail.example:587, special characters of the password percent-encoded',
    )
    .optional(),
  MAIL_FROM: z
    .string()
    .refine(
      (value) => readMailbox(value) !== null,
      'write whom mails come from, like Interkulturelle Woche <noreply@calendar.example>',
    )
    .transform((value) => readMailbox(value)!)
    .optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, `write one of ${LOG_LEVELS.join(', ')}`).default('info'),
  CDN_SECONDS: wholeNumber(31_536_000, 0),
  TILE_UPSTREAM: z
    .string()
    .refine(
      (value) => value === 'none' || isTileTemplate(value),
      'write none, or the address of a tile with {z}, {x} and {y} in its path, without password and #, like https://tiles.example/{z}/{x}/{y}.png',
    )
    .transform((value) => (value === 'none' ? null : value))
    .optional(),
  TILE_ATTRIBUTION: z
    .string()
    .regex(/^[^<>\p{Cc}]{1,200}$/u, 'write plain text of at most 200 characters, like © OpenStreetMap contributors')
    .optional(),
  TILE_ATTRIBUTION_URL: z
    .string()
    .refine(isWebAddress, 'write the address of a page, like https://www.openstreetmap.org/copyright')
    .optional(),
  TILE_CACHE_MB: wholeNumber(1_000_000, 500, 1),
});

const SENDER_NEEDED = {
  path: ['MAIL_FROM'],
  message: 'with SMTP_URL, write whom mails come from, an address that your mail server may send for',
};

function namesSender({ SMTP_URL, MAIL_FROM }: { SMTP_URL?: string | undefined; MAIL_FROM?: Mailbox | undefined }) {
  return SMTP_URL === undefined || MAIL_FROM !== undefined;
}

const TILE_SOURCE_NEEDED = {
  path: ['TILE_ATTRIBUTION'],
  message: 'with TILE_UPSTREAM, write whom the map names as its source, like © OpenStreetMap contributors',
};

/** Naming basemap.de for another's map would be wrong, and naming nobody mostly forbidden. */
function namesTileSource(given: { TILE_UPSTREAM?: string | null | undefined; TILE_ATTRIBUTION?: string | undefined }) {
  return !given.TILE_UPSTREAM || given.TILE_ATTRIBUTION !== undefined;
}

/** For mails that no server sends. */
function ownMailbox(siteUrl: string): Mailbox {
  const { hostname } = new URL(siteUrl);
  const host = isIP(hostname.replace(/[[\]]/g, '')) ? 'localhost' : hostname;
  return { name: 'Interkulturelle Woche', address: `noreply@${host}` };
}

function wholeNumber(most: number, otherwise: number, least = 0) {
  const advice = `write a whole number from ${least} to ${most}, like ${otherwise}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, advice)
    .transform(Number)
    .refine((value) => value >= least && value <= most, advice)
    .default(otherwise);
}

function entries(list: string): string[] {
  return list
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

function isOrigin(value: string): boolean {
  const url = URL.parse(value);
  return url !== null && /^https?:$/.test(url.protocol) && `${url.origin}/` === url.href && !value.includes('@');
}

function isHost(value: string): boolean {
  return /^[^\s/@?#*\\]+$/.test(value) && URL.canParse(`http://${value}`);
}

/** An address, a range of them, or a word for some ranges. */
function isProxy(value: string): boolean {
  const [address = '', bits, ...rest] = value.split('/');
  if (['loopback', 'linklocal', 'uniquelocal'].includes(value)) return true;
  if (rest.length > 0 || isIP(address) === 0) return false;
  return bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= (isIP(address) === 4 ? 32 : 128));
}

function isTileTemplate(value: string): boolean {
  const [, rest = ''] = /^https?:\/\/[^/?#@{}\\\s]+(\/[^#\s]*)$/i.exec(value) ?? [];
  if (!['{z}', '{x}', '{y}'].every((name) => rest.includes(name))) return false;
  const address = value.replace(/\{[zxy]\}/g, '1');
  return URL.canParse(address) && !/[{}]/.test(address);
}

function isWebAddress(value: string): boolean {
  const url = URL.parse(value);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}

function sentences(issues: readonly z.core.$ZodIssue[], given: Record<string, string | undefined>): string[] {
  const advice = new Map<string, string>();
  for (const { path, message } of issues) {
    const name = String(path[0]);
    // The address of a mail server may hold a password.
    const found = name === 'SMTP_URL' ? 'cannot be used' : `is ${JSON.stringify(given[name])}`;
    const said = given[name] === undefined ? 'is missing' : found;
    if (!advice.has(name)) advice.set(name, `${name} ${said}: ${message}.`);
  }
  return [...advice.values()];
}
