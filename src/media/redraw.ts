import sharp from 'sharp';
import { pictureSizes, type Dimensions } from './media-address.ts';

/** A picture drawn anew from its pixels alone. */
export interface Redrawn {
  readonly ok: true;
  /** The largest first. */
  readonly sizes: readonly PictureSize[];
  /** Its dominant colour, to be shown until it is there itself: `#rrggbb`. */
  readonly placeholder: string;
}

export interface PictureSize extends Dimensions {
  /** WebP, without anything but the pixels. */
  readonly body: Buffer;
}

export interface NotRedrawn {
  readonly ok: false;
  readonly code: 'too-many-pixels' | 'too-small' | 'broken';
}

/** The largest cameras of telephones take 50 million; decoded, that is about 200 MB. */
const MAX_PIXELS = 51_000_000;
/** Below that there is nothing to see, and a strip is no picture of an event. */
const MIN_EDGE = 200;
/** Logos are mostly drawn for paper, and a page may be dark. */
const PAPER = '#ffffff';
const WEBP = { quality: 78 } as const;

// Whatever libvips would open besides – SVG, PDF, TIFF, files with a path in them – stays closed, whoever asks.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Heif'].map((format) => `VipsForeignLoad${format}Buffer`),
});
sharp.cache(false);

/**
 * Decodes a JPEG, PNG, WebP or AVIF (of an animated one, the first frame) and encodes what is to be seen: upright, in
 * sRGB, on white where it is transparent. Of the file nothing else comes through.
 */
export async function redraw(bytes: Buffer): Promise<Redrawn | NotRedrawn> {
  try {
    const { autoOrient } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (autoOrient.width * autoOrient.height > MAX_PIXELS) return { ok: false, code: 'too-many-pixels' };
    const [largest, ...smaller] = pictureSizes(autoOrient);
    if (Math.min(largest.width, largest.height) < MIN_EDGE) return { ok: false, code: 'too-small' };

    const pixels = await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error', sequentialRead: true })
      .autoOrient()
      .resize({ ...largest, fit: 'fill' })
      .flatten({ background: PAPER })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const drawn = () => sharp(pixels.data, { raw: pixels.info });

    const sizes: PictureSize[] = [];
    for (const size of [largest, ...smaller]) {
      const body = await drawn()
        .resize({ ...size, fit: 'fill' })
        .webp(WEBP)
        .toBuffer();
      sizes.push({ ...size, body });
    }
    const { dominant } = await drawn().stats();
    return { ok: true, sizes, placeholder: hexadecimal(dominant) };
  } catch {
    // Only the file can be at fault, and its words are libvips's, not ours.
    return { ok: false, code: 'broken' };
  }
}

function hexadecimal({ r, g, b }: { r: number; g: number; b: number }): string {
  return `#${[r, g, b].map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
