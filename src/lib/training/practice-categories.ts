import type { Translated } from '#lib/categories/category.ts';
import type { Term } from '#lib/deadlines/term.ts';
import type { OfficeKey } from './practice-offices.ts';

export type PracticeCategory = {
  /** Italian names are the national model's (Modello Comuni, `segnalazione-dettaglio`), to the letter. */
  names: Translated;
  hints: Translated;
  icon: `in-${string}`;
  office: OfficeKey;
  term: Term;
  /** what people write who look for it, in lower case */
  keywords: readonly string[];
};

const workingDays = (amount: number): Term => ({ unit: 'working-days', amount });
const calendarDays = (amount: number): Term => ({ unit: 'calendar-days', amount });

// Terms stay within the 30 days that hold where no other term is set: L. 241/1990 art. 2 c. 2.
export const practiceCategories = {
  acqua: {
    names: {
      it: 'Acqua, allagamenti, problemi fognari',
      en: 'Water, flooding, sewers',
      de: 'Wasser, Überschwemmung, Kanalisation',
      fr: 'Eau, inondations, égouts',
    },
    hints: {
      it: 'perdite, tombini intasati, cattivi odori',
      en: 'leaks, blocked drains, bad smells',
      de: 'Lecks, verstopfte Gullys, schlechter Geruch',
      fr: 'fuites, bouches d’égout bouchées, mauvaises odeurs',
    },
    icon: 'in-category-water',
    office: 'acque',
    term: workingDays(10),
    keywords: ['acqua', 'perdita', 'tombino', 'caditoia', 'fogna', 'allagamento', 'fosso', 'fontanella'],
  },
  ambiente: {
    names: {
      it: 'Ambiente, inquinamento, protezione ambientale',
      en: 'Environment, pollution, nature protection',
      de: 'Umwelt, Verschmutzung, Naturschutz',
      fr: 'Environnement, pollution, protection de la nature',
    },
    hints: {
      it: 'fumi, scarichi, amianto, spiagge',
      en: 'smoke, discharges, asbestos, beaches',
      de: 'Rauch, Abwasser, Asbest, Strände',
      fr: 'fumées, rejets, amiante, plages',
    },
    icon: 'in-category-environment',
    office: 'ambiente',
    term: calendarDays(30),
    keywords: ['inquinamento', 'fumo', 'odore', 'amianto', 'eternit', 'scarico', 'spiaggia', 'mare'],
  },
  arredo: {
    names: { it: 'Arredo urbano', en: 'Street furniture', de: 'Stadtmobiliar', fr: 'Mobilier urbain' },
    hints: {
      it: 'panchine, cestini, pensiline, rastrelliere',
      en: 'benches, bins, shelters, bike racks',
      de: 'Bänke, Papierkörbe, Wartehäuschen, Fahrradständer',
      fr: 'bancs, corbeilles, abris, supports à vélos',
    },
    icon: 'in-category-furniture',
    office: 'verde',
    term: calendarDays(30),
    keywords: ['panchina', 'cestino', 'pensilina', 'rastrelliera', 'fioriera', 'bacheca', 'ringhiera'],
  },
  disinfestazione: {
    names: {
      it: 'Disinfestazione, derattizzazione, animali randagi',
      en: 'Pest control, rats, stray animals',
      de: 'Schädlinge, Ratten, streunende Tiere',
      fr: 'Désinsectisation, rats, animaux errants',
    },
    hints: {
      it: 'zanzare, topi, vespe, cani e gatti senza padrone',
      en: 'mosquitoes, rats, wasps, stray dogs and cats',
      de: 'Mücken, Ratten, Wespen, herrenlose Hunde und Katzen',
      fr: 'moustiques, rats, guêpes, chiens et chats errants',
    },
    icon: 'in-category-pests',
    office: 'ambiente',
    term: workingDays(15),
    keywords: ['zanzare', 'topi', 'ratti', 'vespe', 'calabroni', 'blatte', 'piccioni', 'cane', 'gatti', 'randagi'],
  },
  igiene: {
    names: {
      it: 'Igiene urbana, rifiuti, pulizia e decoro',
      en: 'Waste, street cleaning, tidiness',
      de: 'Müll, Straßenreinigung, Sauberkeit',
      fr: 'Déchets, propreté des rues',
    },
    hints: {
      it: 'abbandoni, cassonetti, spazzamento, scritte',
      en: 'fly-tipping, bins, sweeping, graffiti',
      de: 'wilder Müll, Tonnen, Kehren, Schmierereien',
      fr: 'dépôts sauvages, bacs, balayage, graffitis',
    },
    icon: 'in-category-waste',
    office: 'ambiente',
    term: workingDays(5),
    keywords: ['rifiuti', 'cassonetto', 'spazzatura', 'abbandono', 'ingombranti', 'pulizia', 'scritte', 'guano'],
  },
  edifici: {
    names: {
      it: 'Manutenzione immobili, edifici pubblici, scuole, barriere architettoniche, cimiteri',
      en: 'Public buildings, schools, accessibility, cemeteries',
      de: 'Öffentliche Gebäude, Schulen, Barrierefreiheit, Friedhöfe',
      fr: 'Bâtiments publics, écoles, accessibilité, cimetières',
    },
    hints: {
      it: 'infiltrazioni, rampe, bagni pubblici, tombe',
      en: 'leaking roofs, ramps, public toilets, graves',
      de: 'Wasserschäden, Rampen, öffentliche WCs, Gräber',
      fr: 'infiltrations, rampes, toilettes publiques, tombes',
    },
    icon: 'in-category-buildings',
    office: 'edifici',
    term: calendarDays(30),
    keywords: ['scuola', 'palestra', 'rampa', 'barriere', 'disabili', 'carrozzina', 'cimitero', 'bagni pubblici'],
  },
  'ordine-pubblico': {
    names: {
      it: 'Ordine pubblico, disturbo della quiete',
      en: 'Public order, noise',
      de: 'Öffentliche Ordnung, Ruhestörung',
      fr: 'Ordre public, bruit',
    },
    hints: {
      it: 'rumori, musica di notte, soste abusive',
      en: 'noise, music at night, illegal parking',
      de: 'Lärm, Musik bei Nacht, Falschparker',
      fr: 'bruit, musique la nuit, stationnement gênant',
    },
    icon: 'in-category-noise',
    office: 'polizia-locale',
    term: workingDays(10),
    keywords: ['rumore', 'musica', 'notte', 'schiamazzi', 'sosta', 'campeggio abusivo', 'petardi'],
  },
  verde: {
    names: {
      it: 'Parchi e verde pubblico',
      en: 'Parks and green areas',
      de: 'Parks und Grünflächen',
      fr: 'Parcs et espaces verts',
    },
    hints: {
      it: 'alberi, erba alta, giochi, aree cani',
      en: 'trees, tall grass, playgrounds, dog areas',
      de: 'Bäume, hohes Gras, Spielplätze, Hundewiesen',
      fr: 'arbres, herbe haute, aires de jeux, espaces pour chiens',
    },
    icon: 'in-category-green',
    office: 'verde',
    term: workingDays(20),
    keywords: ['albero', 'pino', 'pineta', 'ramo', 'erba', 'siepe', 'giardino', 'giochi', 'altalena', 'area cani'],
  },
  servizi: {
    names: {
      it: 'Servizi del comune',
      en: 'Municipal services',
      de: 'Dienste der Gemeinde',
      fr: 'Services de la commune',
    },
    hints: {
      it: 'uffici, bollette, sito, idee e proposte',
      en: 'offices, bills, website, ideas and proposals',
      de: 'Ämter, Rechnungen, Website, Ideen und Vorschläge',
      fr: 'bureaux, factures, site, idées et propositions',
    },
    icon: 'in-category-services',
    office: 'urp',
    term: calendarDays(30),
    keywords: ['ufficio', 'bolletta', 'tari', 'mensa', 'carta d’identità', 'sito', 'proposta', 'idea', 'biblioteca'],
  },
  sicurezza: {
    names: {
      it: 'Sicurezza, degrado urbano e sociale',
      en: 'Safety, urban and social decay',
      de: 'Sicherheit, Verwahrlosung',
      fr: 'Sécurité, dégradation urbaine et sociale',
    },
    hints: {
      it: 'edifici abbandonati, vandalismi, zone buie',
      en: 'abandoned buildings, vandalism, dark corners',
      de: 'verlassene Gebäude, Vandalismus, dunkle Ecken',
      fr: 'bâtiments abandonnés, vandalisme, coins sombres',
    },
    icon: 'in-category-safety',
    office: 'polizia-locale',
    term: workingDays(10),
    keywords: ['vandalismo', 'degrado', 'abbandonato', 'sicurezza', 'buio', 'sottopasso'],
  },
  strade: {
    names: {
      it: 'Strade, marciapiedi, segnaletica e viabilità',
      en: 'Roads, pavements, signs and traffic',
      de: 'Straßen, Gehwege, Schilder und Verkehr',
      fr: 'Routes, trottoirs, signalisation et circulation',
    },
    hints: {
      it: 'buche, lampioni, cartelli, strisce, semafori',
      en: 'potholes, street lamps, signs, crossings, lights',
      de: 'Schlaglöcher, Laternen, Schilder, Zebrastreifen, Ampeln',
      fr: 'nids-de-poule, lampadaires, panneaux, passages, feux',
    },
    icon: 'in-category-roads',
    office: 'strade',
    term: calendarDays(30),
    keywords: ['buca', 'asfalto', 'marciapiede', 'lampione', 'semaforo', 'cartello', 'strisce', 'specchio', 'sosta'],
  },
} as const satisfies Record<string, PracticeCategory>;

export type CategoryKey = keyof typeof practiceCategories;
