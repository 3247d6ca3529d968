import type { Cookies } from '@sveltejs/kit';
import { writeReference, type Reference } from '#lib/kernel/reference.ts';
import { digestOfSecret } from '#lib/kernel/server/form-key.ts';
import type { LinkName } from '#lib/requests/link-token.ts';
import { draftLife, newDraftSecret } from '#lib/requests/server/draft.ts';

/** The draft's secret; files of the draft are shown by it too, so it goes to the whole site. */
const draftCookie = 'bozza';
const days = (count: number) => count * 24 * 60 * 60;

type Browser = { cookies: Cookies; locals: { secure: boolean } };

/** Whose draft and uploads these are, as the database knows them; null for a browser without a draft. */
export function draftHolder({ cookies }: Pick<Browser, 'cookies'>): Buffer | null {
  const secret = cookies.get(draftCookie);
  return secret ? digestOfSecret(secret) : null;
}

/** A new secret for a new draft. Each save renews the cookie's life with the draft's. */
export function beginDraft(browser: Browser): Buffer {
  const secret = newDraftSecret();
  setDraft(browser, secret);
  return digestOfSecret(secret);
}

export function keepDraft(browser: Browser): void {
  const secret = browser.cookies.get(draftCookie);
  if (secret) setDraft(browser, secret);
}

function setDraft({ cookies, locals }: Browser, secret: string): void {
  const maxAge = draftLife.total('seconds');
  cookies.set(draftCookie, secret, { path: '/', httpOnly: true, sameSite: 'lax', secure: locals.secure, maxAge });
}

export function forgetDraft({ cookies }: Pick<Browser, 'cookies'>): void {
  cookies.delete(draftCookie, { path: '/' });
}

/** A cookie for each request, named by its number: sent only with its own pages, its files, and the confirmation. */
const accessCookie = (reference: Reference) => `richiesta-${writeReference(reference)}`;
const accessPaths = (reference: Reference) => [
  `/segui/${writeReference(reference)}`,
  '/foto',
  '/documenti',
  `/servizi/segnalazione-disservizio/inviata/${writeReference(reference)}`,
];

export function readAccess({ cookies }: Pick<Browser, 'cookies'>, reference: Reference): string | null {
  return cookies.get(accessCookie(reference)) ?? null;
}

export function giveAccess({ cookies, locals }: Browser, reference: Reference, token: string): void {
  for (const path of accessPaths(reference)) {
    cookies.set(accessCookie(reference), token, {
      path,
      httpOnly: true,
      sameSite: 'lax',
      secure: locals.secure,
      maxAge: days(30),
    });
  }
}

export function endAccess({ cookies }: Pick<Browser, 'cookies'>, reference: Reference): void {
  for (const path of accessPaths(reference)) cookies.delete(accessCookie(reference), { path });
}

/** The token of a mailed link, on its way from the address to the one page that asks before anything is done. */
export function giveLink({ cookies, locals }: Browser, name: LinkName, token: string): void {
  const maxAge = 60 * 60;
  cookies.set(`link-${name}`, token, {
    path: `/segui/${name}`,
    httpOnly: true,
    sameSite: 'lax',
    secure: locals.secure,
    maxAge,
  });
}

export function readLink({ cookies }: Pick<Browser, 'cookies'>, name: LinkName): string | null {
  return cookies.get(`link-${name}`) ?? null;
}

/**
 * That this browser has just got a new password: its page shows it for ten minutes, so that a page loaded again on a bad line
 * does not lose it. No secret: the number of the password, which must still be the newest.
 */
const freshCookie = 'password-nuova';
const freshPath = (reference: Reference) => `/segui/${writeReference(reference)}/password`;

export function markFreshPassword({ cookies, locals }: Browser, reference: Reference, generation: number): void {
  const path = freshPath(reference);
  cookies.set(freshCookie, String(generation), {
    path,
    httpOnly: true,
    sameSite: 'lax',
    secure: locals.secure,
    maxAge: 600,
  });
}

export function hasFreshPassword({ cookies }: Pick<Browser, 'cookies'>, generation: number): boolean {
  return cookies.get(freshCookie) === String(generation);
}
