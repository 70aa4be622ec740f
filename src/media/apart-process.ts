import { setPriority } from 'node:os';

/** The other side of `workApart` (work-apart.ts): does one piece of work, answers, and ends. */
export function doApart<Order, Answer>(work: (order: Order) => Promise<Answer>): void {
  // Pages go first.
  setPriority(10);

  // A server that is told to stop answers first; terminals and systemd tell its children too.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => {});

  process.once('message', (order: Order) => {
    void work(order).then((answer) => process.send!(answer, () => process.disconnect()));
  });

  // Answered, or whoever asked is gone. An exit would wait for native code, which may never end.
  process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
}
