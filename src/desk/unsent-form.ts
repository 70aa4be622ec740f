import { z } from 'zod';
import { readFormBody } from '#src/submissions/form-body.ts';
import { deskPath } from './desk-access.ts';

/** A form that somebody sent who was not signed in any more: kept in the page that says so until they are. */
export interface UnsentForm {
  /** Where it was sent. */
  readonly path: string;
  /** Null if there was nothing that can be kept. */
  readonly fields: readonly (readonly [name: string, value: string])[] | null;
  readonly hadFiles: boolean;
}

/** Larger ones would make a page that takes long to send on the phone. */
const MAX_LENGTH = 500_000;
const KEPT = z.array(z.tuple([z.string(), z.string()])).max(5000);

/** Reads a form that is not taken. Passwords are not kept, nor are files. */
export async function readUnsent(request: Request, path: string): Promise<UnsentForm> {
  const body = await readFormBody(request);
  if (typeof body === 'string') return { path, fields: null, hadFiles: false };
  const all = [...body.data];
  const fields = all.flatMap(([name, value]): [string, string][] =>
    typeof value !== 'string' || /password/i.test(name) ? [] : [[name, value]],
  );
  const hadFiles = all.some(([, value]) => typeof value !== 'string' && value.size > 0);
  const isKept = fields.length > 0 && JSON.stringify(fields).length <= MAX_LENGTH;
  return { path, fields: isKept ? fields : null, hadFiles };
}

/** For the page's hidden field. */
export function unsentToText({ fields, hadFiles }: UnsentForm): string {
  return JSON.stringify([fields ?? [], hadFiles]);
}

/** What comes back in the hidden field; it goes nowhere but into a form that its sender sees and sends themselves. */
export function unsentFromText(text: string, path: string): UnsentForm | null {
  try {
    const [fields, hadFiles] = z.tuple([KEPT, z.boolean()]).parse(JSON.parse(text));
    return { path: deskPath(path), fields: fields.length > 0 ? fields : null, hadFiles };
  } catch {
    return null;
  }
}
