import type { RowProblem } from '#lib/places/register-file.ts';
import type { ImportRefusal, StreetImport } from '#lib/places/street-import.ts';
import { shortMoment, type Locale } from '#lib/requests/ui/relative-date.ts';
import * as m from '#lib/words/compiled/messages.js';

/** A file on its way into the register, in words. */
export type ImportView = {
  id: string;
  state: StreetImport['state'];
  stateWords: string;
  fileName: string;
  /** Who, when, of which municipality. */
  about: string;
  percent: number;
  /** What was read, what it changed, or what to do. */
  sentences: string[];
  /** It changes still. */
  open: boolean;
  bad: { line: string; problem: string }[];
  badTitle: string;
  /** Where more were left out than are kept with their line. */
  badMore: string | null;
};

type Seen = { zone: string; now: Temporal.Instant; locale: Locale };

export function importViews(imports: readonly StreetImport[], seen: Seen): ImportView[] {
  const next = imports.findLast(isOpen);
  return imports.map((one) => importView(one, one === next, seen));
}

function isOpen({ state }: StreetImport): boolean {
  return state === 'waiting' || state === 'reading';
}

function importView(one: StreetImport, isNext: boolean, { zone, now, locale }: Seen): ImportView {
  const number = new Intl.NumberFormat(locale);
  const about = [
    one.by ?? m.admin_streets_by_command(),
    shortMoment(one.startedAt, now, zone, locale),
    ...(one.cadastralCode === null ? [] : [m.admin_streets_of({ code: one.cadastralCode })]),
  ];
  return {
    id: one.id,
    state: one.state,
    stateWords: states[one.state](),
    fileName: one.fileName,
    about: about.join(' · '),
    percent: one.percent,
    sentences: sentences(one, isNext, number),
    open: isOpen(one),
    bad: one.bad.map(({ line, problem }) => ({
      line: m.admin_streets_bad_line({ line: number.format(line) }),
      problem: problems[problem](),
    })),
    badTitle: m.admin_streets_bad({ count: number.format(one.rowsBad) }),
    badMore: one.rowsBad > one.bad.length ? m.admin_streets_bad_more({ count: one.bad.length }) : null,
  };
}

function sentences(one: StreetImport, isNext: boolean, number: Intl.NumberFormat): string[] {
  const rows = m.admin_streets_rows({ rows: number.format(one.rowsRead), bad: number.format(one.rowsBad) });
  switch (one.state) {
    case 'waiting':
      return [isNext ? m.admin_streets_waiting_first() : m.admin_streets_waiting_turn()];
    case 'reading':
      return [rows];
    case 'done':
      return [rows, changes(one, number)];
    case 'refused':
      return [refusalWords(one), m.admin_streets_unchanged()];
  }
}

function changes({ added, changed, retired }: StreetImport, number: Intl.NumberFormat): string {
  if (added + changed + retired === 0) return m.admin_streets_same();
  return m.admin_streets_changes({
    added: number.format(added),
    changed: number.format(changed),
    retired: number.format(retired),
  });
}

function refusalWords({ refusedFor, cadastralCode }: StreetImport): string {
  return refusals[refusedFor ?? 'interrupted']({ code: cadastralCode ?? '' });
}

const states: Record<StreetImport['state'], () => string> = {
  waiting: m.admin_streets_state_waiting,
  reading: m.admin_streets_state_reading,
  done: m.admin_streets_state_done,
  refused: m.admin_streets_state_refused,
};

const refusals: Record<ImportRefusal, (inputs: { code: string }) => string> = {
  'not-the-register': () => m.admin_streets_refused_not_register(),
  'not-in-file': m.admin_streets_refused_not_in_file,
  'mostly-bad': () => m.admin_streets_refused_mostly_bad(),
  interrupted: () => m.admin_streets_refused_interrupted(),
  'not-allowed': () => m.admin_streets_refused_not_allowed(),
  'changed-meanwhile': () => m.admin_streets_refused_meanwhile(),
};

const problems: Record<RowProblem, () => string> = {
  columns: m.admin_streets_problem_columns,
  letters: m.admin_streets_problem_letters,
  street: m.admin_streets_problem_street,
  code: m.admin_streets_problem_code,
  number: m.admin_streets_problem_number,
  coordinates: m.admin_streets_problem_coordinates,
  outside: m.admin_streets_problem_outside,
  'other-municipality': m.admin_streets_problem_other_municipality,
  repeated: m.admin_streets_problem_repeated,
};
