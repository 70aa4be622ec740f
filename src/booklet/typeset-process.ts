/**
 * A process that sets one booklet and ends. Started by typeset.ts, which sends it words and drawings and waits for the
 * PDF: setting stops everything else in its process, and its memory is given back only with the process.
 */
import { setPriority } from 'node:os';
import { compileBooklet } from './compile.ts';
import { imposed, withBoxes } from './sheets.ts';
import type { TypesetAnswer, TypesetOrder } from './typeset.ts';

// Pages go first.
setPriority(10);

// A server that is told to stop answers first; terminals and systemd tell its children too.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});

process.once('message', (order: TypesetOrder) => {
  void set(order).then((answer) => process.send!(answer, () => process.disconnect()));
});

// Answered, or whoever asked is gone.
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));

async function set({ booklet, drawings, isImposed }: TypesetOrder): Promise<TypesetAnswer> {
  try {
    const pdf = compileBooklet(booklet, drawings);
    return { ok: true, pdf: await (isImposed ? imposed(pdf, booklet) : withBoxes(pdf, booklet)) };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
