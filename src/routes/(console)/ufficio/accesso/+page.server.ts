import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { blind } from '#lib/kernel/server/secrets.ts';
import { isLimited, withinLimit, type Limit } from '#lib/kernel/server/limits.ts';
import { initialsOf } from '#lib/people/ui/initials.ts';
import type { PracticeLogIn, SignInNotice, SignInState } from '#lib/people/ui/sign-in-view.ts';
import { offeredPeople, practicePassword } from '#lib/training/server/practice-log-ins.ts';
import { readForm } from '../../../read-form.ts';
import type { Actions, PageServerLoad } from './$types';

/** Wrong tries by address and account. They only slow down: nobody is locked out of an account by somebody else. */
const wrongTries: Limit = { uses: 5, per: Temporal.Duration.from({ minutes: 1 }) };

export const load: PageServerLoad = ({ locals: { municipality, person }, url }) => {
  if (person) redirect(303, pathOf(url.searchParams.get('dopo')) ?? '/ufficio');
  return {
    practice: municipality.practice ? offeredPeople().map(toLogIn) : [],
    notice: noticeOf(url),
    back: pathOf(url.searchParams.get('dopo')),
    here: url.pathname + url.search,
  };
};

export const actions: Actions = {
  signIn: async (event) => {
    const form = await readForm(event.request);
    return enter(event, {
      email: form.get('email').toLowerCase(),
      password: form.raw('password'),
      back: pathOf(form.get('back')),
    });
  },

  practice: async (event) => {
    if (!event.locals.municipality.practice) return refused('', 'unknown-person', null);
    const form = await readForm(event.request);
    const back = pathOf(form.get('back'));
    const person = offeredPeople().find(({ email }) => email === form.get('person'));
    if (!person) return refused('', 'unknown-person', back);
    return enter(event, { email: person.email, password: practicePassword, back });
  },

  signOut: async (event) => {
    const { root, secure } = event.locals;
    setCookies(event, await root.signIn.leave(event.request.headers, secure));
    redirect(303, '/ufficio/accesso?uscita');
  },
};

async function enter(
  event: RequestEvent,
  { email, password, back }: { email: string; password: string; back: string | null },
) {
  const { root, municipality, secure } = event.locals;
  if (email === '' || password === '') return refused(email, 'incomplete', back);

  const tries = {
    municipality: municipality.id,
    bucket: blind(root.keys, 'sign-in', `${event.getClientAddress()} ${email}`),
    limit: wrongTries,
    now: root.clock(),
  };
  if (await isLimited(root.web, tries)) return refused(email, 'wait', back, secondsLeft(tries.now));
  const cookies = await root.signIn.enter({ email, password }, secure);
  if (!cookies) {
    await withinLimit(root.web, tries);
    return refused(email, 'wrong', back);
  }
  setCookies(event, cookies);
  redirect(303, back ?? '/ufficio');
}

function refused(email: string, problem: SignInState['problem'], back: string | null, seconds?: number) {
  return fail(problem === 'wait' ? 429 : 400, { state: { email, problem, seconds } satisfies SignInState, back });
}

/** The library writes whole cookies; Kit wants to know about each of them. */
function setCookies(event: RequestEvent, cookies: readonly string[]): void {
  for (const cookie of cookies) {
    const [pair = '', ...attributes] = cookie.split(';').map((part) => part.trim());
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    const maxAge = attributes
      .map((attribute) => /^max-age=(\d+)$/i.exec(attribute)?.[1])
      .find((found) => found !== undefined);
    event.cookies.set(name, decodeURIComponent(value), {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: event.locals.secure,
      ...(maxAge === undefined ? {} : { maxAge: Number(maxAge) }),
    });
  }
}

/** A path of the console and nothing else: whoever sends a link must not be able to lead elsewhere after signing in. */
function pathOf(text: string | null): string | null {
  return text !== null && /^\/ufficio(?:[/?]|$)/.test(text) && !text.includes('//') && !text.includes('\\')
    ? text
    : null;
}

function noticeOf({ searchParams }: URL): SignInNotice {
  if (searchParams.has('uscita')) return 'signed-out';
  if (searchParams.get('scaduta') === 'scrivendo') return 'expired-writing';
  return searchParams.has('scaduta') ? 'expired' : null;
}

function secondsLeft(now: Temporal.Instant): number {
  return 60 - (Math.floor(now.epochMilliseconds / 1000) % 60);
}

function toLogIn({ email, name, title, login }: ReturnType<typeof offeredPeople>[number]): PracticeLogIn {
  return { id: email, name, initials: initialsOf(name), level: title, what: login ?? '' };
}
