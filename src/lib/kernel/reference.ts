/** A request's number as people write it: year and progressive number, with a leading P in practice offices. */
export type Reference = { series: '' | 'P'; year: number; number: number };

export function writeReference({ series, year, number }: Reference): string {
  return `${series ? `${series}-` : ''}${year}-${String(number).padStart(5, '0')}`;
}

/** Reads what somebody typed: spaces, lower case, missing zeros and other dashes are forgiven; null when it is none. */
export function parseReference(text: string): Reference | null {
  const found = /^(P)?-?(20\d\d)-?0*([1-9]\d{0,6})$/.exec(
    text
      .trim()
      .toUpperCase()
      .replace(/[\s/.\u2010-\u2015]+/g, '-')
      .replace(/-+/g, '-'),
  );
  if (!found) return null;
  return { series: found[1] ? 'P' : '', year: Number(found[2]), number: Number(found[3]) };
}
