import { correction, generate } from 'lean-qr';
import { toSvgPath } from 'lean-qr/extras/svg';

/** A QR code as an SVG needs it: dark modules are one path, in units of one module. */
export interface QrCode {
  /** Modules in a row, without the quiet zone. */
  readonly size: number;
  /** The `d` of a `<path>`. */
  readonly path: string;
}

/** The light border that readers need, in modules (ISO/IEC 18004). */
export const QUIET_ZONE = 4;
/** Above it (117 modules in a row) cameras no longer tell the modules of a picture on a page apart. */
const MAX_VERSION = 25;

/**
 * An address as a QR code: `qrCode('https://ikw.example/subscribe')` → `{ size: 29, path: 'M0 0L7 0…' }`.
 *
 * @returns undefined for what is too long to be read from a page, such as a personal selection of many events
 */
export function qrCode(address: string): QrCode | undefined {
  // Counted before, since lean-qr says "too much data" with an error like any other. 997 bytes are what version 25 holds
  // with 15 % to spare for smudges and shadows.
  if (new TextEncoder().encode(address).length > 990) return undefined;
  const code = generate(address, { minCorrectionLevel: correction.M, maxVersion: MAX_VERSION });
  return { size: code.size, path: toSvgPath(code) };
}
