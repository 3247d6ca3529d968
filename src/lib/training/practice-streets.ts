import { contains, readBoundary } from '#lib/places/boundary.ts';
import type { Point } from '#lib/places/point.ts';
import { registerColumns } from '#lib/places/register-file.ts';
import boundary from './data/rosignano-boundary.json' with { type: 'json' };
import { practiceHamlets, type HamletKey } from './practice-municipality.ts';
import { dice as seeded } from './pseudo-random.ts';

/**
 * Streets of the practice municipality: names as Italian towns have them, those of the practice requests among them; where
 * they lie, their numbers and their codes are invented. Around the middle of each hamlet, inside the real boundary.
 */
const streets: Record<HamletKey, readonly string[]> = {
  'rosignano-marittimo': [
    'Via Roma',
    'Via Gramsci',
    'Via dei Lavoratori',
    'Via del Castello',
    'Via San Martino',
    'Via Vittorio Veneto',
    'Piazza Carducci',
    'Via Giuseppe Garibaldi',
    'Vicolo della Fonte',
    'Via XX Settembre',
    'Via delle Mura',
    'Largo Nenni',
  ],
  'rosignano-solvay': [
    'Via Aurelia',
    'Via Ernesto Solvay',
    'Via Allende',
    'Via Berlinguer',
    'Via Cairoli',
    'Via Champigny sur Marne',
    'Via Filidei',
    'Via Forlì',
    'Via Guido Rossa',
    'Via del Popolo',
    'Via della Costituzione',
    'Via della Repubblica',
    'Piazza della Repubblica',
    'Lungomare Monte alla Rena',
    'Via Giuseppe Mazzini',
    'Viale della Resistenza',
    'Via XXV Aprile',
    'Via Giacomo Matteotti',
  ],
  castiglioncello: [
    'Via Aurelia',
    'Via Biagi',
    'Via Fucini',
    'Via Tripoli',
    'Lungomare Alberto Sordi',
    'Piazza della Vittoria',
    'Viale dei Lecci',
    'Via Giuseppe Garibaldi',
    'Via della Pineta',
    'Via Godilonda',
    'Via dei Villini',
  ],
  vada: [
    'Via Aurelia Sud',
    'Via Gramsci',
    'Via Marco Polo',
    'Via dei Cavalleggeri',
    'Viale Italia',
    'Piazza Garibaldi',
    'Via dei Mille',
    'Via della Stazione',
    'Via Cristoforo Colombo',
    'Via del Faro',
  ],
  'castelnuovo-della-misericordia': [
    'Via Roma',
    'Via della Torre',
    'Via della Valle',
    'Piazza Giuseppe Mazzini',
    'Via delle Vigne',
    'Via del Frantoio',
  ],
  nibbiaia: ['Via Vecchia', 'Via delle Colline', 'Piazza della Chiesa', 'Via della Fattoria', 'Via dei Castagni'],
  gabbro: ['Via Popogna', 'Via Traversa Livornese', 'Via del Poggetto', 'Piazza della Madonna', 'Via dell’Asilo'],
  'la-mazzanta': [
    'Viale dei Pini',
    'Via dei Pini',
    'Via dei Ginepri',
    'Via del Mare',
    'Viale della Mazzanta',
    'Via dei Tamerici',
  ],
};

const area = readBoundary(boundary) ?? [];

/** The practice register as a file of the national one: whoever tries the import can load it, change it and load it again. */
export function practiceRegister(): string {
  let code = 0;
  const lines = (Object.keys(streets) as HamletKey[]).flatMap((hamlet, town) =>
    streets[hamlet].flatMap((street, at) => {
      const streetCode = 9000 + town * 100 + at;
      return numbersOf(hamlet, street, at).map(({ number, suffix, point }) => {
        code++;
        return line({
          CODICE_COMUNE: 'H570',
          CODICE_ISTAT: '049017',
          PROGRESSIVO_NAZIONALE: String(streetCode),
          ODONIMO: street.toUpperCase().replaceAll('’', "'"),
          "LOCALITA'": practiceHamlets[hamlet].name.toUpperCase(),
          PROGRESSIVO_ACCESSO: String(900_000 + code),
          CIVICO: String(number),
          ESPONENTE: suffix,
          COORD_X_COMUNE: point.longitude.toFixed(6).replace('.', ','),
          COORD_Y_COMUNE: point.latitude.toFixed(6).replace('.', ','),
          METODO: '3',
        });
      });
    }),
  );
  return `\uFEFF${[registerColumns.join(';'), ...lines].join('\r\n')}\r\n`;
}

type InventedNumber = { number: number; suffix: string; point: Point };

/**
 * Along a line that begins near the middle of the hamlet: odd numbers on one side, even ones on the other. By the sea a line
 * turns until all of it lies on land.
 */
function numbersOf(hamlet: HamletKey, street: string, at: number): InventedNumber[] {
  const dice = seeded(`${hamlet} ${street}`);
  const turn = at * 137 + dice.whole(0, 40); // spread like the leaves of a stalk
  const bend = dice.whole(-60, 60);
  const begin = 60 + dice.whole(0, 180);
  const suffixes = Array.from({ length: dice.whole(14, 40) }, () => (dice.chance(0.08) ? 'A' : ''));
  for (let more = 0; more < 360; more += 20) {
    const begins = moved(practiceHamlets[hamlet], turn + more, begin);
    const numbers = suffixes.map((suffix, index): InventedNumber => {
      const number = index + 1;
      const along = moved(begins, turn + more + bend, 12 * index);
      return { number, suffix, point: moved(along, turn + more + bend + 90, number % 2 === 0 ? 7 : -7) };
    });
    if (numbers.every(({ point }) => contains(area, point))) return numbers;
  }
  throw new Error(`no room for ${street}`);
}

/** `degrees` from the north. */
function moved({ latitude, longitude }: Point, degrees: number, metres: number): Point {
  const direction = (degrees * Math.PI) / 180;
  const north = (metres * Math.cos(direction)) / 111_320;
  const east = (metres * Math.sin(direction)) / (111_320 * Math.cos((latitude * Math.PI) / 180));
  return { latitude: latitude + north, longitude: longitude + east };
}

function line(cells: Partial<Record<(typeof registerColumns)[number], string>>): string {
  return registerColumns.map((column) => cells[column] ?? '').join(';');
}
