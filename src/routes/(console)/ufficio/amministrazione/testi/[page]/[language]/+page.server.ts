import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { digestOfSecret, newFormKey } from '#lib/kernel/server/form-key.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import {
  blanks,
  statementLength,
  statementPages,
  statementSlugs,
  unknownBlanks,
  type OwnStatement,
  type StatementPage,
} from '#lib/municipalities/statement.ts';
import { listStatements, readStatementHistory } from '#lib/municipalities/server/statements.ts';
import { writeStatement } from '#lib/municipalities/server/write-statement.ts';
import { usualStatement } from '#lib/municipalities/usual-statement.ts';
import { shortMoment } from '#lib/requests/ui/relative-date.ts';
import * as m from '#lib/words/compiled/messages.js';
import { isLocale, type Locale } from '#lib/words/compiled/runtime.js';
import { readForm } from '../../../../../../read-form.ts';
import { statementBody } from '../../../../../../statement-body.ts';
import { keyAndVersion, type KeyAndVersion } from '../../../../form-fields.ts';
import { doneWords } from '../../../done-words.ts';
import { languageNames, statementTitles } from '../../statement-words.ts';
import type { Actions, PageServerLoad, RouteParams } from './$types';

type Event = RequestEvent<RouteParams>;

export const load: PageServerLoad = async (event) => {
  const { root, municipality, locale } = event.locals;
  const { page, language } = chosen(event);
  const own = await readOwn(event);
  const now = root.clock();
  return {
    title: statementTitles[page](),
    language: languageNames[language](),
    key: newFormKey(),
    version: own?.version ?? 0,
    isOwn: Boolean(own?.body),
    body: own?.body || usualStatement(page, language),
    usual: statementBody(usualStatement(page, language), municipality),
    history: (await historyOf(event, own)).map(({ version, at, by, body }) => ({
      version,
      iso: at.toString(),
      when: shortMoment(at, now, municipality.zone, locale),
      who: by ?? m.console_actor_system(),
      html: body === '' ? null : statementBody(body, municipality),
    })),
    done: doneWords(event.url.searchParams.get('fatto')),
  };
};

export const actions: Actions = {
  guarda: async (event) => {
    await readOwn(event);
    const body = (await readForm(event.request)).get('body');
    const wrong = whatIsWrong(body);
    if (wrong !== null) return fail(400, refused(body, wrong));
    return { text: { body, error: null, refusal: null, preview: statementBody(body, event.locals.municipality) } };
  },

  salva: async (event) => {
    const form = await readForm(event.request);
    const body = form.get('body');
    const sent = keyAndVersion(form);
    const wrong = whatIsWrong(body);
    if (wrong !== null || !sent) return fail(400, refused(body, wrong, sent ? null : m.console_refused_form()));
    return write(event, sent, body);
  },

  togli: async (event) => {
    const sent = keyAndVersion(await readForm(event.request));
    if (!sent) return fail(400, refused(null, null, m.console_refused_form()));
    return write(event, sent, '');
  },
};

async function write(event: Event, { key, version }: KeyAndVersion, body: string) {
  const { door, person, sessionToken } = event.locals;
  if (!person) error(404);
  const { page, language } = chosen(event);
  const held = { key, holder: digestOfSecret(sessionToken ?? '') };
  const answer = await perform(door, person, held, writeStatement, { page, language, version, body });
  if (answer.ok || answer.reason === 'already-sent') redirect(303, `${event.url.pathname}?fatto=testo`);
  if (answer.reason === 'not-allowed') error(404);
  const [last] = await historyOf(event, await readOwn(event));
  const meanwhile = m.admin_text_meanwhile({ name: last?.by ?? m.console_actor_system() });
  return fail(409, refused(body === '' ? null : body, null, meanwhile));
}

/** `body` is null where nothing was typed: the page shows what stands. */
function refused(body: string | null, wrong: string | null, refusal: string | null = null) {
  return { text: { body, error: wrong, refusal, preview: null } };
}

function whatIsWrong(body: string): string | null {
  if (body === '') return m.admin_error_text_empty();
  if (body.length > statementLength) return m.console_error_too_long({ longest: statementLength });
  const [unknown] = unknownBlanks(body);
  return unknown === undefined ? null : m.admin_error_blank({ blank: unknown, ...blanks });
}

/** The text that the address names, as the municipality wrote it; for the administrator alone. */
async function readOwn(event: Event): Promise<OwnStatement | undefined> {
  const { root, person } = event.locals;
  const { page, language } = chosen(event);
  const all = person && (await listStatements(root.web, person));
  if (!all) error(404);
  return all.find((own) => own.page === page && own.language === language);
}

async function historyOf({ locals: { root, person } }: Event, own: OwnStatement | undefined) {
  return (own && person && (await readStatementHistory(root.web, person, own))) ?? [];
}

function chosen({ params }: Event): { page: StatementPage; language: Locale } {
  const page = statementPages.find((each) => statementSlugs[each] === params.page);
  if (!page || !isLocale(params.language)) error(404);
  return { page, language: params.language };
}
