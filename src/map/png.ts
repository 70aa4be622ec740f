/** The bytes of a picture, in memory of their own. */
export type PngBody = Buffer<ArrayBuffer>;

/** A tile of a street map takes a few kilobytes, an aerial photograph a hundred. */
export const MAX_TILE_BYTES = 1024 * 1024;

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** The last chunk's name and checksum, which are always the same (PNG §11.2.5). */
const END = Buffer.from([0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]);

/** Whether it begins as a PNG does and ends as one: what was cut off on its way does not. */
export function isPng(body: Buffer): boolean {
  return body.subarray(0, SIGNATURE.length).equals(SIGNATURE) && body.includes(END, SIGNATURE.length);
}
