import type { Clock } from '#src/time/festival-time.ts';
import type { PngBody } from './png.ts';
import type { TileAddress } from './tile-address.ts';
import type { TileLog } from './tile-log.ts';
import { requestTile } from './tile-request.ts';
import { UpstreamHealth } from './upstream-health.ts';
import { WaitingLine } from './waiting-line.ts';

export type UpstreamAnswer =
  | { readonly kind: 'tile'; readonly body: PngBody }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unavailable'; readonly retryAfterSeconds: number };

export interface UpstreamOptions {
  /** Address of a tile with `{z}`, `{x}` and `{y}` in it. */
  readonly template: string;
  /** Who asks, and where to complain. */
  readonly userAgent: string;
  readonly clock: Clock;
  readonly log: TileLog;
  readonly limits?: Partial<UpstreamLimits>;
}

/** As much as a volunteers' server bears (operations.osmfoundation.org/policies/tiles). Smaller in tests. */
export interface UpstreamLimits {
  readonly atOnce: number;
  readonly waiting: number;
  /** For head and body together. */
  readonly timeoutMs: number;
}

const LIMITS: UpstreamLimits = { atOnce: 6, waiting: 200, timeoutMs: 8000 };
/** Whoever has waited longer for a turn has left; others come sooner if it is passed over. */
const PATIENCE_SECONDS = 20;
const SOON_SECONDS = 10;

/** Whoever makes the tiles; asked politely. */
export class TileUpstream {
  readonly #template: string;
  readonly #userAgent: string;
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  readonly #line: WaitingLine;
  readonly #health: UpstreamHealth;

  constructor({ template, userAgent, clock, log, limits }: UpstreamOptions) {
    const { timeoutMs, ...line } = { ...LIMITS, ...limits };
    this.#template = template;
    this.#userAgent = userAgent;
    this.#clock = clock;
    this.#timeoutMs = timeoutMs;
    this.#line = new WaitingLine(line);
    this.#health = new UpstreamHealth({ host: new URL(tileUrl(template, { z: 0, x: 0, y: 0 })).host, clock, log });
  }

  async tile(tile: TileAddress): Promise<UpstreamAnswer> {
    const pause = this.#health.pauseSeconds();
    if (pause > 0) return unavailable(pause);
    const cameAt = this.#clock.now();
    return (await this.#line.join(() => this.#askInTurn(tile, cameAt))) ?? unavailable(SOON_SECONDS);
  }

  async #askInTurn(tile: TileAddress, cameAt: string): Promise<UpstreamAnswer> {
    // What happened meanwhile to those before.
    const pause = this.#health.pauseSeconds();
    if (pause > 0) return unavailable(pause);
    const waitedMs = Date.parse(this.#clock.now()) - Date.parse(cameAt);
    if (waitedMs > PATIENCE_SECONDS * 1000) return unavailable(SOON_SECONDS);

    const result = await this.#health.watch(() =>
      requestTile(tileUrl(this.#template, tile), { userAgent: this.#userAgent, timeoutMs: this.#timeoutMs }),
    );
    if (result.kind === 'tile' || result.kind === 'missing') return result;
    return unavailable(Math.max(this.#health.pauseSeconds(), SOON_SECONDS));
  }
}

function unavailable(retryAfterSeconds: number): UpstreamAnswer {
  return { kind: 'unavailable', retryAfterSeconds };
}

/** `tileUrl('https://tiles.example/{z}/{y}/{x}.png', { z: 9, x: 270, y: 171 })` → `'https://tiles.example/9/171/270.png'` */
export function tileUrl(template: string, tile: TileAddress): string {
  return template.replace(/\{([zxy])\}/g, (_, name: 'z' | 'x' | 'y') => String(tile[name]));
}
