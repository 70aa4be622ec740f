import { ask, BROWSER_ENCODINGS } from './answer.ts';
import { CONNECTIONS } from './cases.ts';
import { drive, together, type Load, type Span } from './load.ts';
import { startBareServer, type RunningServer } from './processes.ts';

/** A kept page, and the same bytes from a server that does nothing else. */
export interface Comparison {
  readonly name: string;
  readonly kept: Load;
  readonly bare: Load;
}

const TURNS = 4;

/** Drives both in turns, so that a machine that slows down meanwhile is unfair to neither. */
export async function besideBare(
  site: RunningServer,
  name: string,
  path: string,
  { seconds, warmUp }: Span,
): Promise<Comparison> {
  const answer = await ask(site.url + path);
  const bareServer = await startBareServer(answer);
  try {
    const demand = { connections: CONNECTIONS, headers: BROWSER_ENCODINGS, paths: [path] };
    const kept: Load[] = [];
    const bare: Load[] = [];
    for (let turn = 0; turn < TURNS; turn++) {
      const share = { seconds: seconds / 2, warmUp: turn === 0 ? warmUp : 0 };
      kept.push(await drive(site, demand, share));
      bare.push(await drive(bareServer, demand, share));
    }
    return { name, kept: together(kept), bare: together(bare) };
  } finally {
    await bareServer.stop();
  }
}
