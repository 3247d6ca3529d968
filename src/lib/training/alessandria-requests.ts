import { isRealCategory, type RealCategory } from './alessandria-categories.ts';

/** A closed report of the open data: what is real in the practice municipality. */
export type RealRequest = {
  id: string;
  category: RealCategory;
  created: Temporal.PlainDate;
  closed: Temporal.PlainDate;
};

const HEADER = 'Id;Stato;Anno;Creato;Chiusa;DescrizioneBreve;Categoria';

/**
 * The closed rows of the file. Left out, because the file holds them as they came: a header repeated among the rows, rows
 * without category, rows closed without a date or before they were made. A category that nobody mapped is a fault.
 */
export function closedRequests(csv: string): RealRequest[] {
  const lines = csv.split(/\r?\n/);
  if (lines[0] !== HEADER) throw new Error('the columns are not those of the reports of Alessandria');
  const requests: RealRequest[] = [];
  for (const line of lines) {
    const [id = '', state, , created = '', closed = '', , category = ''] = line.split(';');
    if (state !== 'chiusa' || closed === '' || category === '' || created > closed) continue;
    if (!isRealCategory(category)) throw new Error(`category "${category}" of row ${id} is in no table`);
    requests.push({ id, category, created: Temporal.PlainDate.from(created), closed: Temporal.PlainDate.from(closed) });
  }
  return requests;
}

// Most real reports close within days. The choice leans towards those that took weeks (a rank to this power, 1 would be even),
// or there would be no works and no waiting to show.
const LEANING = 0.6;

/**
 * As many rows of each category as asked for, the same for the same file: of the most recently closed (eight times as many
 * as needed, so that the practice municipality has a recent past) some by duration, the quickest and the longest included.
 */
export function chooseRequests(requests: readonly RealRequest[], wanted: Record<RealCategory, number>): RealRequest[] {
  const newest = requests.toSorted(byClosing).at(-1);
  return Object.entries(wanted).flatMap(([category, count]) => {
    const recent = requests
      .filter((request) => request.category === category)
      .sort(byClosing)
      .slice(-8 * count)
      .sort(byDuration);
    if (recent.length < count) throw new Error(`${category}: ${recent.length} closed rows, ${count} asked for`);
    const chosen = Array.from({ length: count }, (_, at) => spread(recent, at, count));
    // The newest closing of all is the day to which the dates are moved.
    if (newest?.category === category && !chosen.includes(newest)) chosen.splice(0, 1, newest);
    return chosen.sort(byDuration);
  });
}

export function durationOf({ created, closed }: RealRequest): number {
  return created.until(closed).days;
}

function spread(rows: readonly RealRequest[], at: number, count: number): RealRequest {
  const row = rows[Math.round((at / Math.max(1, count - 1)) ** LEANING * (rows.length - 1))];
  if (!row) throw new Error('no row there');
  return row;
}

function byClosing(a: RealRequest, b: RealRequest): number {
  return Temporal.PlainDate.compare(a.closed, b.closed) || a.id.localeCompare(b.id);
}

function byDuration(a: RealRequest, b: RealRequest): number {
  return durationOf(a) - durationOf(b) || a.id.localeCompare(b.id);
}
