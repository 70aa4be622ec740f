import { readFormBody } from '#src/submissions/form-body.ts';

/** The text fields of a form that was sent: `''` for what it does not have, or if it is no form. */
export async function sentFields(request: Request): Promise<(name: string) => string> {
  const body = await readFormBody(request);
  return (name) => {
    const value = typeof body === 'string' ? null : body.data.get(name);
    return typeof value === 'string' ? value : '';
  };
}
