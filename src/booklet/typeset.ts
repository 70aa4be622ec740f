import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { WaitingLine } from '#src/media/waiting-line.ts';
import type { Booklet, Drawing } from './booklet.ts';

/** What the typesetting process gets and answers. */
export interface TypesetOrder {
  readonly booklet: Booklet;
  readonly drawings: ReadonlyMap<string, Drawing>;
  readonly isImposed: boolean;
}
export type TypesetAnswer =
  { readonly ok: true; readonly pdf: Uint8Array } | { readonly ok: false; readonly message: string };

export interface TypesetRefusal {
  readonly ok: false;
  /** `busy`: another one is being set and one more waits; `failed`: a fault of ours, told in `message`. */
  readonly code: 'busy' | 'took-too-long' | 'failed';
  readonly message: string;
}

/** Forty times what the demonstration week takes on an idle core. */
const MAX_MS = 120_000;
/** Setting takes a whole core: one is set, one waits. */
const line = new WaitingLine(1);

/** @param options.maxMs for how long it may be set, its waiting not counted; smaller in tests */
export async function typeset(
  order: TypesetOrder,
  { maxMs = MAX_MS } = {},
): Promise<(TypesetAnswer & { ok: true }) | TypesetRefusal> {
  const answer = await line.join(() => setApart(order, maxMs));
  return answer ?? { ok: false, code: 'busy', message: 'Another booklet is being set, and one more is waiting.' };
}

function setApart(order: TypesetOrder, maxMs: number): Promise<(TypesetAnswer & { ok: true }) | TypesetRefusal> {
  // By the name that the package gives it: wherever this module is built into, there it is not beside it.
  const module = createRequire(import.meta.url).resolve('#src/booklet/typeset-process.ts');
  // Neither our secrets nor our flags.
  const child = fork(module, {
    serialization: 'advanced',
    env: {},
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  return new Promise((resolve) => {
    let said = '';
    child.stderr!.setEncoding('utf8').on('data', (text: string) => (said += text));
    const tooLong = setTimeout(() => {
      resolve({ ok: false, code: 'took-too-long', message: `The booklet was not set within ${maxMs} ms.` });
      child.kill('SIGKILL');
    }, maxMs);
    const failed = (message: string) => resolve({ ok: false, code: 'failed', message });
    child.once('error', ({ message }) => failed(message));
    child.once('message', (answer: TypesetAnswer) => (answer.ok ? resolve(answer) : failed(answer.message)));
    child.once('close', (status, signal) => {
      clearTimeout(tooLong);
      failed(`The typesetting process ended with ${status ?? signal}.\n${said}`);
    });
    // If it ends before it has read all, why is told when it closes.
    child.send(order, () => {});
  });
}
