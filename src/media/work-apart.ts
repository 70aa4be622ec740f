import { fork } from 'node:child_process';
import { createRequire } from 'node:module';

/** How work in a process of its own came out. */
export type Apart<Answer> =
  | { readonly ended: 'answered'; readonly answer: Answer }
  | { readonly ended: 'too-long' }
  /** Without an answer: `signal` if it was killed or crashed, else `status`; `said` is what it wrote to stderr. */
  | { readonly ended: 'silent'; readonly status: number | null; readonly signal: string | null; readonly said: string };

/**
 * Has a module do one piece of work in a process of its own: what makes it crash, grow or never end takes nothing with
 * it, and its memory comes back. The module does it with `doApart` (apart-process.ts).
 *
 * @param module its name in the project, `#src/media/redraw-process.ts`: wherever the caller is built into, there it is
 *   not beside it
 * @param order what it is sent, structured-clonable
 * @param maxMs after so many milliseconds it is killed
 * @throws Error if no process can be started
 */
export function workApart<Order, Answer>(module: string, order: Order, maxMs: number): Promise<Apart<Answer>> {
  // Neither our secrets nor our flags.
  const child = fork(createRequire(import.meta.url).resolve(module), {
    serialization: 'advanced',
    env: {},
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr!.setEncoding('utf8').on('data', (text: string) => (said += text));
    const tooLong = setTimeout(() => {
      resolve({ ended: 'too-long' });
      child.kill('SIGKILL');
    }, maxMs);
    child.once('error', reject);
    child.once('message', (answer) => resolve({ ended: 'answered', answer: answer as Answer }));
    child.once('close', (status, signal) => {
      clearTimeout(tooLong);
      resolve({ ended: 'silent', status, signal, said });
    });
    // If it ends before it has read all, why is told when it closes.
    child.send(order as object, () => {});
  });
}
