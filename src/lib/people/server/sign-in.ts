import { betterAuth } from 'better-auth';
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { createHmac } from 'node:crypto';

/** Sessions, passwords and (later) second factors are the library's; who may do what is never its business. */
export type SignIn = ReturnType<typeof openSignIn>;

const hours = 3600;

const cookiePrefix = 'insieme';
/** How the name of the session's cookie ends; over https it begins with __Secure-. */
export const sessionCookie = `${cookiePrefix}.session_token`;

export function openSignIn({ pool, key }: { pool: pg.Pool; key: Buffer }) {
  const database = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const secret = createHmac('sha256', key).update('sign-in').digest('hex');
  // Cookies are Secure exactly when the page came by https: one front for each.
  const open = (secure: boolean) =>
    betterAuth({
      secret,
      baseURL: secure ? 'https://localhost' : 'http://localhost',
      basePath: '/ufficio/accesso',
      database: { db: database, type: 'postgres' },
      emailAndPassword: {
        enabled: true,
        disableSignUp: false,
        minPasswordLength: 12,
        maxPasswordLength: 200,
        autoSignIn: false,
      },
      user: {
        modelName: 'sign_in_user',
        fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
      },
      session: {
        modelName: 'sign_in_session',
        fields: {
          userId: 'user_id',
          expiresAt: 'expires_at',
          ipAddress: 'ip_address',
          userAgent: 'user_agent',
          createdAt: 'created_at',
          updatedAt: 'updated_at',
        },
        expiresIn: 12 * hours,
        updateAge: hours,
      },
      account: {
        modelName: 'sign_in_account',
        fields: {
          userId: 'user_id',
          accountId: 'account_id',
          providerId: 'provider_id',
          accessToken: 'access_token',
          refreshToken: 'refresh_token',
          idToken: 'id_token',
          accessTokenExpiresAt: 'access_token_expires_at',
          refreshTokenExpiresAt: 'refresh_token_expires_at',
          createdAt: 'created_at',
          updatedAt: 'updated_at',
        },
      },
      verification: {
        modelName: 'sign_in_verification',
        fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
      },
      // Ours are in the database and never lock out who knows the password.
      rateLimit: { enabled: false },
      telemetry: { enabled: false },
      logger: { disabled: true },
      advanced: {
        useSecureCookies: secure,
        cookiePrefix,
        disableCSRFCheck: true,
        ipAddress: { disableIpTracking: true },
      },
    });
  const plain = open(false);
  const secured = open(true);
  const front = (secure: boolean) => (secure ? secured : plain);

  return {
    /** Makes an account and answers its id, or that of the one that has this address; the caller has checked that it may. */
    async createAccount({ email, password, name }: { email: string; password: string; name: string }): Promise<string> {
      const { internalAdapter } = await plain.$context;
      const known = await internalAdapter.findUserByEmail(email);
      if (known) return known.user.id;
      try {
        const { user } = await plain.api.signUpEmail({ body: { email, password, name } });
        return user.id;
      } catch (error) {
        // Another process made it between the look and the try.
        const made = await internalAdapter.findUserByEmail(email);
        if (made) return made.user.id;
        throw error;
      }
    },

    /** The account behind the request's cookie, and a name of the session for form keys; null when signed out or expired. */
    async sessionOf(headers: Headers, secure: boolean): Promise<{ account: string; token: string } | null> {
      const found = await front(secure).api.getSession({ headers, query: { disableRefresh: false } });
      return found && { account: found.user.id, token: found.session.token };
    },

    /** The cookies of a new session, or null for a wrong address or password alike. */
    async enter({ email, password }: { email: string; password: string }, secure: boolean): Promise<string[] | null> {
      const response = await front(secure).api.signInEmail({ body: { email, password }, asResponse: true });
      return response.ok ? response.headers.getSetCookie() : null;
    },

    /** The cookies that end the session; its row is gone. */
    async leave(headers: Headers, secure: boolean): Promise<string[]> {
      const response = await front(secure).api.signOut({ headers, asResponse: true });
      return response.headers.getSetCookie();
    },
  };
}
