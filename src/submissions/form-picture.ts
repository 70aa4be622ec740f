import { pictureSizes } from '#src/media/media-address.ts';
import type { MediaStore } from '#src/media/media-store.ts';
import { processPicture } from '#src/media/picture.ts';
import { fieldValue, type FormFields } from './form-fields.ts';
import type { FormProblem, StagedPicture } from './read-form.ts';

export interface FormPicture {
  readonly picture: StagedPicture | null;
  readonly problem: FormProblem | null;
}

/** The field that a picture is sent in. */
export const PICTURE_FILE = 'picture.file';

/**
 * The picture of a form: one that was just uploaded, or the one that was staged before.
 *
 * @param data what was sent, with the file
 * @param own the picture that the event has already
 */
export async function pictureOf(
  data: FormData,
  fields: FormFields,
  media: MediaStore,
  own: StagedPicture | null,
): Promise<FormPicture> {
  const isOwn = own !== null && fieldValue(fields, 'picture.hash') === own.hash;
  const staged = isOwn ? { picture: own, problem: null } : await stagedPicture(fields, media);
  const file = data.get(PICTURE_FILE);
  if (!(file instanceof File) || file.size === 0) return staged;
  const processed = await processPicture(Buffer.from(await file.arrayBuffer()));
  if (!processed.ok) return refused(processed.code, staged.picture);
  const { hash, width, height } = processed;
  const held = await media.stage(processed);
  return held.ok ? { picture: { hash, width, height }, problem: null } : refused(held.code, staged.picture);
}

/** What the hidden fields say is believed only where the store has just that. */
async function stagedPicture(fields: FormFields, media: MediaStore): Promise<FormPicture> {
  const hash = fieldValue(fields, 'picture.hash');
  const [width, height] = ['width', 'height'].map((name) => Number(fieldValue(fields, `picture.${name}`))) as [
    number,
    number,
  ];
  if (hash === '') return { picture: null, problem: null };
  const widths = await media.sizesOf(hash, { staged: true });
  if (widths.length === 0) return refused('expired', null);
  const isTrue =
    Number.isInteger(width * height) &&
    Math.min(width, height) > 0 &&
    pictureSizes({ width, height }).every((size) => widths.includes(size.width));
  return isTrue ? { picture: { hash, width, height }, problem: null } : refused('expired', null);
}

function refused(code: string, picture: StagedPicture | null): FormPicture {
  return { picture, problem: { field: PICTURE_FILE, code } };
}
