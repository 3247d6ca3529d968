import type { Act } from '#lib/kernel/act.ts';
import { writeInstant } from '#lib/kernel/clock.ts';
import { newId, type CategoryId, type FileId, type HamletId, type RequestId } from '#lib/kernel/ids.ts';
import { mayReport } from '#lib/kernel/permissions.ts';
import { writeReference } from '#lib/kernel/reference.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import type { Language } from '#lib/categories/category.ts';
import { questionsOf } from '#lib/categories/happening.ts';
import { checkAnswers, type Answers, type Question } from '#lib/categories/question.ts';
import { termOf } from '#lib/categories/term-of.ts';
import { dueBy } from '#lib/deadlines/due-by.ts';
import { municipalCalendar } from '#lib/deadlines/municipal-calendar.ts';
import { isOutside, readTerritory } from '#lib/places/server/territory.ts';
import { takeReference } from '#lib/trail/server/reference-pool.ts';
import { createSubject } from '#lib/trail/server/subject.ts';
import { mailAddressOf, type Author } from '../author-fields.ts';
import type { Kind } from '../request.ts';
import { attachFiles, listReadyFiles, type FileHolder } from './attach-files.ts';

/** What a citizen hands in, already checked field by field at the edge. */
export type ReportRequest = {
  kind: Kind;
  category: CategoryId;
  hamlet: HamletId | null;
  place: string;
  point: { latitude: number; longitude: number } | null;
  title: string;
  body: string;
  /** Somebody is in danger now, says who reports it. */
  danger: boolean;
  /** To what the category asks; null where nobody was asked, as on the telephone or in an import. */
  answers: Answers | null;
  author: Author;
  language: Language;
  channel: 'site' | 'desk' | 'phone' | 'mail';
  /** The installation's key from which password and link are derived. */
  keyId: string;
  files: readonly FileId[];
  /** Whose the files are until now, as hex (SHA-256 of the draft's cookie); empty without files. */
  holder: FileHolder;
};

/**
 * The acknowledgement and the start of the term (L. 241/1990 art. 2 and 18-bis): number, office and due date stand from the
 * first instant.
 */
export async function reportRequest(
  tx: Tx<
    | 'request'
    | 'category'
    | 'office'
    | 'hamlet'
    | 'municipality'
    | 'file'
    | 'reference_year'
    | 'reference_free'
    | TrailTables
  >,
  act: Act,
  input: ReportRequest,
): Promise<
  | { ok: true; id: RequestId; reference: string }
  | Refusal<
      | 'not-allowed'
      | 'unknown-category'
      | 'unknown-hamlet'
      | 'outside'
      | 'unknown-file'
      | 'wrong-answers'
      | 'no-contact'
    >
> {
  if (!mayReport(act.actor)) return refuse('not-allowed');
  const ground = await readGround(tx, act, input);
  if (!ground) return refuse('unknown-category');
  if (input.hamlet !== ground.hamlet) return refuse('unknown-hamlet');

  if (input.point && isOutside(await readTerritory(tx, act.municipality), input.point)) return refuse('outside');

  const calendar = municipalCalendar({
    zone: ground.zone,
    patronDay: ground.patron_day,
    closingDays: ground.closing_days,
  });
  const { author } = input;
  const anonymous = author.name === '' || (mailAddressOf(author) === null && author.phone === null);
  if (anonymous && !ground.contact_optional) return refuse('no-contact');
  const checked = answersTo(ground, input);
  if (!checked.ok) return refuse('wrong-answers');

  const danger = input.danger || ground.danger;
  const term = termOf(ground, danger);
  const due = dueBy(term, act.at, calendar);
  const year = act.at.toZonedDateTimeISO(ground.zone).year;
  const reference = await takeReference(tx, {
    municipality: act.municipality,
    series: ground.practice ? 'P' : '',
    year,
  });
  const id = newId<RequestId>();
  const files = await listReadyFiles(tx, act, input.files, input.holder);

  const entry = await createSubject(tx, act, 'request', {
    id,
    set: {
      ...reference,
      kind: input.kind,
      state: 'received',
      category_id: input.category,
      office_id: ground.office_id,
      hamlet_id: input.hamlet,
      place: input.place,
      latitude: input.point?.latitude ?? null,
      longitude: input.point?.longitude ?? null,
      title: input.title,
      body: input.body,
      danger,
      answers: JSON.stringify(checked.given),
      author_name: input.author.name,
      author_email: input.author.email,
      author_phone: input.author.phone,
      author_business: input.author.business?.name ?? null,
      author_vat: input.author.business?.vat ?? null,
      author_pec: input.author.business?.pec ?? null,
      language: input.language,
      channel: input.channel,
      received_at: act.at,
      due_at: due.dueAt,
      due_date: due.dueDate,
      term_amount: term.amount,
      term_unit: term.unit,
      key_id: input.keyId,
    },
    entry: {
      kind: 'request-received',
      visibility: 'citizen',
      request: id,
      detail: {
        reference: writeReference(reference),
        category: input.category,
        office: ground.office_id,
        due: writeInstant(due.dueAt),
        channel: input.channel,
        danger: danger || undefined,
      },
      text: {
        title: input.title,
        body: input.body,
        place: input.place,
        author: withoutNulls({
          email: input.author.email,
          phone: input.author.phone,
          business: input.author.business?.name,
          vat: input.author.business?.vat,
          pec: input.author.business?.pec,
        }),
        answers: checked.given.length > 0 ? checked.given : undefined,
        files: files.map(({ id, name, sha256 }) => ({ id, name, sha256 })),
      },
    },
  });
  const attached = await attachFiles(tx, act, {
    files: input.files,
    listed: files,
    holder: input.holder,
    request: id,
    step: null,
    entry,
  });
  if (!attached) return refuse('unknown-file');
  return { ok: true, id, reference: writeReference(reference) };
}

function withoutNulls(given: Record<string, string | null | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
}

/** What was asked is what the category asks now: a form that was opened before its questions changed is refused. */
function answersTo(
  { danger, questions }: { danger: boolean; questions: string },
  { category, answers }: Pick<ReportRequest, 'category' | 'answers'>,
): ReturnType<typeof checkAnswers> {
  if (answers === null) return { ok: true, given: [] };
  return checkAnswers(questionsOf({ id: category, danger, questions: JSON.parse(questions) as Question[] }), answers);
}

/** All that a report stands on, in one statement: category, its office, the calendar's settings, and the hamlet if it is one of here. */
function readGround(
  tx: Tx<'category' | 'office' | 'municipality' | 'hamlet'>,
  act: Act,
  { category, hamlet }: Pick<ReportRequest, 'category' | 'hamlet'>,
) {
  return tx
    .selectFrom('category')
    .innerJoin('office', (join) =>
      join
        .onRef('office.municipality_id', '=', 'category.municipality_id')
        .onRef('office.id', '=', 'category.office_id'),
    )
    .innerJoin('municipality', 'municipality.municipality_id', 'category.municipality_id')
    .leftJoin('hamlet', (join) =>
      join.onRef('hamlet.municipality_id', '=', 'category.municipality_id').on('hamlet.id', '=', hamlet),
    )
    .select([
      'category.office_id',
      'category.term_amount',
      'category.term_unit',
      'category.danger',
      'category.danger_hours',
      'category.contact_optional',
      'category.questions',
      'office.practice',
      'municipality.zone',
      'municipality.patron_day',
      'municipality.closing_days',
      'hamlet.id as hamlet',
    ])
    .where('category.municipality_id', '=', act.municipality)
    .where('category.id', '=', category)
    .where('category.active', '=', true)
    .executeTakeFirst();
}
