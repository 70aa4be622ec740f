import { expect, test } from 'vitest';
import { readFormBody } from '#src/submissions/form-body.ts';

const MEGABYTE = 1024 * 1024;

/** A form with a title before its file and a name behind it, sent in pieces. */
function sent(fileBytes: number, pieceBytes = 65_536): Request {
  const parts = [
    '--x\r\ncontent-disposition: form-data; name="title"\r\n\r\nTrommeln\r\n',
    '--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n',
    Buffer.alloc(fileBytes, 'abcdefghij'),
    '\r\n--x\r\ncontent-disposition: form-data; name="name"\r\n\r\nRana\r\n--x--\r\n',
  ];
  const bytes = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const pieces = (async function* () {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
  })();
  return new Request('http://localhost/', {
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    body: pieces as unknown as BodyInit,
    duplex: 'half',
  } as RequestInit);
}

async function read(request: Request, most?: number) {
  const body = await readFormBody(request, most);
  if (typeof body === 'string') return body;
  const { data, cut } = body;
  return { title: data.get('title'), name: data.get('name'), file: (data.get('file') as File).size, cut };
}

test('a form that is not too large comes as it is', async () => {
  expect(await read(sent(10 * MEGABYTE))).toEqual({ title: 'Trommeln', name: 'Rana', file: 10 * MEGABYTE, cut: null });
});

test.each([1000, 65_536, 3 * MEGABYTE])(
  'of one that is, in pieces of %d, what was typed comes through',
  async (piece) => {
    const { file, ...rest } = (await read(sent(40 * MEGABYTE, piece))) as { file: number };
    expect(rest).toEqual({ title: 'Trommeln', name: 'Rana', cut: 'too-large' });
    expect(file).toBeLessThan(4 * MEGABYTE);
  },
);

test('of many at once, no more than the memory has room for is kept, and then again all', async () => {
  const outcomes = await Promise.all(Array.from({ length: 24 }, () => read(sent(15 * MEGABYTE))));
  const cuts = outcomes.map((outcome) => (outcome as { cut: string | null }).cut);
  expect(cuts).toContain('busy');
  for (const outcome of outcomes) expect(outcome).toMatchObject({ title: 'Trommeln', name: 'Rana' });
  expect(await read(sent(15 * MEGABYTE))).toMatchObject({ cut: null });
});

test('what is no form, or too large a one without files, is none', async () => {
  const request = (body: string, type: string) =>
    new Request('http://localhost/', { method: 'POST', body, headers: { 'content-type': type } });
  expect(await read(request('hello', 'text/plain'))).toBe('not-a-form');
  expect(await read(request('--y', 'multipart/form-data; boundary=x'))).toBe('not-a-form');
  expect(await read(request('a=b', 'application/x-www-form-urlencoded'), 2)).toBe('too-large');
});
