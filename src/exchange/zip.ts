import { crc32, inflateRawSync } from 'node:zlib';

/** What a workbook of some thousand rows needs, ten times over. */
const MAX_ENTRIES = 500;
const MAX_BYTES = 24 * 1024 * 1024;

/** The archive is none, broken, or larger unpacked than anything that is taken. */
export class ZipError extends Error {
  override readonly name = 'ZipError';
  readonly code: 'not-a-zip' | 'too-large';

  constructor(code: ZipError['code'], options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}

/**
 * Unpacks an archive in memory. However small it is, no more than `MAX_BYTES` come out of it; what it says of its own
 * sizes is not believed.
 *
 * @throws ZipError
 */
export function unzip(archive: Buffer, maxBytes = MAX_BYTES): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  let left = maxBytes;
  for (const { name, method, packed } of entriesOf(archive)) {
    const file = method === 0 ? packed : inflated(packed, left);
    left -= file.length;
    if (left < 0) throw new ZipError('too-large');
    files.set(name, file);
  }
  return files;
}

/** An archive of these files, unpacked as they are. */
export function zip(files: ReadonlyMap<string, Buffer>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, file] of files) {
    const name = Buffer.from(path);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2); // names are UTF-8
    common.writeUInt32LE(crc32(file), 10);
    common.writeUInt32LE(file.length, 14);
    common.writeUInt32LE(file.length, 18);
    common.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    parts.push(Buffer.from('PK\u0003\u0004'), common, name, file);
    directory.push(Buffer.from('PK\u0001\u0002\u0014\u0000'), common, place, name);
    offset += 30 + name.length + file.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.size, 4);
  end.writeUInt16LE(files.size, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, list, Buffer.from('PK\u0005\u0006'), end]);
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: Buffer;
}

/** By the directory at the end (APPNOTE 4.3.12); 64-bit archives are larger than anything that is taken. */
function* entriesOf(archive: Buffer): Generator<Entry> {
  try {
    const end = archive.lastIndexOf('PK\u0005\u0006');
    if (end < 0) throw new ZipError('not-a-zip');
    const count = archive.readUInt16LE(end + 10);
    if (count > MAX_ENTRIES) throw new ZipError('too-large');
    let at = archive.readUInt32LE(end + 16);
    for (let entry = 0; entry < count; entry++) {
      if (archive.readUInt32LE(at) !== 0x02014b50) throw new ZipError('not-a-zip');
      const [nameLength, extra, comment] = [28, 30, 32].map((place) => archive.readUInt16LE(at + place)) as [
        number,
        number,
        number,
      ];
      const local = archive.readUInt32LE(at + 42);
      const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
      yield {
        name: archive.toString('utf8', at + 46, at + 46 + nameLength),
        method: archive.readUInt16LE(at + 10),
        packed: archive.subarray(start, start + archive.readUInt32LE(at + 20)),
      };
      at += 46 + nameLength + extra + comment;
    }
  } catch (error) {
    if (error instanceof RangeError) throw new ZipError('not-a-zip', { cause: error });
    throw error;
  }
}

function inflated(packed: Buffer, maxOutputLength: number): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, maxOutputLength) });
  } catch (error) {
    const isTooLarge = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
    throw new ZipError(isTooLarge ? 'too-large' : 'not-a-zip', { cause: error });
  }
}
