import { municipalCalendar } from '#lib/deadlines/municipal-calendar.ts';

/**
 * The practice municipality: Rosignano Marittimo by its boundary, hamlets and address. Telephone numbers, mail addresses
 * and people are invented.
 */
export const practiceMunicipality = {
  slug: 'rosignano-marittimo',
  name: 'Comune di Rosignano Marittimo',
  shortName: 'Rosignano Marittimo',
  region: 'Regione Toscana',
  zone: 'Europe/Rome',
  // Saint Hilary, to whom the church in the castle is dedicated. Known to us from common lists only: whoever goes live
  // with this municipality confirms the day in the settings.
  patronDay: '01-13',
  closingDays: [] as readonly Temporal.PlainDate[],
  address: 'Via dei Lavoratori 21, 57016 Rosignano Marittimo (LI)',
  pec: 'comune@pec.example.it',
  mailFrom: 'segnalazioni@comune.example.it',
  desk: {
    name: 'URP, Diritti del cittadino',
    phone: '0586 000 100',
    hours: ['lunedì–venerdì 9–13', 'martedì e giovedì anche 15–17'],
  },
} as const;

/** In the order in which they are offered: the main town first, then by size. */
export const practiceHamlets = {
  'rosignano-marittimo': { name: 'Rosignano Marittimo', latitude: 43.406, longitude: 10.473 },
  'rosignano-solvay': { name: 'Rosignano Solvay', latitude: 43.387, longitude: 10.44 },
  castiglioncello: { name: 'Castiglioncello', latitude: 43.405, longitude: 10.419 },
  vada: { name: 'Vada', latitude: 43.351, longitude: 10.456 },
  'castelnuovo-della-misericordia': {
    name: 'Castelnuovo della Misericordia',
    latitude: 43.4426,
    longitude: 10.4501,
  },
  nibbiaia: { name: 'Nibbiaia', latitude: 43.46, longitude: 10.431 },
  gabbro: { name: 'Gabbro', latitude: 43.4826, longitude: 10.4407 },
  'la-mazzanta': { name: 'La Mazzanta', latitude: 43.333, longitude: 10.466 },
} as const satisfies Record<string, { name: string; latitude: number; longitude: number }>;

export type HamletKey = keyof typeof practiceHamlets;

export const practiceCalendar = municipalCalendar(practiceMunicipality);

/** Who answers beyond the boundary: the real neighbours by name and place, with invented contacts. */
export const practiceNeighbours = [
  { name: 'Livorno', phone: '0586 000 901', latitude: 43.5497, longitude: 10.3099 },
  { name: 'Collesalvetti', phone: '0586 000 902', latitude: 43.5904, longitude: 10.4764 },
  { name: 'Orciano Pisano', phone: '050 000 903', latitude: 43.4953, longitude: 10.5106 },
  { name: 'Santa Luce', phone: '050 000 904', latitude: 43.4719, longitude: 10.5647 },
  { name: 'Castellina Marittima', phone: '050 000 905', latitude: 43.4119, longitude: 10.5764 },
  { name: 'Cecina', phone: '0586 000 906', latitude: 43.3081, longitude: 10.5175 },
].map(({ name, phone, latitude, longitude }) => ({
  name: `Comune di ${name}`,
  phone: `${phone} (numero di prova)`,
  url: null,
  latitude,
  longitude,
}));
