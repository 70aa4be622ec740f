import { createHmac } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';
import type { CatalogueDatabase } from '#db/connect.ts';
import { authConnection } from './auth-connection.ts';
import { LEAST_PASSWORD_LENGTH, MOST_PASSWORD_LENGTH } from './password.ts';

/** Long enough for a festival's last weeks; never prolonged, so that looking at a page writes nothing. */
const SESSION_DAYS = 14;

export interface AuthOptions {
  readonly database: CatalogueDatabase;
  readonly siteUrl: string;
  /** The operator's key: sessions' cookies are signed with one that is made of it. */
  readonly key: Buffer;
}

export type Auth = ReturnType<typeof createAuth>;

const DATED = { createdAt: 'created_at', updatedAt: 'updated_at' };

/**
 * better-auth with our tables and rules. No address of it is served: `auth.api` is called by our own pages, which check
 * Origin, limits and who is allowed to do what. Not inside a transaction: it would wait for itself.
 */
export function createAuth({ database, siteUrl, key }: AuthOptions) {
  return betterAuth({
    appName: 'desk',
    baseURL: siteUrl,
    basePath: '/desk/auth',
    secret: createHmac('sha256', key).update('better-auth').digest('base64url'),
    database: { db: authConnection(database), type: 'sqlite', transaction: false },
    telemetry: { enabled: false },
    // What is expected is answered; what is not is thrown, and logged where it is caught.
    logger: { disabled: true },
    // Ours count calls on the server, too (`#src/submissions/rate-limit.ts`).
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: LEAST_PASSWORD_LENGTH,
      maxPasswordLength: MOST_PASSWORD_LENGTH,
    },
    session: {
      modelName: 'coordinator_session',
      fields: {
        ...{ userId: 'coordinator_id', expiresAt: 'expires_at', ipAddress: 'ip_address', userAgent: 'user_agent' },
        ...DATED,
      },
      expiresIn: SESSION_DAYS * 24 * 60 * 60,
      disableSessionRefresh: true,
      // Else reading a session that is over would write.
      deferSessionRefresh: true,
    },
    user: {
      modelName: 'coordinator',
      fields: { emailVerified: 'email_verified', ...DATED },
      additionalFields: {
        isAdministrator: {
          ...{ type: 'boolean', required: true, defaultValue: false, input: false },
          fieldName: 'is_administrator',
        },
      },
    },
    account: {
      modelName: 'coordinator_account',
      fields: {
        ...{ userId: 'coordinator_id', accountId: 'account_id', providerId: 'provider_id', idToken: 'id_token' },
        ...{ accessToken: 'access_token', accessTokenExpiresAt: 'access_token_expires_at' },
        ...{ refreshToken: 'refresh_token', refreshTokenExpiresAt: 'refresh_token_expires_at' },
        ...DATED,
      },
    },
    verification: { modelName: 'coordinator_verification', fields: { expiresAt: 'expires_at', ...DATED } },
    advanced: {
      cookiePrefix: 'desk',
      useSecureCookies: siteUrl.startsWith('https:'),
      // Lax: a link in a mail leads to the page, and not to signing in once more.
      defaultCookieAttributes: { path: '/desk', httpOnly: true, sameSite: 'lax' },
      ipAddress: { disableIpTracking: true },
      database: { generateId: 'uuid' },
    },
    plugins: [{ id: 'one-time-link', endpoints: { openSession } }],
  });
}

/** Signs a coordinator in who has shown by a one-time link who they are; with a new password, everybody else is out. */
const openSession = createAuthEndpoint.serverOnly(
  { method: 'POST', body: z.object({ coordinator: z.string(), newPassword: z.string().nullable() }) },
  async (context) => {
    const { coordinator, newPassword } = context.body;
    const { internalAdapter, password: passwords } = context.context;
    const user = await internalAdapter.findUserById(coordinator);
    if (!user) return context.json({ ok: false });
    if (newPassword !== null) {
      const password = await passwords.hash(newPassword);
      const account = await internalAdapter.findCredentialAccount(user.id);
      if (account) await internalAdapter.updateAccount(account.id, { password });
      else {
        const own = { userId: user.id, accountId: user.id, providerId: 'credential' };
        await internalAdapter.linkAccount({ ...own, password });
      }
      await internalAdapter.deleteUserSessions(user.id);
    }
    const session = await internalAdapter.createSession(user.id);
    await setSessionCookie(context, { session, user });
    return context.json({ ok: true });
  },
);
