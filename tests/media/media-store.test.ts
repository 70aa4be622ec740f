import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { MediaStore } from '#src/media/media-store.ts';
import type { ProcessedPicture } from '#src/media/picture.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const A = 'aaaaaaaaaaaaaaaaaaaaaa';
const B = 'bbbbbbbbbbbbbbbbbbbbbb';

let folder: string;
let store: MediaStore;
let now: string;
const clock = { now: () => now };

beforeEach(() => {
  folder = temporaryFolder(onTestFinished);
  now = '2024-09-01T08:00:00Z';
  store = new MediaStore(folder, clock);
});

/** As large as it says, for those who only keep it. */
function picture(hash: string, bytes = 300): ProcessedPicture {
  const sizes = [1600, 800, 400].map((width) => ({
    width,
    height: width / 2,
    body: Buffer.alloc(bytes / 3, `${hash}${width}`),
  }));
  return { ok: true, hash, width: 1600, height: 800, placeholder: '#808080', sizes };
}

const bodyOf = (hash: string, width: number) => picture(hash).sizes.find((size) => size.width === width)!.body;
const filesIn = (name: string) =>
  existsSync(join(folder, 'media', name)) ? readdirSync(join(folder, 'media', name)) : [];
const STAGED = { staged: true };

describe('a staged picture', () => {
  test('is there in every size, but not for the public', async () => {
    expect(await store.stage(picture(A))).toEqual({ ok: true, hash: A });
    expect(await store.sizesOf(A, STAGED)).toEqual([400, 800, 1600]);
    expect(await store.read(A, 800, STAGED)).toEqual(bodyOf(A, 800));
    expect(await store.read(A, 800)).toBeNull();
    expect(await store.sizesOf(A)).toEqual([]);
  });

  test('is for us and our group alone to read', async () => {
    await store.stage(picture(A));
    const path = join(folder, 'media/staged', A);
    expect([statSync(path).mode & 0o777, statSync(join(path, '800.webp')).mode & 0o777]).toEqual([0o750, 0o640]);
  });

  test('expires after 48 hours', async () => {
    await store.stage(picture(A));
    now = '2024-09-03T08:00:00Z';
    await store.sweep();
    expect(await store.sizesOf(A, STAGED)).toHaveLength(3);
    now = '2024-09-03T08:00:01Z';
    await store.sweep();
    expect(await store.sizesOf(A, STAGED)).toEqual([]);
    expect([filesIn('staged'), filesIn('parts')]).toEqual([[], []]);
  });

  test('that is staged again has 48 hours again', async () => {
    await store.stage(picture(A));
    now = '2024-09-02T08:00:00Z';
    await store.stage(picture(A));
    now = '2024-09-04T07:59:00Z';
    await store.sweep();
    expect(await store.sizesOf(A, STAGED)).toHaveLength(3);
  });

  test('that has expired makes room when another is staged', async () => {
    await store.stage(picture(A));
    now = '2024-09-05T08:00:00Z';
    await store.stage(picture(B));
    expect(filesIn('staged')).toEqual([B]);
  });

  test('makes room for another where there is none, the oldest first, once it has been there for two hours', async () => {
    const C = 'cccccccccccccccccccccc';
    const small = new MediaStore(folder, clock, { maxStagedBytes: 700 });
    await small.stage(picture(A));
    now = '2024-09-01T09:00:00Z';
    await small.stage(picture(B));
    now = '2024-09-01T09:59:59Z';
    expect(await small.stage(picture(C))).toEqual({ ok: false, code: 'staging-full' });
    now = '2024-09-01T10:00:00Z';
    expect(await small.stage(picture(C))).toMatchObject({ ok: true });
    expect(filesIn('staged').sort()).toEqual([B, C]);
    expect(filesIn('parts')).toEqual([]);
  });

  test('finds no room where too much is staged; keeping one makes room', async () => {
    const small = new MediaStore(folder, clock, { maxStagedBytes: 500 });
    expect(await small.stage(picture(A))).toMatchObject({ ok: true });
    expect(await small.stage(picture(B))).toEqual({ ok: false, code: 'staging-full' });
    expect(await small.stage(picture(A))).toMatchObject({ ok: true });
    await small.keep(A);
    expect(await small.stage(picture(B))).toMatchObject({ ok: true });
  });
});

describe('a kept picture', () => {
  test('is public in every size and does not expire', async () => {
    await store.stage(picture(A));
    expect(await store.keep(A)).toBe(true);
    now = '2030-09-01T08:00:00Z';
    await store.sweep();
    expect(await store.sizesOf(A)).toEqual([400, 800, 1600]);
    expect(await store.read(A, 1600)).toEqual(bodyOf(A, 1600));
    expect(await store.read(A, 1600, STAGED)).toEqual(bodyOf(A, 1600));
    expect(filesIn('staged')).toEqual([]);
  });

  test('may be kept twice, and staged and kept again', async () => {
    await store.stage(picture(A));
    expect([await store.keep(A), await store.keep(A)]).toEqual([true, true]);
    await store.stage(picture(A));
    expect(await store.keep(A)).toBe(true);
    expect(await store.read(A, 400)).toEqual(bodyOf(A, 400));
  });

  test('that is kept again counts as kept just now, so that it is not swept before its change has happened', async () => {
    await store.stage(picture(A));
    await store.keep(A);
    const kept = () => statSync(join(folder, 'media/kept', A)).ctimeMs;
    const before = kept();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await store.keep(A)).toBe(true);
    expect(kept()).toBeGreaterThan(before);
  });

  test('was staged before', async () => {
    expect(await store.keep(A)).toBe(false);
  });

  test('has no other sizes than its own', async () => {
    await store.stage(picture(A));
    await store.keep(A);
    for (const width of [0, -400, 401, 1600.5, 99_999, Number.NaN]) expect(await store.read(A, width)).toBeNull();
  });
});

describe('a removed picture', () => {
  test('is gone, staged and kept', async () => {
    await store.stage(picture(A));
    await store.keep(A);
    await store.stage(picture(A));
    await store.stage(picture(B));
    await store.remove(A);
    expect([await store.sizesOf(A, STAGED), await store.keep(A)]).toEqual([[], false]);
    expect([filesIn('staged'), filesIn('kept'), filesIn('parts')]).toEqual([[B], [], []]);
  });

  test('may be removed twice, or never have been there', async () => {
    await store.remove(A);
    await store.stage(picture(A));
    await store.remove(A);
    await store.remove(A);
    expect(await store.sizesOf(A, STAGED)).toEqual([]);
  });
});

test.each(['', '.', '..', '../../secrets', '/etc/passwd', `${A}/`, `../kept/${A}`, `${A}\0`, `${A.slice(1)}.`])(
  'nothing is found, kept or removed under the name %j',
  async (name) => {
    await store.stage(picture(A));
    await store.keep(A);
    mkdirSync(join(folder, 'secrets'));
    writeFileSync(join(folder, 'secrets/800.webp'), 'secret');
    expect(await store.read(name, 800, STAGED)).toBeNull();
    expect(await store.sizesOf(name, STAGED)).toEqual([]);
    expect(await store.keep(name)).toBe(false);
    await store.remove(name);
    expect(readdirSync(join(folder, 'secrets'))).toEqual(['800.webp']);
    expect(filesIn('kept')).toEqual([A]);
  },
);

describe('beside another process', () => {
  test('the same pictures are staged, kept and read at the same time', async () => {
    const stores = [store, new MediaStore(folder, clock), new MediaStore(folder, clock)];
    const each = <Result>(work: (one: MediaStore) => Promise<Result>) => Promise.all([...stores, ...stores].map(work));

    expect(await each((one) => one.stage(picture(A)))).toEqual(Array(6).fill({ ok: true, hash: A }));
    expect(filesIn('staged')).toEqual([A]);
    const [kept, read] = await Promise.all([each((one) => one.keep(A)), each((one) => one.read(A, 400, STAGED))]);
    expect(kept).toEqual(Array(6).fill(true));
    expect(read).toEqual(Array(6).fill(bodyOf(A, 400)));
    await each((one) => one.remove(A));
    expect([filesIn('staged'), filesIn('kept'), filesIn('parts')]).toEqual([[], [], []]);
  });

  test('one expires once', async () => {
    await store.stage(picture(A));
    now = '2024-09-09T08:00:00Z';
    await Promise.all([store.sweep(), new MediaStore(folder, clock).sweep(), store.stage(picture(B))]);
    expect([filesIn('staged'), filesIn('parts')]).toEqual([[B], []]);
  });
});

describe('after a crash', () => {
  afterEach(() => void vi.useRealTimers());

  test('what was half written is no picture, and is taken away an hour later', async () => {
    await store.stage(picture(A));
    const part = join(folder, 'media/parts/2f0a3c1e');
    mkdirSync(part);
    writeFileSync(join(part, '1600.webp'), 'half');
    await store.sweep();
    expect(existsSync(part)).toBe(true);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_700_000 });
    await store.sweep();
    expect(existsSync(part)).toBe(false);
  });
});

const isRoot = process.getuid?.() === 0;

test.skipIf(!isRoot)('on a full disk nothing is staged, nothing is left over, and what is there stays', async () => {
  const disk = mkdtempSync(join(tmpdir(), 'ikw-full-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk]);
  onTestFinished(() => {
    execFileSync('umount', [disk]);
    execFileSync('rmdir', [disk]);
  });
  const full = new MediaStore(disk, clock);
  expect(await full.stage(picture(A, 150_000))).toMatchObject({ ok: true });
  expect(await full.stage(picture(B, 150_000))).toEqual({ ok: false, code: 'disk-full' });
  expect(readdirSync(join(disk, 'media/parts'))).toEqual([]);
  expect(readdirSync(join(disk, 'media/staged'))).toEqual([A]);
  expect(await full.keep(A)).toBe(true);
  await full.remove(A);
  expect(await full.stage(picture(B, 150_000))).toMatchObject({ ok: true });
});
