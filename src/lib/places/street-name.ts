/**
 * How the name of a street is compared: in small letters without accents and signs, the kind of street apart, abbreviations
 * written out, particles left out, Roman and written numbers as digits.
 */
export type StreetName = { kind: string; words: readonly string[] };

/** Small letters and digits only, without accents: "P.za Mazzini" becomes "p za mazzini". */
export function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

export function readStreetName(text: string): StreetName {
  return nameOf(plain(text).split(' ').filter(Boolean));
}

export function nameOf(tokens: readonly string[]): StreetName {
  const kind = findKind(tokens);
  const rest = kind ? tokens.slice(kind.length) : tokens;
  const written = rest.map((token, at) => writeOut(token, at, rest));
  const words = written.filter((word) => !particles.has(word));
  return { kind: kind?.name ?? '', words: words.length > 0 ? words : written };
}

/** Kinds of street (the register's "denominazione urbanistica generica") with the ways in which people shorten them. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  via: ['v'],
  viale: ['v le', 'vle', 'vl'],
  vicolo: ['v lo', 'vlo', 'vic', 'vc'],
  'via privata': ['v priv', 'via priv'],
  viottolo: [],
  vico: [],
  piazza: ['p', 'p za', 'p zza', 'pza', 'pzza', 'pz', 'p zz', 'piaza'],
  piazzale: ['p le', 'ple', 'p zle', 'pzle', 'p zzle', 'pzzle', 'piazz le'],
  piazzetta: ['p tta', 'ptta', 'p zta', 'p zzetta', 'pzzetta'],
  corso: ['c', 'c so', 'cso'],
  largo: ['l go', 'lgo', 'lg', 'l'],
  lungomare: ['l mare', 'lungom', 'lungo mare'],
  lungo: [],
  strada: ['str', 'st', 'strad'],
  'strada statale': ['s s', 'ss', 'str statale', 'statale'],
  'strada provinciale': ['s p', 'sp', 'str provinciale', 'strada prov', 'str prov', 'provinciale'],
  'strada comunale': ['s c', 'sc', 'str com', 'strada com', 'str comunale'],
  'strada vicinale': ['s v', 'sv', 'str vic', 'str vicinale'],
  localita: ['loc', 'localit'],
  frazione: ['fraz', 'frz', 'fr'],
  borgo: ['b go', 'bgo'],
  borgata: ['b ta'],
  contrada: ['c da', 'cda', 'contr'],
  traversa: ['trav', 'tr'],
  salita: ['sal'],
  scalinata: ['scal'],
  galleria: ['gall'],
  spalto: [],
  passeggiata: ['pass', 'passegg'],
  passaggio: [],
  rotonda: ['rot'],
  rampa: [],
  calata: [],
  molo: [],
  parco: [],
  case: ['case sparse'],
};

const kindOf = new Map(
  Object.entries(kinds).flatMap(([kind, short]) => [
    [kind, kind] as const,
    ...short.map((way) => [way, kind] as const),
  ]),
);

/** The longest way of writing a kind with which the tokens begin, if something follows that could be a name. */
function findKind(tokens: readonly string[]): { name: string; length: number } | null {
  for (const length of [2, 1]) {
    const name = kindOf.get(tokens.slice(0, length).join(' '));
    if (name !== undefined && tokens.length > length) return { name, length };
  }
  // "vai Roma": the letters of a kind, but not in their order.
  const [first = '', second] = tokens;
  const meant = ['via', 'viale', 'piazza', 'corso', 'vicolo', 'strada'].find((kind) => sorted(kind) === sorted(first));
  return meant !== undefined && second !== undefined ? { name: meant, length: 1 } : null;
}

function sorted(word: string): string {
  return Array.from(word).sort().join('');
}

const particles = new Set(
  'di del dello della dei degli delle d dell da dal dalla la le lo il i gli l e ed in a al allo alla ai agli alle sul sulla'.split(
    ' ',
  ),
);

const writtenOut: Readonly<Record<string, string>> = {
  lli: 'fratelli',
  flli: 'fratelli',
  gen: 'generale',
  prof: 'professor',
  dott: 'dottor',
  dr: 'dottor',
  mons: 'monsignor',
  card: 'cardinale',
  cap: 'capitano',
  ten: 'tenente',
  col: 'colonnello',
  serg: 'sergente',
  mar: 'maresciallo',
  avv: 'avvocato',
  ing: 'ingegner',
  cav: 'cavaliere',
  pres: 'presidente',
  on: 'onorevole',
  sen: 'senatore',
  vitt: 'vittorio',
  em: 'emanuele',
  // Saints by one name, whichever of their forms somebody chose.
  s: 'san',
  ss: 'san',
  san: 'san',
  santo: 'san',
  santa: 'san',
  sant: 'san',
  santi: 'san',
  sante: 'san',
  // Days that have streets.
  primo: '1',
  uno: '1',
  due: '2',
  quattro: '4',
  cinque: '5',
  otto: '8',
  dieci: '10',
  undici: '11',
  venti: '20',
  ventiquattro: '24',
  venticinque: '25',
};

function writeOut(token: string, at: number, tokens: readonly string[]): string {
  // An initial stays one: "s" is a saint only before a name.
  if (token === 's' && at === tokens.length - 1) return token;
  const roman = token.length > 1 ? fromRoman(token) : null;
  if (roman !== null) return String(roman);
  return writtenOut[token] ?? token.replace(/^0+(?=\d)/, '');
}

/** "xxv" is 25; null for what is no Roman number below forty, which is as far as popes and days go. */
function fromRoman(token: string): number | null {
  if (!/^x{0,3}(?:ix|iv|v?i{0,3})$/.test(token)) return null;
  const values = { i: 1, v: 5, x: 10 };
  return Array.from(token).reduce((sum, letter, at) => {
    const value = values[letter as 'i' | 'v' | 'x'];
    const next = values[token[at + 1] as 'i' | 'v' | 'x'] as number | undefined;
    return sum + (next !== undefined && next > value ? -value : value);
  }, 0);
}

const smallWords = new Set(
  'di del dello della dei degli delle da dal dalla la le lo il i gli e ed in a al allo alla ai agli alle sul sulla'.split(
    ' ',
  ),
);

/** The register writes in capitals: "VIA DELL'ERBA" is "Via dell’Erba" on a page. What is not all in capitals stays. */
export function nameToRead(name: string): string {
  const text = name.trim().replace(/\s+/g, ' ').replaceAll('´', "'").replaceAll('`', "'");
  if (text !== text.toUpperCase()) return text.replaceAll("'", '’');
  return text
    .toLowerCase()
    .split(' ')
    .map((word, at) => {
      if (at > 0 && smallWords.has(word)) return word;
      if (at > 0 && fromRoman(word) !== null && word.length > 1) return word.toUpperCase();
      return word.replace(/(^|['-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
    })
    .map((word, at) =>
      at > 0 ? word.replace(/^(D|Dell|Dall|All|Sull|Nell)'/, (elided) => elided.toLowerCase()) : word,
    )
    .join(' ')
    .replace(/([aeiou])'(?=\s|$)/giu, (_, vowel: string) => accented[vowel] ?? vowel)
    .replaceAll("'", '’');
}

// The register has no accents: "LIBERTA'" ends with an apostrophe in the place of one.
const accented: Readonly<Record<string, string>> = { a: 'à', e: 'è', i: 'ì', o: 'ò', u: 'ù' };
