import { redirect, type Cookies } from '@sveltejs/kit';
import { may, type CitizenAction } from '#lib/kernel/permissions.ts';
import { parseReference, writeReference } from '#lib/kernel/reference.ts';
import type { Outcome, Refusal } from '#lib/kernel/refusal.ts';
import { refuse } from '#lib/kernel/refusal.ts';
import type { DB } from '#lib/kernel/server/database-types.ts';
import { digestOfSecret, parseFormKey } from '#lib/kernel/server/form-key.ts';
import { withinLimit } from '#lib/kernel/server/limits.ts';
import { perform, type UseCase } from '#lib/kernel/server/perform.ts';
import { blind } from '#lib/kernel/server/secrets.ts';
import { openByToken, type CitizenActor } from '#lib/requests/server/open-by-secret.ts';
import { readRequest, type RequestView } from '#lib/requests/server/read-request.ts';
import { allows, type Transition } from '#lib/requests/transitions.ts';
import { readAccess } from '../../../citizen-cookies.ts';

/** What the pages below /segui/[reference] need of a request for a page or of a form that was sent. */
export type FollowEvent = {
  cookies: Cookies;
  locals: App.Locals;
  params: { reference: string };
  request: Request;
  setHeaders(headers: Record<string, string>): void;
};

/** A request and whoever opened it with its link or its password. */
export type Followed = {
  citizen: CitizenActor;
  request: RequestView;
  /** As addresses have it. */
  reference: string;
  path: string;
  /** The secret in the browser's cookie. */
  token: string;
};

/** Who has not opened the request on this device is asked for number and password. */
export async function requireFollowed(event: FollowEvent): Promise<Followed> {
  const { root, municipality } = event.locals;
  const reference = parseReference(event.params.reference);
  const token = reference && readAccess(event, reference);
  const citizen = token ? await openByToken(root.web, root.keys, municipality.id, reference, token) : null;
  const request = citizen && (await readRequest(root.web, citizen, citizen.request));
  if (!request || !token) {
    redirect(303, `/segui?${new URLSearchParams({ numero: event.params.reference }).toString()}`);
  }
  const written = writeReference(request.reference);
  return { citizen, request, reference: written, path: `/segui/${written}`, token };
}

/** The same for a page that is shown: no browser keeps it. */
export function followedPage(event: FollowEvent): Promise<Followed> {
  event.setHeaders({ 'cache-control': 'no-store' });
  return requireFollowed(event);
}

/** What the citizen may do in the request's state: the rest is not offered, and refused if forced. */
export function mayDo({ citizen, request }: Followed, action: Exclude<CitizenAction, 'read'> & Transition): boolean {
  return may(citizen, action, request.subject) && allows(request.state, action);
}

/**
 * The page of an act that is not possible any more goes back to the request, which says why. Not after a form: what was
 * typed stays to be read.
 */
export function requireAct(
  { request }: Pick<FollowEvent, 'request'>,
  followed: Followed,
  action: Parameters<typeof mayDo>[1],
): void {
  if (request.method === 'GET' && !mayDo(followed, action)) redirect(303, followed.path);
}

/** Of one request. A person writes a handful; what writes more is none. */
const acts = { uses: 30, per: Temporal.Duration.from({ hours: 1 }) };

export type Form = { get(name: string): string };

/** The form goes through the one door as its citizen's act. A form sent twice counts once; with other words it is told so. */
export async function actAsCitizen<T extends keyof DB, Input, Result extends Outcome>(
  { locals }: Pick<FollowEvent, 'locals'>,
  { citizen, token }: Followed,
  form: Form,
  useCase: UseCase<T, Input, Result>,
  input: Input,
): Promise<Extract<Result, { ok: true }> | Refusal<string>> {
  const { root, municipality, door } = locals;
  const key = parseFormKey(form.get('key'));
  if (!key) return refuse('broken-form');
  const within = await withinLimit(root.web, {
    municipality: municipality.id,
    bucket: blind(root.keys, 'citizen-act', citizen.request),
    limit: acts,
    now: root.clock(),
  });
  if (!within) return refuse('too-many-acts');
  const held = { key, holder: digestOfSecret(token) };
  return (await perform(door, citizen, held, useCase, input)) as Extract<Result, { ok: true }> | Refusal<string>;
}
