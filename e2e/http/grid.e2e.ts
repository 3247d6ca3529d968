import { randomBytes } from 'node:crypto';
import { levels, type Level } from '#lib/kernel/actor.ts';
import {
  citizenActions,
  grid,
  requestActions,
  type CitizenAction,
  type RequestAction,
} from '#lib/kernel/permissions.ts';
import { photo } from '#test/photos.ts';
import { handedInDaysAgo } from '../older.ts';
import { expect, test } from '../test.ts';
import type { Site, Wanted, World, WorldRequest } from '../world/world.ts';
import { refusedMail, waitingMail, withOwner } from './as-owner.ts';
import { senderOf } from './send.ts';
import { cookieOf } from './sign-in.ts';

/** How the console does each action: the form, the state it is for, and what is filled in. */
type Act = {
  form: string;
  /** Where the form stands, when it is not the request's own page. */
  page?: string;
  /** The page is nobody's own: the form itself names the request. */
  shared?: true;
  state: Wanted['state'];
  /** A form that takes photos. */
  multipart?: boolean;
  fields: (request: WorldRequest, site: Site, world: World) => Record<string, string> | Promise<Record<string, string>>;
};

const inspection = ({ step }: WorldRequest) => ({ step: step ?? '', version: '1' });

const acts: Record<Exclude<RequestAction, 'read'>, Act> = {
  'take-in-charge': { form: 'take', state: 'received', fields: ({ version }) => ({ version: String(version) }) },
  message: { form: 'message', state: 'in-charge', fields: () => ({ text: 'Passiamo domani.' }) },
  note: { form: 'note', state: 'in-charge', fields: () => ({ text: 'Sentito il cantiere.' }) },
  'plan-inspection': {
    form: 'planInspection',
    state: 'in-charge',
    fields: ({ version }) => ({ version: String(version), date: '2099-01-15', time: '09:30', message: '' }),
  },
  'do-inspection': {
    form: 'completeInspection',
    state: 'inspection',
    multipart: true,
    fields: (request) => ({ ...inspection(request), findings: 'Buca di dieci centimetri.' }),
  },
  'cancel-inspection': {
    form: 'cancelInspection',
    state: 'inspection',
    fields: (request) => ({ ...inspection(request), reason: 'Piove.' }),
  },
  'change-danger': {
    form: 'danger',
    state: 'in-charge',
    fields: ({ version }) => ({ version: String(version), danger: 'yes', reason: 'Il palo è caduto.' }),
  },
  close: {
    form: 'close',
    state: 'in-charge',
    fields: ({ version }) => ({ version: String(version), outcome: 'solved', redirected_to: '', text: 'Riparata.' }),
  },
  'ask-citizen': { form: 'ask', state: 'in-charge', fields: () => ({ text: 'Da che lato è?', days: '10' }) },
  'cancel-question': {
    form: 'cancelQuestion',
    state: 'question',
    fields: (request) => ({ ...inspection(request), reason: 'Lo sappiamo già.' }),
  },
  reopen: {
    form: 'reopen',
    state: 'closed',
    fields: ({ version }) => ({ version: String(version), reason: 'La buca è tornata.' }),
  },
  'review-publication': {
    page: '/ufficio/pubblicazione',
    form: 'words',
    state: 'received',
    fields: () => ({ version: '0', decision: 'shown', title: 'Buca', body: 'Profonda.', place: 'Via Roma' }),
  },
  'attach-mail': {
    page: '/ufficio/posta',
    shared: true,
    form: 'attach',
    state: 'received',
    fields: async ({ reference }, site, world) => ({
      mail: await waitingMail(site, world),
      reference,
      readBy: 'staff',
    }),
  },
  'help-with-access': {
    form: 'address',
    state: 'in-charge',
    fields: ({ version }) => ({ version: String(version), email: 'giusto@example.it' }),
  },
  'resend-mail': {
    form: 'resendMail',
    state: 'received',
    fields: async ({ id }, site) => ({ mail: await refusedMail(site, id) }),
  },
};

/** In the operator's own office and sector, and in another one. */
const places = ['roads', 'green'] as const;
const actions = requestActions.filter((action) => action !== 'read');

function isAllowed(level: Level, action: RequestAction, place: (typeof places)[number]): boolean {
  const reach = grid[level][action];
  return reach === 'everywhere' || (reach === 'post' && place === 'roads');
}

test.describe.configure({ mode: 'default' });

for (const level of levels) {
  for (const place of places) {
    const reads = isAllowed(level, 'read', place);
    test(`${level} ${reads ? 'reads' : 'does not read'} a request of ${place}`, async ({ site, town, makeRequest }) => {
      const cookie = await cookieOf(site, town, level);
      const { reference, title } = await makeRequest({ office: place, state: 'received', title: 'Tombino rotto' });
      const answer = await senderOf(site, town)(`/ufficio/segnalazioni/${reference}`, { cookie });
      expect(answer.status).toBe(reads ? 200 : 404);
      expect(answer.text.includes(title)).toBe(reads);
    });

    for (const action of actions) {
      const allowed = isAllowed(level, action, place);
      test(`${level} ${allowed ? 'may' : 'may not'} ${action} in ${place}`, async ({
        world,
        site,
        town,
        makeRequest,
      }) => {
        const { page = '/ufficio/segnalazioni', shared, form, state, multipart = false, fields } = acts[action];
        const request = await makeRequest({ office: place, state });
        const sent = { key: randomBytes(16).toString('hex'), ...(await fields(request, site, world)) };
        const post = async (who: Level) =>
          senderOf(site, town)(`${page}${shared ? '' : `/${request.reference}`}?/${form}`, {
            cookie: await cookieOf(site, town, who),
            form: sent,
            multipart,
          });

        const before = await entriesOf(site, request);
        const { status } = await post(level);
        const after = await entriesOf(site, request);
        if (allowed) {
          expect(status).toBe(303);
          expect(after).not.toEqual(before);
        } else {
          expect([403, 404]).toContain(status);
          expect(after).toEqual(before);
          // The very same form of somebody who may: it was the level that was refused, and nothing is left behind.
          expect(await post('administrator')).toMatchObject({ status: 303 });
        }
      });
    }
  }
}

/** How the follow page does each action of a citizen. */
type CitizenAct = {
  state: Wanted['state'];
  path: (request: WorldRequest) => string;
  fields: (request: WorldRequest) => Record<string, string>;
  multipart?: boolean;
  photo?: boolean;
  /** Days ago that the request was received, where it may not be too new. */
  age?: number;
};

const citizenActs: Record<Exclude<CitizenAction, 'read'>, CitizenAct> = {
  answer: {
    state: 'question',
    path: ({ step }) => `?/rispondi&domanda=${step ?? ''}`,
    fields: () => ({ version: '1', text: 'Dal lato del mare.' }),
    multipart: true,
  },
  write: { state: 'in-charge', path: () => '/scrivi', fields: () => ({ text: 'È peggiorata.' }) },
  'add-photos': {
    state: 'in-charge',
    path: () => '/foto?/manda',
    fields: () => ({ text: 'Di stamattina.' }),
    multipart: true,
    photo: true,
  },
  remind: { state: 'in-charge', path: () => '/sollecita', fields: () => ({ text: '' }), age: 4 },
  withdraw: {
    state: 'in-charge',
    path: () => '/ritira',
    fields: ({ version }) => ({ version: String(version), reason: '' }),
  },
  rate: { state: 'closed', path: () => '?/utile', fields: () => ({ helped: 'yes', text: '' }) },
  reopen: {
    state: 'closed',
    path: () => '/riapri',
    fields: ({ version }) => ({ version: String(version), reason: 'La buca è tornata.' }),
  },
};

for (const action of citizenActions) {
  if (action === 'read') continue;
  test(`${action} is done by who opened the request, and by nobody else`, async ({
    site,
    town,
    other,
    makeRequest,
  }) => {
    const { state, path, fields, multipart = false, photo: withPhoto = false, age = 0 } = citizenActs[action];
    const request = await makeRequest({ office: 'roads', state });
    if (age > 0) await handedInDaysAgo(site, request, age);
    const another = await makeRequest({ office: 'roads', state: 'received' });
    const form = { key: randomBytes(16).toString('hex'), ...fields(request) };
    const file = withPhoto ? { name: 'photo', bytes: await photo({ width: 80, height: 60 }) } : undefined;
    const post = (cookie: string, from = town) =>
      senderOf(site, from)(`/segui/${request.reference}${path(request)}`, {
        cookie,
        form,
        multipart,
        ...(file && { file }),
      });
    const access = (of: WorldRequest) => `richiesta-${request.reference}=${of.token}`;

    const before = await entriesOf(site, request);
    const strangers = ['', access(another), await cookieOf(site, town, 'administrator')];
    for (const cookie of strangers) {
      const answer = await post(cookie);
      expect(answer.status).toBe(303);
      expect(answer.headers.location).toContain('/segui?numero=');
    }
    expect((await post(access(request), other)).headers.location).toContain('/segui?numero=');
    expect(await entriesOf(site, request)).toEqual(before);

    const mine = await post(access(request));
    expect(mine.status).toBe(303);
    expect(mine.headers.location).toContain(`/segui/${request.reference}?fatto=`);
    expect(await entriesOf(site, request)).not.toEqual(before);
  });
}

/** What the trail and the mails say of a request: any act changes it. */
async function entriesOf(site: Site, { id }: WorldRequest): Promise<unknown> {
  return withOwner(site, async (client) => {
    const { rows } = await client.query(
      `select (select count(*) from trail_entry where request_id = $1) as entries,
         (select version from request where id = $1) as version,
         (select array_agg(state) from mail where request_id = $1 and state = 'refused') as refused`,
      [id],
    );
    return rows as unknown;
  });
}
