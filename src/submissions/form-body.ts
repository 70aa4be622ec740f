/** A picture that is taken, another as large that is refused with a sentence, and all that people type. */
const MAX_BYTES = 16 * 1024 * 1024;
/** What forms that are just being received may take of the memory together. */
const MAX_BYTES_OF_ALL = 256 * 1024 * 1024;
/** What is kept of both ends of a body that is too large: more than all that the form takes but its picture. */
const END_BYTES = 256 * 1024;

export interface FormBody {
  readonly data: FormData;
  /** Why the middle of it, which can only be the picture's, was not kept; null if all of it is there. */
  readonly cut: 'too-large' | 'busy' | null;
}

let bytesOfAll = 0;

/**
 * The form that a request holds, or why there is none. What people typed comes through even with a picture that is far
 * too large: of such a form, a part is missing in the middle of the file.
 *
 * @param most how many bytes are kept as a whole
 */
export async function readFormBody(request: Request, most = MAX_BYTES): Promise<FormBody | 'too-large' | 'not-a-form'> {
  const kept = new KeptBytes();
  let cut: FormBody['cut'] = null;
  try {
    // A body may come without saying how long it is.
    for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
      kept.add(chunk);
      if (bytesOfAll > MAX_BYTES_OF_ALL) cut ??= 'busy';
      if (kept.length > most) cut = 'too-large';
      // Heard to its end all the same: a browser reads no answer before it has sent everything.
      if (cut) kept.cut();
    }
    const type = request.headers.get('content-type') ?? '';
    if (cut && !type.startsWith('multipart/')) return 'too-large';
    const data = await new Response(kept.bytes(), { headers: { 'content-type': type } }).formData();
    return { data, cut };
  } catch {
    return 'not-a-form';
  } finally {
    kept.forget();
  }
}

/** The chunks of a body, counted among those of all. */
class KeptBytes {
  #chunks: Uint8Array[] = [];
  #head: Uint8Array | null = null;
  length = 0;

  add(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.length += chunk.length;
    bytesOfAll += chunk.length;
  }

  /** Keeps both ends alone. */
  cut(): void {
    if (this.length < 4 * END_BYTES) return;
    const bytes = this.bytes();
    this.#head ??= Buffer.from(bytes.subarray(0, END_BYTES));
    const tail = Buffer.from(bytes.subarray(-END_BYTES));
    this.forget();
    this.add(this.#head);
    this.add(tail);
  }

  bytes(): Buffer<ArrayBuffer> {
    return Buffer.concat(this.#chunks);
  }

  forget(): void {
    bytesOfAll -= this.length;
    this.#chunks = [];
    this.length = 0;
  }
}
