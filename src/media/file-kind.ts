/** What a file is, by how it begins: its name and the type it was sent with say nothing. */
export type FileKind =
  | 'accepted'
  /** A picture as iPhones take them, in a coding that is patented and that sharp does not decode. */
  | 'heic'
  /** Something else that people take for a picture, or that shows one. */
  | 'other-picture'
  | 'other';

/** Longer than any beginning that is looked at. */
const BEGINNING_BYTES = 4096;

/** Whether the rest of the file keeps the promise is found out by decoding it. */
export function kindOf(file: Buffer): FileKind {
  // One character for each byte.
  const beginning = file.toString('latin1', 0, BEGINNING_BYTES);
  if (ACCEPTED.test(beginning)) return 'accepted';
  const brands = brandsIn(file);
  if (brands.some((brand) => AVIF_BRANDS.includes(brand))) return 'accepted';
  if (brands.some((brand) => HEIC_BRANDS.includes(brand))) return 'heic';
  return OTHER_PICTURES.some((pattern) => pattern.test(beginning)) ? 'other-picture' : 'other';
}

/** JPEG, PNG, WebP */
const ACCEPTED = /^(?:\xff\xd8\xff|\x89PNG\r\n\x1a\n|RIFF[^]{4}WEBP)/;
const AVIF_BRANDS = ['avif', 'avis'];
const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs', 'mif1', 'msf1'];

const OTHER_PICTURES = [
  /^GIF8[79]a/,
  /^%PDF-/,
  // TIFF, which raw pictures of cameras are too.
  /^(?:II\*\0|MM\0\*)/,
  // BMP: its length, then four bytes that are nothing.
  /^BM[^]{4}\0{4}/,
  // Icons.
  /^\0\0[\x01\x02]\0/,
  // Photoshop.
  /^8BPS/,
  // JPEG XL, JPEG 2000.
  /^(?:\xff\x0a|\0\0\0\x0cJXL |\0\0\0\x0cjP {2}|\xff\x4f\xff\x51)/,
  // SVG, with or without what XML may say first.
  /^(?:\xef\xbb\xbf)?\s*<(?:svg|(?:\?xml|!--|!DOCTYPE svg)[^]*<svg)[\s>]/i,
];

/**
 * What a file of the ISO family says of itself (ISO/IEC 14496-12 §4.3): four bytes of length, `ftyp`, its brand, a
 * version, and further brands that it satisfies too. `…ftypmif1….mif1avif` → `['mif1', 'mif1', 'avif']`
 */
function brandsIn(file: Buffer): string[] {
  if (file.toString('latin1', 4, 8) !== 'ftyp') return [];
  const box = file.toString('latin1', 8, Math.min(file.readUInt32BE(0), BEGINNING_BYTES));
  const [main = '', , ...further] = box.match(/[^]{4}/g) ?? [];
  return [main, ...further];
}
