import type { CategoryKey } from '../practice-categories.ts';
import type { PersonKey } from '../practice-people.ts';
import type { Story } from './story.ts';

/** How far an open request has come; the acts before it have happened. */
export type Reached = 'received' | 'in-charge' | 'message' | 'inspection-planned' | 'inspection-done';

/**
 * When it came: some working days ago (0: today), or so that its term ends when it should. `due: 'next-working-day'` is tomorrow
 * unless tomorrow is a day without work.
 */
export type Arrival = { workingDaysAgo: number } | { due: 'next-working-day' } | { daysLate: number };

export type OpenStory = Story & {
  category: CategoryKey;
  reached: Reached;
  arrival: Arrival;
  /** who took it in charge, where it matters for the tour; else somebody of the office */
  by?: PersonKey;
  /** what the office asked yesterday and, where it came, the answer */
  asked?: { question: string; answer?: string };
  /** what the citizen wrote yesterday */
  wrote?: string;
  /** the words of yesterday's reminder */
  reminded?: string;
  /** closed yesterday, and opened again in the evening */
  reopened?: { closing: string; reason: string };
};

export const openStories: readonly OpenStory[] = [
  {
    category: 'strade',
    arrival: { daysLate: 4 },
    reached: 'received',
    hamlet: 'castiglioncello',
    place: 'Via Fucini 40',
    title: 'Strisce cancellate davanti alla farmacia',
    text: 'Le strisce davanti alla farmacia non si vedono più. Chi attraversa sono soprattutto anziani.',
  },
  {
    category: 'edifici',
    arrival: { daysLate: 2 },
    reached: 'inspection-done',
    hamlet: 'rosignano-solvay',
    place: 'Scuola primaria di Via della Repubblica',
    title: 'Piove nella palestra della scuola',
    text: 'Nella palestra ci sono secchi sotto il soffitto ogni volta che piove. I bambini fanno ginnastica in corridoio.',
    findings: 'Due lucernari da sigillare sopra il campo, intonaco bagnato ma stabile. Palestra usabile per metà.',
    note: 'Il lattoniere ha dato la disponibilità, aspettiamo due giorni senza pioggia.',
    message: 'Abbiamo trovato il punto da cui entra l’acqua. Il lattoniere viene alla prima finestra di bel tempo.',
    wrote: 'Oggi l’acqua è arrivata fino al canestro. I secchi li svuota la custode due volte al giorno.',
  },
  {
    category: 'strade',
    arrival: { due: 'next-working-day' },
    reached: 'message',
    hamlet: 'nibbiaia',
    place: 'Via delle Colline, bivio per il cimitero',
    by: 'anna.bianchi',
    title: 'Specchio stradale girato verso il muro',
    text: 'Lo specchio del bivio si è girato e riflette il muro. Si esce senza vedere.',
    message: 'Lo specchio ha il perno rotto: il pezzo è ordinato. Intanto abbiamo messo un cartello di pericolo.',
    asked: {
      question:
        'Da quale lato esci con l’auto? Se esci verso il cimitero mettiamo lo specchio nuovo un metro più a monte, così si vede anche chi scende.',
    },
  },
  {
    category: 'verde',
    arrival: { workingDaysAgo: 12 },
    reached: 'inspection-done',
    hamlet: 'la-mazzanta',
    place: 'Viale dei Pini, angolo Via del Mare',
    title: 'Pino con il tronco spaccato',
    text: 'Dopo la libecciata un pino ha una spaccatura nel tronco. Sotto parcheggiano le auto.',
    findings: 'Spaccatura di un metro e mezzo, pianta da abbattere. Area chiusa e auto spostate.',
    message: 'L’area è chiusa. Per abbattere il pino aspettiamo il nulla osta, che abbiamo chiesto con urgenza.',
    reminded: 'È arrivato il nulla osta? Per sabato danno di nuovo libeccio.',
  },
  {
    category: 'acqua',
    arrival: { workingDaysAgo: 7 },
    reached: 'inspection-planned',
    hamlet: 'vada',
    place: 'Via Gramsci 64',
    title: 'Caditoia che rigurgita',
    answers: { 'acqua-cosa': ['tombino'] },
    text: 'Quando piove dalla caditoia l’acqua sale invece di scendere e porta fango davanti ai negozi.',
    findings: '',
  },
  {
    category: 'strade',
    arrival: { workingDaysAgo: 6 },
    reached: 'inspection-planned',
    hamlet: 'rosignano-solvay',
    place: 'Via della Repubblica 41, davanti alla scuola',
    title: 'Buca profonda davanti alla scuola primaria',
    answers: { 'strade-cosa': ['buca'], 'strade-larga': ['di-piu'] },
    text: 'Davanti all’ingresso della scuola c’è una buca larga quasi un metro. Quando piove si riempie e non si vede: ieri una bambina è caduta con la bici. Passano anche gli autobus.',
    by: 'anna.bianchi',
    author: { name: 'Lucia Ferrini', email: 'lucia.ferrini@example.it', phone: '333 000 4127' },
    message: 'Abbiamo transennato la buca. Veniamo a vedere se basta chiuderla o se il fondo va rifatto.',
    findings: '',
  },
  {
    category: 'igiene',
    arrival: { workingDaysAgo: 4 },
    reached: 'in-charge',
    hamlet: 'castelnuovo-della-misericordia',
    place: 'Via Roma, campana del vetro',
    title: 'Vetri sparsi intorno alla campana',
    text: 'La campana del vetro è piena da giorni e le bottiglie sono per terra, alcune rotte.',
    asked: {
      question: 'È la campana davanti al forno o quella vicino alla fermata?',
      answer: 'Quella vicino alla fermata. Davanti al forno è a posto.',
    },
  },
  {
    category: 'servizi',
    arrival: { workingDaysAgo: 3 },
    reached: 'in-charge',
    hamlet: 'rosignano-marittimo',
    place: 'Ufficio scuola',
    title: 'Menù della mensa per celiaci',
    text: 'Mio figlio è celiaco e inizia la mensa fra poco. A chi consegno il certificato e da quando ha il suo menù?',
    kind: 'question',
    reopened: {
      closing: 'Il certificato si consegna all’ufficio scuola e il menù senza glutine parte dal giorno dopo.',
      reason: 'Ho consegnato il certificato, ma la mensa dice di non averlo ricevuto.',
    },
  },
  {
    category: 'arredo',
    arrival: { workingDaysAgo: 1 },
    reached: 'received',
    hamlet: 'castiglioncello',
    place: 'Lungomare Alberto Sordi',
    title: 'Broken bench on the promenade',
    text: 'The second bench from the harbour has lost two planks and a nail sticks out. An old gentleman tore his jacket.',
    language: 'en',
    author: { name: 'Margaret Hill', email: 'margaret.hill@example.com', phone: null },
  },
  {
    category: 'strade',
    arrival: { workingDaysAgo: 0 },
    reached: 'received',
    hamlet: 'gabbro',
    place: 'Via Popogna 30',
    title: 'Lampione spento all’incrocio',
    answers: { 'strade-cosa': ['lampione'], 'strade-palo': ['SO 0417'] },
    text: 'Il lampione all’incrocio con la strada del cimitero è spento. Di sera chi scende a piedi non si vede.',
  },
];
