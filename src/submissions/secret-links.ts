import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a link lets its holder do: see and change their submission, or prove that its address is theirs. */
export type LinkPurpose = 'view' | 'confirm';

/** Which submission a link is for, and for the how manieth of its links. */
export interface LinkTarget {
  readonly id: string;
  readonly generation: number;
}

const PURPOSES: readonly LinkPurpose[] = ['view', 'confirm'];
const ID_BYTES = 16;
const MAC_BYTES = 16;
const TOKEN = /^[A-Za-z0-9_-]{44}$/;

/**
 * The secret part of a submission's address: purpose, id and an HMAC-SHA-256 over both and the generation, as base64url.
 * Made when it is needed and kept nowhere; a new generation makes older ones worthless.
 */
export class SecretLinks {
  readonly #key: Buffer;

  /** @param key 32 random bytes that only the operator's machine has */
  constructor(key: Buffer) {
    this.#key = key;
  }

  /** `token({ id, generation: 1 }, 'view')` → `'AKm…'`, 44 characters */
  token({ id, generation }: LinkTarget, purpose: LinkPurpose): string {
    const head = Buffer.concat([Buffer.from([PURPOSES.indexOf(purpose)]), Buffer.from(id.replaceAll('-', ''), 'hex')]);
    return Buffer.concat([head, this.#mac(head, generation)]).toString('base64url');
  }

  /** Whom a token claims to be for; not believed before `isGenuine`. Null if it cannot be one. */
  claimOf(token: string): { readonly id: string; readonly purpose: LinkPurpose } | null {
    const purpose = TOKEN.test(token) ? PURPOSES[Buffer.from(token, 'base64url')[0]!] : undefined;
    if (!purpose) return null;
    const hex = Buffer.from(token, 'base64url')
      .subarray(1, 1 + ID_BYTES)
      .toString('hex');
    return { id: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'), purpose };
  }

  isGenuine(token: string, { generation }: LinkTarget): boolean {
    const bytes = Buffer.from(token, 'base64url');
    const head = bytes.subarray(0, 1 + ID_BYTES);
    const mac = bytes.subarray(1 + ID_BYTES);
    return mac.length === MAC_BYTES && timingSafeEqual(mac, this.#mac(head, generation));
  }

  #mac(head: Buffer, generation: number): Buffer {
    return createHmac('sha256', this.#key)
      .update('submission')
      .update(head)
      .update(String(generation))
      .digest()
      .subarray(0, MAC_BYTES);
  }
}
