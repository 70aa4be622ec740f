/**
 * A process that redraws one picture and ends. Started by picture.ts, which sends it the file and waits for the answer:
 * a file that makes the decoder crash, grow or never end takes nothing with it.
 */
import { setPriority } from 'node:os';
import { redraw } from './redraw.ts';

// Pages go first.
setPriority(10);

// A server that is told to stop answers first; terminals and systemd tell its children too.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});

process.once('message', (bytes: Buffer) => {
  void redraw(bytes).then((answer) => process.send!(answer, () => process.disconnect()));
});

// Answered, or whoever asked is gone. An exit would wait for the decoder, which may never end.
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
