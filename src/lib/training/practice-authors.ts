import type { Dice } from './pseudo-random.ts';
import type { Author } from './texts/story.ts';

const FIRST =
  `Maria Giovanni Lucia Alessio Paola Franco Silvia Roberto Elisa Massimo Giada Sergio Ilaria Tommaso Caterina Fabio
Teresa Matteo Beatrice Enrico Simona Claudio Martina Piero Francesca Daniele Ornella Leonardo Cinzia Samuele`.split(
    /\s+/,
  );
const LAST =
  `Rossi Ferrini Bertini Lami Pagni Creatini Donati Filippi Biagini Tinti Cosimi Morelli Nannipieri Falchi Mazzoni Bernini
Santini Gentili Vannucci Baldi Ceccarelli Orlandi Pardini Lupi Salvadori Turini Bini Lenzi Mancini Puccini Razzauti`.split(
    /\s+/,
  );

/** Somebody invented. One in seven leaves only a telephone number: their requests are told the outcome by voice. */
export function inventedAuthor(number: number, dice: Dice): Author {
  const first = at(FIRST, number * 7);
  const last = at(LAST, number * 11);
  const phone = `333 000 ${dice.whole(1000, 9999)}`;
  if (number % 7 === 3) return { name: `${first} ${last}`, email: null, phone };
  const email = `${first}.${last}@example.${dice.chance(0.7) ? 'it' : 'com'}`.toLowerCase();
  return { name: `${first} ${last}`, email, phone: dice.chance(0.4) ? phone : null };
}

function at(names: readonly string[], index: number): string {
  const name = names[index % names.length];
  if (name === undefined) throw new RangeError('no names');
  return name;
}
