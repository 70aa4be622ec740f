import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT } from '#src/server/settings.ts';
import type { Answer } from './answer.ts';

/** What a server has used since its start. */
export interface Usage {
  /** Microseconds of all its threads. */
  readonly cpu: number;
  /** Resident set, in bytes. */
  readonly memory: number;
  /** Pages rendered; 0 for a bare server. */
  readonly renders: number;
}

/** A server in a process of its own. */
export interface RunningServer {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

const children = new Set<ChildProcess>();
// Whatever ends the bench, also a failure, leaves nothing running.
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

/**
 * Starts the built site on a data folder, as an operator does.
 *
 * @param tileUpstream the setting TILE_UPSTREAM
 */
export function startSite(dataDir: string, tileUpstream = 'none'): Promise<RunningServer> {
  const env = {
    PORT: '0',
    LOG_LEVEL: 'warn',
    DATA_DIR: dataDir,
    TILE_UPSTREAM: tileUpstream,
    TILE_ATTRIBUTION: 'bench',
  };
  return serverIn(startProcess('src/server/main.ts', [], env));
}

/** Starts a bare `node:http` server that sends the bytes of `answer`, head and body. */
export function startBareServer({ headers, body }: Answer): Promise<RunningServer> {
  const { date: _date, connection: _connection, 'keep-alive': _keepAlive, ...sent } = headers;
  const child = startProcess('tests/bench/bare-server.ts');
  child.send({ headers: sent, body });
  return serverIn(child);
}

/** Runs a module of the bench as a process of its own and gives what it sends back. */
export async function runProcess<Report>(module: string, args: readonly string[]): Promise<Report> {
  const child = startProcess(module, args);
  const report = (await messageOf(child)) as Report;
  await stop(child);
  return report;
}

function startProcess(module: string, args: readonly string[] = [], env: Record<string, string> = {}): ChildProcess {
  const child = fork(join(ROOT, module), args, {
    cwd: ROOT,
    execArgv: ['--expose-gc'],
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

async function serverIn(child: ChildProcess): Promise<RunningServer> {
  const { port } = (await messageOf(child)) as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    async usage() {
      child.send({ ask: 'usage' });
      const { cpu, memory, counters } = (await messageOf(child)) as {
        cpu: NodeJS.CpuUsage;
        memory: number;
        counters?: { renders: number };
      };
      return { cpu: cpu.user + cpu.system, memory, renders: counters?.renders ?? 0 };
    },
    stop: () => stop(child),
  };
}

async function messageOf(child: ChildProcess): Promise<unknown> {
  const ended = new AbortController();
  try {
    const [message] = await Promise.race([
      once(child, 'message', { signal: ended.signal }),
      once(child, 'exit', { signal: ended.signal }).then(([code]) => {
        throw new Error(`${child.spawnargs.at(-1)} ended with code ${code} before it answered`);
      }),
    ]);
    return message;
  } finally {
    ended.abort();
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  const overdue = setTimeout(() => child.kill('SIGKILL'), 5000);
  child.kill('SIGTERM');
  await ended;
  clearTimeout(overdue);
}
