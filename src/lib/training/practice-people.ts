import type { Level } from '#lib/kernel/actor.ts';
import type { OfficeKey, SectorKey } from './practice-offices.ts';

/** Everybody who works in the practice municipality. All names are invented. */
export type PracticePerson = {
  name: string;
  email: string;
  phone: string | null;
  level: Level;
  /** as it stands under the name, in Italian */
  title: string;
  office: OfficeKey | null;
  sector: SectorKey | null;
  /** what this person comes for, in a line on the sign-in page; null: not offered there */
  login: string | null;
};

type Place = Pick<PracticePerson, 'office' | 'sector'>;

function person(
  name: string,
  level: PracticePerson['level'],
  title: string,
  place: Partial<Place>,
  phone: string | null,
  login: string | null = null,
): PracticePerson {
  const email = `${name.toLowerCase().replace(' ', '.')}@comune.example.it`;
  return { name, email, phone, level, title, office: null, sector: null, ...place, login };
}

/** Those with a log-in first, in the order in which the sign-in page offers them: one at each level. */
export const practicePeople = {
  'giulia.taddei': person(
    'Giulia Taddei',
    'front-desk',
    'Sportello',
    { office: 'urp' },
    '0586 000 100',
    'URP: prende le richieste di tutti',
  ),
  'anna.bianchi': person(
    'Anna Bianchi',
    'operator',
    'Operatrice',
    { office: 'strade' },
    '0586 000 141',
    'Strade: sopralluoghi, messaggi, chiusure',
  ),
  'marco.nardi': person(
    'Marco Nardi',
    'head',
    'Responsabile',
    { office: 'strade' },
    '0586 000 142',
    'Strade: segue l’ufficio, risponde dei termini',
  ),
  'elena.marchi': person(
    'Elena Marchi',
    'manager',
    'Dirigente',
    { sector: 'lavori-pubblici' },
    '0586 000 130',
    'Lavori pubblici: vede il settore',
  ),
  'ugo.serra': person('Ugo Serra', 'secretary', 'Segretario', {}, '0586 000 105', 'tutto il comune, i termini scaduti'),
  'paolo.gori': person(
    'Paolo Gori',
    'cabinet-member',
    'Assessore',
    { sector: 'lavori-pubblici' },
    '0586 000 103',
    'Lavori pubblici: segue le richieste',
  ),
  'rita.fabbri': person('Rita Fabbri', 'mayor', 'Sindaca', {}, '0586 000 101', 'tutto il comune'),
  'lia.conti': person('Lia Conti', 'council-member', 'Consigliera', {}, null, 'per ora nessuna richiesta'),
  'carlo.dini': person(
    'Carlo Dini',
    'administrator',
    'Amministratore',
    {},
    '0586 000 199',
    'tutto il comune: ogni richiesta',
  ),
  'chiara.bandini': person('Chiara Bandini', 'operator', 'Operatrice', { office: 'urp' }, '0586 000 111'),
  'stefano.guidi': person('Stefano Guidi', 'head', 'Responsabile', { office: 'urp' }, '0586 000 112'),
  'sara.lenzi': person('Sara Lenzi', 'operator', 'Operatrice', { office: 'strade' }, '0586 000 143'),
  'luca.ferrari': person('Luca Ferrari', 'operator', 'Operatore', { office: 'edifici' }, '0586 000 151'),
  'marta.pieri': person('Marta Pieri', 'head', 'Responsabile', { office: 'edifici' }, '0586 000 152'),
  'irene.landi': person('Irene Landi', 'operator', 'Operatrice', { office: 'verde' }, '0586 000 161'),
  'bruno.cecchi': person('Bruno Cecchi', 'head', 'Responsabile', { office: 'verde' }, '0586 000 162'),
  'davide.orsini': person('Davide Orsini', 'operator', 'Operatore', { office: 'ambiente' }, '0586 000 171'),
  'silvia.raffaelli': person('Silvia Raffaelli', 'head', 'Responsabile', { office: 'ambiente' }, '0586 000 172'),
  'nico.barsotti': person('Nico Barsotti', 'operator', 'Operatore', { office: 'acque' }, '0586 000 181'),
  'carla.meini': person('Carla Meini', 'head', 'Responsabile', { office: 'acque' }, '0586 000 182'),
  'ivo.cerri': person('Ivo Cerri', 'operator', 'Agente', { office: 'polizia-locale' }, '0586 000 191'),
  'laura.vanni': person('Laura Vanni', 'head', 'Comandante', { office: 'polizia-locale' }, '0586 000 192'),
} as const satisfies Record<string, PracticePerson>;

export type PersonKey = keyof typeof practicePeople;
