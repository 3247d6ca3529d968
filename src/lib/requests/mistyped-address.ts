/** Where most people here have their mail, the certified one too. */
export const commonDomains = [
  'gmail.com',
  'libero.it',
  'hotmail.it',
  'hotmail.com',
  'yahoo.it',
  'yahoo.com',
  'outlook.it',
  'outlook.com',
  'live.it',
  'live.com',
  'icloud.com',
  'me.com',
  'virgilio.it',
  'alice.it',
  'tin.it',
  'tim.it',
  'tiscali.it',
  'fastwebnet.it',
  'inwind.it',
  'iol.it',
  'email.it',
  'aruba.it',
  'vodafone.it',
  'googlemail.com',
  'msn.com',
  'gmx.de',
  'gmx.net',
  'web.de',
  't-online.de',
  'orange.fr',
  'free.fr',
  'wanadoo.fr',
  'proton.me',
  'protonmail.com',
  'pec.it',
  'legalmail.it',
  'postacert.it',
  'arubapec.it',
  'pec.libero.it',
] as const;

/** Real ones that are a slip away from a common one: nobody is asked about them. */
const realNeighbours = new Set([
  'mail.com',
  'gmx.com',
  'gmx.at',
  'gmx.ch',
  'gmx.it',
  'ymail.com',
  'email.com',
  'hotmail.fr',
  'hotmail.de',
  'hotmail.es',
  'yahoo.fr',
  'yahoo.de',
  'yahoo.es',
  'outlook.fr',
  'outlook.de',
  'outlook.es',
  'live.fr',
  'live.de',
  'live.nl',
  'free.it',
  'pec.eu',
  'libero.com',
  'tim.com',
  'ti.it',
  'web.it',
  'msn.it',
  'aol.it',
  'aol.com',
]);

/** Providers of one domain only: whatever follows their name, this was meant. */
const onlyOne: Readonly<Record<string, string>> = {
  gmail: 'gmail.com',
  icloud: 'icloud.com',
  libero: 'libero.it',
  virgilio: 'virgilio.it',
  legalmail: 'legalmail.it',
  arubapec: 'arubapec.it',
};

/** The address that was probably meant, or null where nothing looks like a slip. The part before the @ is never doubted. */
export function suggestAddress(address: string): string | null {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1).toLowerCase();
  if (at <= 0 || domain === '' || realNeighbours.has(domain) || isCommon(domain)) return null;
  const meant = onlyOne[domain.replace(/\..*$/, '')] ?? nearest(domain);
  return meant ? `${address.slice(0, at)}@${meant}` : null;
}

function nearest(domain: string): string | undefined {
  return commonDomains
    .map((common) => ({ common, slips: slipsBetween(domain, common) }))
    .filter(({ common, slips }) => slips <= slipsAllowed(common))
    .sort((a, b) => a.slips - b.slips)[0]?.common;
}

function isCommon(domain: string): boolean {
  return (commonDomains as readonly string[]).includes(domain);
}

/** Two changes make another word of a short domain. */
function slipsAllowed(domain: string): number {
  if (domain.length <= 6) return 1;
  return 2;
}

/**
 * How many letters have to be put in, left out, exchanged for another or for their neighbour (optimal string alignment).
 */
export function slipsBetween(from: string, to: string): number {
  let before: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1] ? 0 : 1;
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      const exchanged = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      if (exchanged) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[to.length] ?? 0;
}
