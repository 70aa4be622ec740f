import { mediaPath } from '#src/paths/paths.ts';

export { mediaPath };

/** A picture as it is remembered: what names it, and how large its largest size is. */
export interface Picture {
  readonly hash: string;
  readonly width: number;
  readonly height: number;
}

export interface Dimensions {
  readonly width: number;
  readonly height: number;
}

/**
 * The longer edges that pictures are made for, the largest first. From these every page knows which files there are:
 * with another edge, the pictures that are already kept need it too.
 */
const EDGES = [1600, 800, 400] as const;
const LARGEST_EDGE = EDGES[0];

/** 22 characters of base64url: 132 bits. */
export function isPictureHash(value: string): boolean {
  return /^[A-Za-z0-9_-]{22}$/.test(value);
}

/** Whether a picture may be so many pixels wide. */
export function isPictureWidth(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= LARGEST_EDGE;
}

/**
 * The sizes that a picture has, the largest first; never larger than it is itself. Those of its largest are the same.
 *
 * `pictureSizes({ width: 3000, height: 4000 })` → `[1200 × 1600, 600 × 800, 300 × 400]`
 */
export function pictureSizes(dimensions: Dimensions): [Dimensions, ...Dimensions[]] {
  const largest = within(LARGEST_EDGE, dimensions);
  const smaller = EDGES.filter((edge) => edge < Math.max(largest.width, largest.height));
  return [largest, ...smaller.map((edge) => within(edge, largest))];
}

function within(edge: number, { width, height }: Dimensions): Dimensions {
  const scale = Math.min(1, edge / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** `parseMediaName('Zk3…-800.webp')` → `{ hash: 'Zk3…', width: 800 }`; null unless it is exactly what `mediaPath` writes. */
export function parseMediaName(name: string): { hash: string; width: number } | null {
  const [, hash, digits] = /^([A-Za-z0-9_-]{22})-([1-9][0-9]{0,3})\.webp$/.exec(name) ?? [];
  if (hash === undefined || !isPictureWidth(Number(digits))) return null;
  return { hash, width: Number(digits) };
}

/** Where whoever uploaded a picture sees it before it is published. */
export function stagedPath(hash: string, width: number): string {
  return mediaPath(hash, width).replace('/media/', '/submit/picture/');
}

/** For `<img srcset>`: `/media/Zk3…-400.webp 400w, /media/Zk3…-800.webp 800w, …` */
export function pictureSrcset({ hash, ...dimensions }: Picture): string {
  return pictureSizes(dimensions)
    .reverse()
    .map(({ width }) => `${mediaPath(hash, width)} ${width}w`)
    .join(', ');
}
