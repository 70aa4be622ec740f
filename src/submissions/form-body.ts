/** As much as the front lets through where a request says its length. */
const MAX_BYTES = 16 * 1024 * 1024;

/** The form that a request holds, or why there is none: it is larger than anything the form sends, or no form. */
export async function readFormBody(request: Request): Promise<FormData | 'too-large' | 'not-a-form'> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // A body may come without saying how long it is.
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    // Heard to its end all the same: a browser reads no answer before it has sent everything.
    if (bytes > MAX_BYTES) chunks.length = 0;
    else chunks.push(chunk);
  }
  if (bytes > MAX_BYTES) return 'too-large';
  try {
    const headers = { 'content-type': request.headers.get('content-type') ?? '' };
    return await new Response(Buffer.concat(chunks), { headers }).formData();
  } catch {
    return 'not-a-form';
  }
}
