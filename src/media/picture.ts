import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { kindOf } from './file-kind.ts';
import type { NotRedrawn, PictureSize, Redrawn } from './redraw.ts';
import { WaitingLine } from './waiting-line.ts';

export type { PictureSize };

export interface ProcessedPicture extends Redrawn {
  /** Names the picture: the same picture has the same. */
  readonly hash: string;
  /** Of the largest size; with it, the others are known (`pictureSizes` in media-address.ts). */
  readonly width: number;
  readonly height: number;
}

export interface PictureRefusal {
  readonly ok: false;
  readonly code: PictureRefusalCode;
}

export type PictureRefusalCode =
  /** More than 10 MB. */
  | 'too-large'
  | 'not-a-picture'
  /** A picture or a document, but none of JPEG, PNG, WebP and AVIF. */
  | 'wrong-type'
  /** What iPhones take unless told otherwise: the form can say how to send a JPEG. */
  | 'heic'
  /** More than 51 million. */
  | 'too-many-pixels'
  /** As it would be shown, within 1600 pixels, it has less than 200 in one direction. */
  | 'too-small'
  /** Cut off or damaged. */
  | 'broken'
  | 'took-too-long'
  /** Too many are waiting for their turn; nothing is wrong with this one. */
  | 'busy';

export const MAX_PICTURE_BYTES = 10 * 1024 * 1024;
/** Ten times what a large photograph takes. */
const MAX_MS = 20_000;

/** Ten at once would take ten times the memory and be ready no sooner. */
const line = new WaitingLine(20);

/**
 * What was uploaded, drawn anew in every size that pages show: nothing of the file itself is in it, neither where a
 * photograph was taken nor what somebody hung on to it.
 *
 * @param options.maxMs for how long it may be worked on, its waiting not counted; smaller in tests
 */
export async function processPicture(
  bytes: Buffer,
  { maxMs = MAX_MS } = {},
): Promise<ProcessedPicture | PictureRefusal> {
  if (bytes.length > MAX_PICTURE_BYTES) return refuse('too-large');
  const code = REFUSED[kindOf(bytes)];
  if (code) return refuse(code);

  const redrawn = await line.join(() => redrawApart(bytes, maxMs));
  if (!redrawn) return refuse('busy');
  if (!redrawn.ok) return redrawn;
  const { width, height, body } = redrawn.sizes[0]!;
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 22);
  return { ...redrawn, hash, width, height };
}

const REFUSED = { accepted: null, heic: 'heic', 'other-picture': 'wrong-type', other: 'not-a-picture' } as const;

/** Redraws in a process of its own (redraw-process.ts), which ends with the work. */
function redrawApart(bytes: Buffer, maxMs: number): Promise<Redrawn | NotRedrawn | PictureRefusal> {
  // By the name that the package gives it: wherever this module is built into, there it is not beside it.
  const module = createRequire(import.meta.url).resolve('#src/media/redraw-process.ts');
  // Neither our secrets nor our flags.
  const child = fork(module, {
    serialization: 'advanced',
    env: {},
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr!.setEncoding('utf8').on('data', (text: string) => (said += text));
    const tooLong = setTimeout(() => {
      resolve(refuse('took-too-long'));
      child.kill('SIGKILL');
    }, maxMs);
    child.once('error', reject);
    child.once('message', (answer) => resolve(answer as Redrawn | NotRedrawn));
    child.once('close', (status, signal) => {
      clearTimeout(tooLong);
      // The decoder crashed, or took more memory than there is.
      if (signal) resolve(refuse('broken'));
      else reject(new Error(`Pictures cannot be redrawn: the process for it ended with ${status}.\n${said}`));
    });
    // If it ends before it has read all, why is told when it closes.
    child.send(bytes, () => {});
  });
}

function refuse(code: PictureRefusalCode): PictureRefusal {
  return { ok: false, code };
}
