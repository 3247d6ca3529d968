/** How a street's name begins, as people write it. */
const kinds =
  /^(?:via|viale|v\.le|vicolo|vico|piazza|p\.?\s?za|piazzale|p\.?le|piazzetta|largo|l\.go|corso|c\.so|strada|str\.|lungomare|lungarno|salita|scalinata|contrada|borgo|localit[aà]|loc\.|rotonda|ponte|parco|giardini)\s+/iu;
const months = /^(?:gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre)$/iu;
const particles =
  /^(?:d[aei]|del|dello|della|dei|degli|delle|dal|dalla|al|alla|alle|ai|il|lo|la|i|gli|le|san|santa|santo|e)$/iu;
/** What follows tells where on the street, or whose it is. */
const stops =
  /^(?:n|nr|num|numero|civico|civ|km|int|interno|scala|davanti|dietro|accanto|vicino|presso|angolo|incrocio|altezza|fronte|sotto|sopra|dopo|prima|casa|palazzo|condominio|zona|lato|tra|fra)$/iu;
const mostWords = 4;

/**
 * The street's name out of a place in words, without number or anything else that was written: "Via Aurelia 418, suona Rossi" is
 * "Via Aurelia". Empty when it does not begin as a street does: nobody has looked at it, so what is not certain is left out.
 */
export function streetOf(place: string): string {
  const words = place.replace(/\s+/gu, ' ').trim();
  const kind = kinds.exec(words)?.[0];
  if (kind === undefined) return '';
  const name = nameOf(words.slice(kind.length).split(' '));
  return name.length === 0 ? '' : [kind.trim(), ...name].join(' ');
}

function nameOf(words: readonly string[]): string[] {
  const name: string[] = [];
  let told = 0;
  for (const [at, written] of words.entries()) {
    const word = written.replace(/[^\p{L}\d'’]+$/u, '');
    if (!isOfName(word, words[at + 1], told)) break;
    name.push(word);
    if (!particles.test(word)) told++;
    // Punctuation after it ends the name, but for an initial ("G. Garibaldi").
    if (word !== written && !/^\p{L}\.$/u.test(written)) break;
    if (told === mostWords) break;
  }
  while (name.length > 0 && particles.test(name.at(-1) ?? '')) name.pop();
  return name;
}

/** A name has a capital, a particle has none; of words all in small letters only the first counts. */
function isOfName(word: string, next: string | undefined, told: number): boolean {
  if (word === '' || stops.test(word)) return false;
  if (/^\d{1,2}$/.test(word)) return next !== undefined && months.test(next.replace(/\P{L}+$/u, ''));
  if (!/^[\p{L}'’-]+$/u.test(word)) return false;
  return particles.test(word) || told === 0 || /^\p{Lu}/u.test(word) || months.test(word);
}
