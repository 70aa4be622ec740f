import { mailLink } from '#src/changes/coordinator-link.ts';
import type { CatalogueDatabase } from '#db/connect.ts';
import type { RateLimit } from '#src/submissions/rate-limit.ts';
import type { Clock } from '#src/time/festival-time.ts';
import type { Auth, AuthOptions } from './auth.ts';
import { tidyEmail, type Coordinator } from './coordinator.ts';
import { isGoodPassword } from './password.ts';
import type { LinkHolder, SignInLinks } from './sign-in-links.ts';

export interface CoordinatorsOptions extends AuthOptions {
  readonly clock: Clock;
  readonly links: SignInLinks;
  readonly rateLimit: RateLimit;
  /** Tells the mailer that there is something to send. */
  readonly wakeMailer: () => void;
}

/** Signed in, with the cookies that say so; or why not. What is wrong of address and password nobody is told. */
export type SignIn =
  | { readonly ok: true; readonly cookies: readonly string[] }
  | { readonly ok: false; readonly code: 'wrong' | 'too-often' | 'over' | 'bad-password' };

/** Somebody's session, by its id, and the cookie's owner. */
export interface OpenSession {
  readonly session: string;
  readonly coordinator: Coordinator;
}

const COOKIE = /(?:^|;\s*)(?:__Secure-)?desk\.session_token=/;
/** Asking for a link takes at least so long, whether there is somebody to write to or not. */
const ASKING_MS = 300;

/** Who works at the desk: signing in and out. Adding and removing them are changes (`#src/changes/coordinating.ts`). */
export class Coordinators {
  readonly #options: CoordinatorsOptions;
  readonly #database: CatalogueDatabase;
  #auth: Promise<Auth> | undefined;

  constructor(options: CoordinatorsOptions) {
    this.#options = options;
    this.#database = options.database;
  }

  /** Whom a request is from, by its cookie. Reads, and never writes or waits for who does. */
  async current(headers: Headers): Promise<OpenSession | null> {
    if (!COOKIE.test(headers.get('cookie') ?? '')) return null;
    const { api } = await this.#authentication();
    const found = await api.getSession({ headers: ownHeaders(headers) }).catch(throwCause);
    if (!found) return null;
    const { id, name, email, isAdministrator } = found.user;
    return { session: found.session.id, coordinator: { id, name, email, isAdministrator } };
  }

  /** @param from the visitor's true network address */
  async signIn(typed: { email: string; password: string }, from: string, headers: Headers): Promise<SignIn> {
    const { rateLimit } = this.#options;
    const email = tidyEmail(typed.email);
    if (!(await rateLimit.allows('password-from', from))) return { ok: false, code: 'too-often' };
    if (!(await rateLimit.allows('password-for', email))) return { ok: false, code: 'too-often' };
    const { api } = await this.#authentication();
    const body = { email, password: typed.password };
    try {
      const { headers: answered } = await api.signInEmail({ body, headers: ownHeaders(headers), returnHeaders: true });
      await rateLimit.forget('password-for', email);
      return { ok: true, cookies: answered.getSetCookie() };
    } catch (error) {
      if (isRefusal(error)) return { ok: false, code: 'wrong' };
      return throwCause(error);
    }
  }

  /** Sends a one-time link, if somebody has the address. The answer is the same, and as slow, if nobody has. */
  async requestLink(typed: string, from: string): Promise<'sent' | 'too-often'> {
    const [outcome] = await Promise.all([
      this.#requestLink(tidyEmail(typed), from),
      new Promise((resolve) => setTimeout(resolve, ASKING_MS)),
    ]);
    return outcome;
  }

  /** Whom a one-time link signs in; null if it was used or is over. */
  openLink(token: string): Promise<LinkHolder | null> {
    return this.#options.links.open(token);
  }

  /** Signs in by a one-time link; with a new password, which ends all their other sessions. */
  async redeemLink(token: string, headers: Headers, newPassword: string | null = null): Promise<SignIn> {
    if (newPassword !== null && !isGoodPassword(newPassword)) return { ok: false, code: 'bad-password' };
    const { api } = await this.#authentication();
    const holder = await this.#options.links.use(token);
    if (!holder) return { ok: false, code: 'over' };
    if (newPassword !== null) await this.#options.links.forgetAll(holder.id);
    const { response, headers: answered } = await api.openSession({
      body: { coordinator: holder.id, newPassword },
      headers: ownHeaders(headers),
      returnHeaders: true,
    });
    return response.ok ? { ok: true, cookies: answered.getSetCookie() } : { ok: false, code: 'over' };
  }

  /** Ends this session or all of that person. @returns the cookies that forget it */
  async signOut(headers: Headers, { everywhere = false } = {}): Promise<readonly string[]> {
    const open = await this.current(headers);
    if (open) {
      const { id } = open.coordinator;
      await this.#database.write.transaction().execute(async (db) => {
        const ended = db.deleteFrom('coordinator_session').where('coordinator_id', '=', id);
        await (everywhere ? ended : ended.where('id', '=', open.session)).execute();
      });
    }
    const { api } = await this.#authentication();
    const { headers: answered } = await api.signOut({ headers: ownHeaders(headers), returnHeaders: true });
    return answered.getSetCookie();
  }

  /** Sets the password of whom the session is; who has one already must know it. Ends their other sessions. */
  async changePassword(current: string, next: string, headers: Headers): Promise<SignIn> {
    const open = await this.current(headers);
    if (!open) return { ok: false, code: 'over' };
    if (!isGoodPassword(next)) return { ok: false, code: 'bad-password' };
    const { rateLimit } = this.#options;
    const { email, id } = open.coordinator;
    if (!(await rateLimit.allows('password-for', email))) return { ok: false, code: 'too-often' };
    const { api } = await this.#authentication();
    const own = { headers: ownHeaders(headers), returnHeaders: true as const };
    try {
      if (!(await this.hasPassword(id))) {
        await api.setPassword({ body: { newPassword: next }, ...own });
        return { ok: true, cookies: [] };
      }
      const body = { currentPassword: current, newPassword: next, revokeOtherSessions: true };
      const { headers: answered } = await api.changePassword({ body, ...own });
      await this.#options.links.forgetAll(id);
      await rateLimit.forget('password-for', email);
      return { ok: true, cookies: answered.getSetCookie() };
    } catch (error) {
      if (isRefusal(error)) return { ok: false, code: 'wrong' };
      return throwCause(error);
    }
  }

  async hasPassword(coordinator: string): Promise<boolean> {
    const row = await this.#database.read
      .selectFrom('coordinator_account')
      .select('id')
      .where('coordinator_id', '=', coordinator)
      .where('password', 'is not', null)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** Loads better-auth, which takes some 300 ms: who only lists events on the command line need not wait for it. */
  async warmUp(): Promise<void> {
    await (
      await this.#authentication()
    ).$context;
  }

  async #requestLink(email: string, from: string): Promise<'sent' | 'too-often'> {
    const { clock, rateLimit, wakeMailer } = this.#options;
    if (!(await rateLimit.allows('link-from', from))) return 'too-often';
    if (!(await rateLimit.allows('link-to', email))) return 'too-often';
    const at = clock.now();
    await this.#database.write.transaction().execute(async (db) => {
      const holder = await db
        .selectFrom('coordinator')
        .select(['id', 'email'])
        .where('email', '=', email)
        .executeTakeFirst();
      if (holder) await mailLink(db, holder, 'sign-in-link', at);
    });
    wakeMailer();
    return 'sent';
  }

  #authentication(): Promise<Auth> {
    return (this.#auth ??= import('./auth.ts').then(({ createAuth }) => createAuth(this.#options)));
  }
}

/** Of a request's headers, what better-auth is to know. */
function ownHeaders(headers: Headers): Headers {
  const userAgent = (headers.get('user-agent') ?? '').slice(0, 300);
  return new Headers({ cookie: headers.get('cookie') ?? '', 'user-agent': userAgent });
}

/** Whether better-auth says no, and not that something is broken. By its name: it has a copy of its class for each way in. */
function isRefusal(error: unknown): boolean {
  const { name, statusCode = 500 } = error as { name?: string; statusCode?: number };
  return name === 'APIError' && statusCode >= 400 && statusCode < 500;
}

/** Throws what was wrong, in place of what better-auth says about it: a locked catalogue is another matter than a fault. */
function throwCause(error: unknown): never {
  throw (error as { cause?: unknown }).cause ?? error;
}
