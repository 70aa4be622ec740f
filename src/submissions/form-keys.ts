import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Nobody reads and fills in the form in less, in seconds. */
const LEAST_SECONDS = 4;

/** What a form's key says of it. */
export type FormKeyJudgement = 'good' | 'too-fast' | 'not-ours';

/**
 * The hidden key of a form: when it was shown, and a random part, signed. It tells a form that was filled in by a
 * person from one that a program sent at once, and one that is sent twice from two.
 */
export class FormKeys {
  readonly #key: Buffer;

  constructor(key: Buffer) {
    this.#key = key;
  }

  /** @param now instant at which the form is shown */
  issue(now: string): string {
    const said = `${Date.parse(now).toString(36)}.${randomBytes(12).toString('base64url')}`;
    return `${said}.${this.#sign(said)}`;
  }

  judge(formKey: string, now: string): FormKeyJudgement {
    const [, said = '', time = '', signature = ''] = /^((\w{6,12})\.[\w-]{16})\.([\w-]{22})$/.exec(formKey) ?? [];
    if (said === '' || !timingSafeEqual(Buffer.from(signature), Buffer.from(this.#sign(said)))) return 'not-ours';
    return Date.parse(now) - Number.parseInt(time, 36) < LEAST_SECONDS * 1000 ? 'too-fast' : 'good';
  }

  #sign(said: string): string {
    return createHmac('sha256', this.#key).update('form').update(said).digest('base64url').slice(0, 22);
  }
}
