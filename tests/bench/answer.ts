import { get, type Agent, type IncomingHttpHeaders } from 'node:http';

/** An answer as it came over the wire, its body still compressed. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Milliseconds from asking until the last byte. */
  readonly ms: number;
}

/** The encodings that browsers name. */
export const BROWSER_ENCODINGS = { 'accept-encoding': 'gzip, deflate, br' };

/**
 * Asks once. Node's `fetch` would decompress the body.
 *
 * @param agent keeps the connection for the next time; without one each request has its own
 */
export function ask(
  url: string,
  headers: Readonly<Record<string, string>> = BROWSER_ENCODINGS,
  agent: Agent | false = false,
): Promise<Answer> {
  const begin = performance.now();
  return new Promise((resolve, reject) => {
    const request = get(url, { headers, agent, timeout: 120_000 }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode!,
          headers: response.headers,
          body: Buffer.concat(chunks),
          ms: performance.now() - begin,
        }),
      );
    });
    request.on('timeout', () => request.destroy(new Error(`${url} was not answered within two minutes`)));
    request.on('error', reject);
  });
}
