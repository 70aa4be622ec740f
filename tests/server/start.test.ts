import { createServer, get } from 'node:http';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { start } from '../fixtures/processes.ts';
import { startSite } from '../fixtures/site.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const MAIN = 'src/server/main.ts';

describe('a start that cannot succeed', () => {
  it('names a wrong setting and what to write', async () => {
    const { code, stderr } = await start(MAIN, [], { PORT: 'http' }).finished;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^PORT is "http": write .+\n$/);
  });

  it('says that the port is in use, and leaves the data folder as it was', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const dataDir = temporaryFolder();
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await start(MAIN, [], { PORT: String(port), DATA_DIR: dataDir }).finished;
    other.close();
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain(String(port));
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('says that the catalogue file is none, and does not touch it', async () => {
    const dataDir = temporaryFolder();
    const file = join(dataDir, 'catalogue.sqlite');
    writeFileSync(file, 'not a catalogue, but somebody’s only copy of something\n'.repeat(100));
    const before = readFileSync(file);
    const { code, stderr } = await start(MAIN, [], { PORT: '0', DATA_DIR: dataDir }).finished;
    expect(code).toBe(1);
    expect(stderr).toContain(file);
    expect(stderr).not.toContain('    at ');
    expect(readFileSync(file)).toEqual(before);
    expect(readdirSync(dataDir)).toEqual(['catalogue.sqlite']);
  });

  it('says that the data folder cannot be made', async () => {
    const blocked = join(temporaryFolder(), 'file');
    writeFileSync(blocked, '');
    const { code, stderr } = await start(MAIN, [], { PORT: '0', DATA_DIR: join(blocked, 'data') }).finished;
    expect(code).toBe(1);
    expect(stderr).not.toContain('    at ');
  });
});

describe('a start', () => {
  it('fills an empty catalogue, once', async () => {
    const dataDir = temporaryFolder();
    const first = await startSite({ DATA_DIR: dataDir });
    expect(await (await fetch(`${first.url}/events`)).text()).toContain('Suppenduell');
    await first.stop();
    const file = join(dataDir, 'catalogue.sqlite');
    expect(existsSync(file)).toBe(true);
    const second = await startSite({ DATA_DIR: dataDir });
    expect(await (await fetch(`${second.url}/healthz`)).json()).toMatchObject({ version: 1 });
  });
});

describe('a stop', () => {
  it('finishes what was asked before it', async () => {
    const site = await startSite();
    const exited = once(site.process, 'exit');
    let first = true;
    const ask = (word: string) =>
      new Promise<number>((resolve, reject) => {
        get(`${site.url}/events?q=${word}`, (response) => {
          // The first answer is on its way and the others are being rendered: now.
          if (first) site.process.kill('SIGTERM');
          first = false;
          response.resume().on('end', () => resolve(response.statusCode!));
        }).on('error', reject);
      });
    expect(await Promise.all(['fest', 'tanz', 'kochen', 'musik', 'sport', 'kind'].map(ask))).toEqual(
      Array<number>(6).fill(200),
    );
    await exited;
    expect(site.process.exitCode).toBe(0);
  });
});
