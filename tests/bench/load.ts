import { Agent } from 'node:http';
import autocannon, { type Client } from 'autocannon';
import { ask, BROWSER_ENCODINGS } from './answer.ts';
import type { RunningServer } from './processes.ts';

/** What one server answered while it was driven, and what that took. */
export interface Load {
  readonly requests: number;
  readonly seconds: number;
  /** Milliseconds of each request. */
  readonly latencies: readonly number[];
  /** What came over the wire; heads included where many asked at once. */
  readonly bytes: number;
  /** Microseconds of the server. */
  readonly cpu: number;
  /** Of the process that drives, likewise. */
  readonly driverCpu: number;
  readonly renders: number;
  /** Resident set of the server afterwards, in bytes. */
  readonly memory: number;
  /** Answers other than 200 and 304, and requests without an answer. */
  readonly faults: number;
}

/** What many ask for at once: a list of paths that each connection goes through from a place of its own. */
export interface Demand {
  readonly connections: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly paths: readonly string[];
}

/** For how many seconds a server is driven, and for how many before, to warm up, which do not count. */
export interface Span {
  readonly seconds: number;
  readonly warmUp: number;
}

/** Drives a server as hard as it goes. */
export async function drive(server: RunningServer, demand: Demand, { seconds, warmUp }: Span): Promise<Load> {
  if (warmUp > 0) await fire(server, demand, warmUp);
  return withUsage(server, () => fire(server, demand, seconds));
}

/** Asks one thing after the other, each at another path, at least one. */
export async function askInTurn(
  server: RunningServer,
  nextPath: () => string,
  span: Span,
  headers: Readonly<Record<string, string>> = {},
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const askFor = async (seconds: number) => {
    const begin = performance.now();
    const answers: { ms: number; status: number; bytes: number }[] = [];
    do {
      const { ms, status, body } = await ask(server.url + nextPath(), { ...BROWSER_ENCODINGS, ...headers }, agent);
      answers.push({ ms, status, bytes: body.length });
    } while (performance.now() - begin < seconds * 1000);
    return {
      requests: answers.length,
      seconds: (performance.now() - begin) / 1000,
      latencies: answers.map(({ ms }) => ms),
      bytes: answers.reduce((sum, { bytes }) => sum + bytes, 0),
      faults: answers.filter(({ status }) => status !== 200).length,
    };
  };
  try {
    if (span.warmUp > 0) await askFor(span.warmUp);
    return await withUsage(server, () => askFor(span.seconds));
  } finally {
    agent.destroy();
  }
}

/** Several loads of the same kind as one. */
export function together(loads: readonly Load[]): Load {
  const sum = (of: (load: Load) => number) => loads.reduce((total, load) => total + of(load), 0);
  return {
    requests: sum((load) => load.requests),
    seconds: sum((load) => load.seconds),
    latencies: loads.flatMap((load) => load.latencies),
    bytes: sum((load) => load.bytes),
    cpu: sum((load) => load.cpu),
    driverCpu: sum((load) => load.driverCpu),
    renders: sum((load) => load.renders),
    memory: loads.at(-1)!.memory,
    faults: sum((load) => load.faults),
  };
}

type Answered = Omit<Load, 'cpu' | 'driverCpu' | 'renders' | 'memory'>;

async function withUsage(server: RunningServer, work: () => Promise<Answered>): Promise<Load> {
  const before = await server.usage();
  const driverBefore = process.cpuUsage();
  const answered = await work();
  const { user, system } = process.cpuUsage(driverBefore);
  const after = await server.usage();
  return {
    ...answered,
    cpu: after.cpu - before.cpu,
    driverCpu: user + system,
    renders: after.renders - before.renders,
    memory: after.memory,
  };
}

function fire({ url }: RunningServer, { connections, headers, paths }: Demand, duration: number): Promise<Answered> {
  const latencies: number[] = [];
  let bytes = 0;
  let clients = 0;
  const setupClient = (client: Client) => {
    const start = Math.floor((paths.length / connections) * clients++);
    const inTurn = [...paths.slice(start), ...paths.slice(0, start)];
    client.setRequests(inTurn.map((path) => ({ path, headers })));
  };
  return new Promise((resolve, reject) => {
    const begin = performance.now();
    autocannon({ url, connections, duration, timeout: 20, sampleInt: 50, setupClient }, (error, result) => {
      if (error) return reject(error);
      const { 200: found, 304: unchanged } = result.statusCodeStats;
      const requests = latencies.length;
      const faults = requests - (found?.count ?? 0) - (unchanged?.count ?? 0) + result.errors;
      resolve({ requests, seconds: (performance.now() - begin) / 1000, latencies, bytes, faults });
      // autocannon's own histogram knows whole milliseconds only.
    }).on('response', (_client: unknown, _status: number, answerBytes: number, ms: number) => {
      latencies.push(ms);
      bytes += answerBytes;
    });
  });
}
