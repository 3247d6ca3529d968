import { error } from '@sveltejs/kit';
import { parseId, type RequestId } from '#lib/kernel/ids.ts';
import { scopeOf } from '#lib/kernel/permissions.ts';
import { writeReference } from '#lib/kernel/reference.ts';
import type { Municipality } from '#lib/municipalities/municipality.ts';
import type { PersonActor } from '#lib/people/server/read-actor.ts';
import { countInbox, listInbox, type InboxKey, type InboxRow } from '#lib/requests/server/list-inbox.ts';
import { dueView, groupByTerm, termOn } from '#lib/requests/ui/due-view.ts';
import type { InboxRow as RowView, InboxView } from '#lib/requests/ui/views.ts';
import { fromCitizenWords } from '#lib/requests/ui/from-citizen-words.ts';
import { viewAddress, viewOfAddress } from '#lib/requests/ui/view-names.ts';
import type { Locale } from '#lib/words/compiled/runtime.js';
import * as m from '#lib/words/compiled/messages.js';
import { readQuery } from '../../read-form.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { root, municipality, person, locale } = locals;
  if (!person) error(404);
  const now = root.clock();
  const asked = readQuery(url);
  const current = viewOfAddress(asked.get('vista'));
  const query = asked.get('q').slice(0, 100);
  const after = keyOf(asked.get('da'));

  const [list, counts] = await Promise.all([
    listInbox(root.web, person, { view: current, words: query, after, now }),
    countInbox(root.web, person, now),
  ]);
  const address = (more: Record<string, string>) =>
    `/ufficio?${new URLSearchParams({ vista: viewAddress(current), ...(query === '' ? {} : { q: query }), ...more }).toString()}`;
  const views: InboxView[] = [
    ...(['open', 'mine', 'new', 'due-soon', 'late'] as const).map((name) => ({ name, count: counts[name] })),
    { name: 'closed', count: null },
  ];
  return {
    current,
    views,
    scope: scopeWords(person),
    query,
    reads: readsAny(person),
    groups: groupByTerm(list.rows.map((row) => toRow(row, municipality, now, locale))),
    total: query === '' && current !== 'closed' ? counts[current] : list.next || after ? null : list.rows.length,
    next: list.next && address({ da: writeKey(list.next) }),
    first: after && address({}),
  };
};

function toRow(row: InboxRow, { zone }: Municipality, now: Temporal.Instant, locale: Locale): RowView {
  const day = (instant: Temporal.Instant) => instant.toZonedDateTimeISO(zone).toPlainDate();
  const reference = writeReference(row.reference);
  return {
    reference,
    href: `/ufficio/segnalazioni/${reference}`,
    title: row.title,
    danger: row.danger,
    category: row.category[locale],
    hamlet: row.hamlet,
    place: row.place,
    stage: { stage: row.stage, outcome: row.outcome ?? undefined },
    person: row.responsible && shortName(row.responsible),
    due: dueView(
      {
        ...termOn({ at: row.dueAt, date: row.dueDate }, { now, zone, locale }),
        closedOn: row.closedAt ? day(row.closedAt) : undefined,
      },
      day(now),
      locale,
    ),
    fromCitizen: row.fromCitizen && fromCitizenWords(row.fromCitizen),
  };
}

/** "Anna Maria Bianchi" → "A. Bianchi". */
function shortName(name: string): string {
  const words = name.split(/\s+/);
  return words.length > 1 ? `${name.charAt(0)}. ${words.at(-1) ?? ''}` : name;
}

function scopeWords(person: PersonActor): string {
  const scope = scopeOf(person, 'read');
  if (scope === 'everywhere') return m.console_scope_everywhere();
  return [...new Set(person.posts.flatMap(({ unit }) => (unit ? [unit] : [])))].join(', ');
}

function readsAny(person: PersonActor): boolean {
  const scope = scopeOf(person, 'read');
  return scope === 'everywhere' || scope.offices.length + scope.sectors.length > 0;
}

const DANGER = 'pericolo';

/** Where the next page begins, as the address has it: instant and id of the last row, and whether it is still among the dangers. */
function writeKey({ danger, at, id }: InboxKey): string {
  return [at.toString(), id, ...(danger ? [DANGER] : [])].join('_');
}

function keyOf(text: string): InboxKey | null {
  const [written = '', id, danger] = text.split('_');
  const request = parseId<RequestId>(id);
  if (!request || !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?Z$/.test(written)) return null;
  try {
    return { danger: danger === DANGER, at: Temporal.Instant.from(written), id: request };
  } catch {
    return null;
  }
}
