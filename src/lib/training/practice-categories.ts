import type { Keywords, Translated, Visibility } from '#lib/categories/category.ts';
import type { Question } from '#lib/categories/question.ts';
import type { Term } from '#lib/deadlines/term.ts';
import type { OfficeKey } from './practice-offices.ts';
import type { PersonKey } from './practice-people.ts';
import { practiceQuestions } from './practice-questions.ts';

export type PracticeCategory = {
  /** Italian names are the national model's (Modello Comuni, `segnalazione-dettaglio`), to the letter. */
  names: Translated;
  hints: Translated;
  icon: `in-${string}`;
  office: OfficeKey;
  term: Term;
  /** what people write who look for it */
  keywords: Keywords;
  questions?: readonly Question[];
  danger?: boolean;
  dangerHours?: number;
  onCall?: PersonKey;
  onCallPublic?: boolean;
  visibility?: Visibility;
  contactOptional?: boolean;
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
    keywords: {
      it: ['acqua', 'perdita', 'tombino', 'caditoia', 'fogna', 'allagamento', 'fosso', 'fontanella'],
      en: ['water', 'leak', 'burst pipe', 'manhole', 'drain', 'sewer', 'flooding', 'ditch', 'fountain'],
      de: ['Wasser', 'Leck', 'Rohrbruch', 'Gully', 'Kanal', 'Abwasser', 'Überschwemmung', 'Graben', 'Brunnen'],
      fr: ['eau', 'fuite', 'bouche d’égout', 'égout', 'inondation', 'fossé', 'fontaine'],
    },
    dangerHours: 2,
    onCall: 'carla.meini',
    onCallPublic: true,
    questions: practiceQuestions.acqua,
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
    keywords: {
      it: ['inquinamento', 'fumo', 'odore', 'amianto', 'eternit', 'scarico', 'spiaggia', 'mare'],
      en: ['pollution', 'smoke', 'smell', 'asbestos', 'discharge', 'beach', 'sea'],
      de: ['Verschmutzung', 'Rauch', 'Geruch', 'Asbest', 'Abwasser', 'Strand', 'Meer'],
      fr: ['pollution', 'fumée', 'odeur', 'amiante', 'rejet', 'plage', 'mer'],
    },
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
    keywords: {
      it: ['panchina', 'cestino', 'pensilina', 'rastrelliera', 'fioriera', 'bacheca', 'ringhiera'],
      en: ['bench', 'bin', 'bus shelter', 'bike rack', 'planter', 'notice board', 'railing'],
      de: ['Bank', 'Papierkorb', 'Wartehäuschen', 'Fahrradständer', 'Blumenkübel', 'Geländer'],
      fr: ['banc', 'corbeille', 'abri', 'support à vélos', 'jardinière', 'panneau', 'rambarde'],
    },
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
    keywords: {
      it: ['zanzare', 'topi', 'ratti', 'vespe', 'calabroni', 'blatte', 'piccioni', 'cane', 'gatti', 'randagi'],
      en: ['mosquitoes', 'mice', 'rats', 'wasps', 'hornets', 'cockroaches', 'pigeons', 'dog', 'cats', 'stray'],
      de: ['Mücken', 'Mäuse', 'Ratten', 'Wespen', 'Hornissen', 'Kakerlaken', 'Tauben', 'Hund', 'Katzen'],
      fr: ['moustiques', 'souris', 'rats', 'guêpes', 'frelons', 'cafards', 'pigeons', 'chien', 'chats', 'errant'],
    },
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
    keywords: {
      it: ['rifiuti', 'cassonetto', 'spazzatura', 'abbandono', 'ingombranti', 'pulizia', 'scritte', 'guano'],
      en: ['waste', 'bin', 'rubbish', 'fly-tipping', 'bulky waste', 'cleaning', 'graffiti'],
      de: ['Müll', 'Tonne', 'Abfall', 'wilder Müll', 'Sperrmüll', 'Reinigung', 'Schmiererei'],
      fr: ['déchets', 'poubelle', 'ordures', 'dépôt sauvage', 'encombrants', 'propreté', 'graffiti'],
    },
    contactOptional: true,
    questions: practiceQuestions.igiene,
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
    keywords: {
      it: ['scuola', 'palestra', 'rampa', 'barriere', 'disabili', 'carrozzina', 'cimitero', 'bagni pubblici'],
      en: ['school', 'gym', 'ramp', 'barriers', 'disabled', 'wheelchair', 'cemetery', 'public toilets'],
      de: ['Schule', 'Turnhalle', 'Rampe', 'Barrieren', 'Rollstuhl', 'Friedhof', 'WC'],
      fr: ['école', 'gymnase', 'rampe', 'barrières', 'handicap', 'fauteuil roulant', 'cimetière', 'toilettes'],
    },
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
    keywords: {
      it: ['rumore', 'musica', 'notte', 'schiamazzi', 'sosta', 'campeggio abusivo', 'petardi'],
      en: ['noise', 'music', 'night', 'shouting', 'parking', 'illegal camping', 'fireworks'],
      de: ['Lärm', 'Musik', 'Nacht', 'Geschrei', 'Falschparker', 'wildes Camping', 'Feuerwerk'],
      fr: ['bruit', 'musique', 'nuit', 'cris', 'stationnement', 'camping sauvage', 'pétards'],
    },
    visibility: 'private',
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
    keywords: {
      it: ['albero', 'pino', 'pineta', 'ramo', 'erba', 'siepe', 'giardino', 'giochi', 'altalena', 'area cani'],
      en: ['tree', 'pine', 'branch', 'grass', 'hedge', 'garden', 'playground', 'swing', 'dog area'],
      de: ['Baum', 'Kiefer', 'Ast', 'Gras', 'Hecke', 'Garten', 'Spielplatz', 'Schaukel', 'Hundewiese'],
      fr: ['arbre', 'pin', 'branche', 'herbe', 'haie', 'jardin', 'jeux', 'balançoire', 'espace chiens'],
    },
    questions: practiceQuestions.verde,
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
    keywords: {
      it: ['ufficio', 'bolletta', 'tari', 'mensa', 'carta d’identità', 'sito', 'proposta', 'idea', 'biblioteca'],
      en: ['office', 'bill', 'tax', 'school meals', 'identity card', 'website', 'proposal', 'idea', 'library'],
      de: ['Amt', 'Rechnung', 'Gebühr', 'Schulessen', 'Personalausweis', 'Website', 'Vorschlag', 'Idee', 'Bücherei'],
      fr: ['bureau', 'facture', 'taxe', 'cantine', 'carte d’identité', 'site', 'proposition', 'idée', 'bibliothèque'],
    },
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
    keywords: {
      it: ['vandalismo', 'degrado', 'abbandonato', 'sicurezza', 'buio', 'sottopasso'],
      en: ['vandalism', 'decay', 'abandoned', 'safety', 'dark', 'underpass'],
      de: ['Vandalismus', 'Verfall', 'verlassen', 'Sicherheit', 'dunkel', 'Unterführung'],
      fr: ['vandalisme', 'dégradation', 'abandonné', 'sécurité', 'sombre', 'passage souterrain'],
    },
    danger: true,
    dangerHours: 8,
    onCall: 'laura.vanni',
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
    keywords: {
      it: ['buca', 'asfalto', 'marciapiede', 'lampione', 'semaforo', 'cartello', 'strisce', 'specchio', 'sosta'],
      en: ['pothole', 'asphalt', 'pavement', 'street lamp', 'traffic light', 'sign', 'crossing', 'mirror', 'parking'],
      de: ['Schlagloch', 'Asphalt', 'Gehweg', 'Laterne', 'Ampel', 'Schild', 'Zebrastreifen', 'Spiegel', 'Parken'],
      fr: [
        'nid-de-poule',
        'trou',
        'asphalte',
        'trottoir',
        'lampadaire',
        'feu',
        'panneau',
        'passage',
        'miroir',
        'stationnement',
      ],
    },
    onCall: 'marco.nardi',
    questions: practiceQuestions.strade,
  },
} as const satisfies Record<string, PracticeCategory>;

export type CategoryKey = keyof typeof practiceCategories;
