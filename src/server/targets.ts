import { LRUCache } from 'lru-cache';
import type { TileAddress } from '#src/map/tile-address.ts';
import type { Assets } from './assets.ts';
import { canonicalAddress, isBroken, isPersonal, type CanonicalAddress } from './canonical-address.ts';
import type { Representation } from './representation.ts';
import { tileIn } from './street-tiles.ts';

/** Who answers a request. */
export type Target =
  | { readonly kind: 'file'; readonly file: Representation }
  | { readonly kind: 'health' }
  /** Null: its numbers are those of no tile. */
  | { readonly kind: 'tile'; readonly tile: TileAddress | null }
  /** A page that is the same for everyone. */
  | ({ readonly kind: 'page' } & CanonicalAddress)
  | { readonly kind: 'personal' }
  | { readonly kind: 'broken' };

/** Longer ones are rare, and would make the memory of 20,000 large. */
const MAX_REMEMBERED_LENGTH = 300;

/** Makes the function that tells who answers, by the request's target as it was sent. */
export function createTargets(assets: Assets): (rawUrl: string) => Target {
  const known = new LRUCache<string, Target>({ max: 20_000 });
  return (rawUrl) => {
    let target = known.get(rawUrl);
    if (!target) {
      target = targetOf(rawUrl, assets);
      if (rawUrl.length <= MAX_REMEMBERED_LENGTH) known.set(rawUrl, target);
    }
    return target;
  };
}

function targetOf(rawUrl: string, assets: Assets): Target {
  if (isBroken(rawUrl)) return { kind: 'broken' };
  if (isPersonal(rawUrl)) return { kind: 'personal' };
  const { address, keepable } = canonicalAddress(rawUrl);
  if (address === '/healthz') return { kind: 'health' };
  const tile = tileIn(address);
  if (tile !== undefined) return { kind: 'tile', tile };
  const file = assets.get(address);
  return file ? { kind: 'file', file } : { kind: 'page', address, keepable };
}
