import type { Actor } from '#lib/kernel/actor.ts';
import type { MunicipalityId, RequestId } from '#lib/kernel/ids.ts';
import { may, type RequestSubject } from '#lib/kernel/permissions.ts';
import type { Reference } from '#lib/kernel/reference.ts';
import type { Db } from '#lib/kernel/server/database.ts';
import type { Translated } from '#lib/categories/category.ts';
import type { Author } from '../author-fields.ts';
import type { GivenAnswer } from '#lib/categories/question.ts';
import { isOpenStep, stageOf } from '../transitions.ts';
import type { StepKind } from '../request.ts';
import { readSteps } from './read-steps.ts';

type Tables = 'request' | 'category' | 'office' | 'hamlet' | 'person' | 'post' | 'step';

/** A request with everything around it that its pages show; null when it is not there or not for this reader. */
export type RequestView = NonNullable<Awaited<ReturnType<typeof readRequest>>>;

/** By its number, as addresses have it. */
export async function findRequest(
  db: Db<'request'>,
  municipality: MunicipalityId,
  reference: Reference,
): Promise<RequestId | null> {
  const row = await db
    .selectFrom('request')
    .select('id')
    .where('municipality_id', '=', municipality)
    .where('series', '=', reference.series)
    .where('year', '=', reference.year)
    .where('number', '=', reference.number)
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function readRequest(db: Db<Tables>, actor: Actor, id: RequestId) {
  const row = await selectRequest(db, actor.municipality, id);
  if (!row) return null;
  const subject = { municipality: actor.municipality, id, office: row.office_id, sector: row.sector_id };
  if (!may(actor, 'read', subject)) return null;

  const [steps, head] = await Promise.all([
    readSteps(db, actor.municipality, id),
    row.responsible_name === null ? headOf(db, actor.municipality, subject) : null,
  ]);
  const openSteps = steps.filter(isOpenStep);
  const isOpen = (kind: StepKind) => openSteps.some((step) => step.kind === kind);
  return {
    subject,
    id,
    version: row.version,
    reference: { series: row.series, year: row.year, number: row.number },
    kind: row.kind,
    state: row.state,
    stage: stageOf(row.state, { inspection: isOpen('inspection'), question: isOpen('question') }),
    outcome: row.outcome,
    outcomeText: row.outcome_text,
    redirectedTo: row.redirected_to,
    title: row.title,
    body: row.body,
    place: row.place,
    hamlet: row.hamlet,
    point:
      row.latitude === null || row.longitude === null ? null : { latitude: row.latitude, longitude: row.longitude },
    category: { names: JSON.parse(row.category_names) as Translated, icon: row.category_icon },
    danger: row.danger,
    /** Whom a danger names; for citizens only where the category says that they may read it. */
    onCall:
      row.danger && row.on_call_name !== null && (actor.kind !== 'citizen' || row.on_call_public)
        ? { name: row.on_call_name, phone: row.on_call_phone }
        : null,
    /** To what the category asked, in the words in which it did. */
    answers: JSON.parse(row.answers) as GivenAnswer[],
    author: {
      name: row.author_name,
      email: row.author_email,
      phone: row.author_phone,
      business:
        row.author_business === null || row.author_vat === null
          ? null
          : { name: row.author_business, vat: row.author_vat, pec: row.author_pec },
    } satisfies Author,
    /** Whoever reads the mails sent to their address has said that it is somebody else's. */
    addressRefusedAt: row.address_refused_at,
    notices: row.notices,
    /** An address that waits to be confirmed; it may be too old by now (`address-change.ts`). */
    newAddress:
      row.new_address === null || row.new_address_at === null
        ? null
        : {
            address: row.new_address,
            askedAt: row.new_address_at,
            oldConfirmed: row.new_address_old_ok,
            newConfirmed: row.new_address_new_ok,
          },
    /** Whoever reported it preferred not to say who they are; what was erased is nobody's either, but had a title. */
    anonymous: row.author_name === '' && row.title !== '',
    language: row.language,
    channel: row.channel,
    receivedAt: row.received_at,
    takenAt: row.taken_at,
    closedAt: row.closed_at,
    reopenedAt: row.reopened_at,
    due: { at: row.due_at, date: row.due_date, amount: row.term_amount, unit: row.term_unit },
    office: { id: row.office_id, name: row.office, phone: row.office_phone, hours: row.office_hours },
    /** Whoever answers for it; the head of the office until somebody is named (L. 241/1990 art. 5). */
    responsible: row.responsible_name
      ? { name: row.responsible_name, phone: row.responsible_phone, named: true }
      : head && { name: head.name, phone: head.phone, named: false },
    steps,
    openSteps,
    inspections: steps.filter(({ kind }) => kind === 'inspection'),
    questions: steps.filter(({ kind }) => kind === 'question'),
  };
}

function selectRequest(db: Db<Tables>, municipality: MunicipalityId, id: RequestId) {
  return db
    .selectFrom('request')
    .innerJoin('category', (join) =>
      join
        .onRef('category.municipality_id', '=', 'request.municipality_id')
        .onRef('category.id', '=', 'request.category_id'),
    )
    .innerJoin('office', (join) =>
      join.onRef('office.municipality_id', '=', 'request.municipality_id').onRef('office.id', '=', 'request.office_id'),
    )
    .leftJoin('hamlet', (join) =>
      join.onRef('hamlet.municipality_id', '=', 'request.municipality_id').onRef('hamlet.id', '=', 'request.hamlet_id'),
    )
    .leftJoin('person', (join) =>
      join
        .onRef('person.municipality_id', '=', 'request.municipality_id')
        .onRef('person.id', '=', 'request.responsible_id'),
    )
    .leftJoin('person as on_call', (join) =>
      join
        .onRef('on_call.municipality_id', '=', 'category.municipality_id')
        .onRef('on_call.id', '=', 'category.on_call_id')
        .on('on_call.active', '=', true),
    )
    .select([
      'request.version',
      'request.series',
      'request.year',
      'request.number',
      'request.kind',
      'request.state',
      'request.outcome',
      'request.outcome_text',
      'request.redirected_to',
      'request.title',
      'request.body',
      'request.place',
      'request.latitude',
      'request.longitude',
      'request.author_name',
      'request.author_email',
      'request.author_phone',
      'request.author_business',
      'request.author_vat',
      'request.author_pec',
      'request.address_refused_at',
      'request.notices',
      'request.new_address',
      'request.new_address_at',
      'request.new_address_old_ok',
      'request.new_address_new_ok',
      'request.language',
      'request.channel',
      'request.received_at',
      'request.taken_at',
      'request.closed_at',
      'request.reopened_at',
      'request.due_at',
      'request.due_date',
      'request.term_amount',
      'request.term_unit',
      'request.office_id',
      'office.sector_id',
      'office.name as office',
      'office.phone as office_phone',
      'office.hours as office_hours',
      'category.names as category_names',
      'category.icon as category_icon',
      'hamlet.name as hamlet',
      'person.name as responsible_name',
      'person.phone as responsible_phone',
      'request.danger',
      'request.answers',
      'category.on_call_public',
      'on_call.name as on_call_name',
      'on_call.phone as on_call_phone',
    ])
    .where('request.municipality_id', '=', municipality)
    .where('request.id', '=', id)
    .executeTakeFirst();
}

function headOf(db: Db<'person' | 'post'>, municipality: MunicipalityId, { office }: Pick<RequestSubject, 'office'>) {
  return db
    .selectFrom('post')
    .innerJoin('person', (join) =>
      join.onRef('person.municipality_id', '=', 'post.municipality_id').onRef('person.id', '=', 'post.person_id'),
    )
    .select(['person.name', 'person.phone'])
    .where('post.municipality_id', '=', municipality)
    .where('post.office_id', '=', office)
    .where('post.level', '=', 'head')
    .where('post.held_until', 'is', null)
    .orderBy('post.held_from')
    .limit(1)
    .executeTakeFirst();
}
