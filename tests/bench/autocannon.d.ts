/** The part of autocannon 9 that the bench uses; the package brings no types. */
declare module 'autocannon' {
  import type { EventEmitter } from 'node:events';

  export interface Request {
    readonly path: string;
    readonly headers?: Readonly<Record<string, string>>;
  }

  export interface Client {
    setRequests(requests: readonly Request[]): void;
  }

  export interface Options {
    readonly url: string;
    readonly connections: number;
    readonly duration: number;
    /** Seconds until a request without an answer counts as an error. */
    readonly timeout: number;
    /** Milliseconds between looks at the clock. */
    readonly sampleInt: number;
    /** Called for each connection before its first request. */
    readonly setupClient: (client: Client) => void;
  }

  export interface Result {
    readonly errors: number;
    readonly statusCodeStats: Readonly<Record<string, { readonly count: number }>>;
  }

  /** Emits `response` with client, status, bytes on the wire and milliseconds. */
  export default function autocannon(
    options: Options,
    done: (error: Error | null, result: Result) => void,
  ): EventEmitter;
}
