import { createHash } from 'node:crypto';
import { kindOf } from './file-kind.ts';
import type { NotRedrawn, PictureSize, Redrawn } from './redraw.ts';
import { WaitingLine } from './waiting-line.ts';
import { workApart } from './work-apart.ts';

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
async function redrawApart(bytes: Buffer, maxMs: number): Promise<Redrawn | NotRedrawn | PictureRefusal> {
  const apart = await workApart<Buffer, Redrawn | NotRedrawn>('#src/media/redraw-process.ts', bytes, maxMs);
  if (apart.ended === 'answered') return apart.answer;
  if (apart.ended === 'too-long') return refuse('took-too-long');
  // The decoder crashed, or took more memory than there is.
  if (apart.signal) return refuse('broken');
  throw new Error(`Pictures cannot be redrawn: the process for it ended with ${apart.status}.\n${apart.said}`);
}

function refuse(code: PictureRefusalCode): PictureRefusal {
  return { ok: false, code };
}
