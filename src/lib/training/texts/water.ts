import type { ClosedStory } from './story.ts';

/** Manholes and road drains. */
export const drains: readonly ClosedStory[] = [
  {
    hamlet: 'rosignano-solvay',
    place: 'Via Forlì 20',
    title: 'Caditoia piena di foglie',
    text: 'La caditoia è coperta di foglie e appena piove si forma un lago davanti al portone.',
    closing: 'La squadra ha tolto le foglie e lavato la caditoia con l’idropulitrice. L’acqua scende.',
    rated: { helped: 'yes' },
  },
  {
    hamlet: 'vada',
    place: 'Via Gramsci 30',
    title: 'Tombino che fa rumore',
    text: 'Il coperchio del tombino balla e ogni auto che passa fa un colpo. Di notte non si dorme.',
    findings: 'Guarnizione consumata, coperchio sano. È un nostro pozzetto.',
    closing: 'Abbiamo messo una guarnizione nuova: il coperchio è fermo e non suona più.',
  },
  {
    hamlet: 'castiglioncello',
    place: 'Via Biagi 9',
    title: 'Cattivo odore dal tombino',
    text: 'Dal tombino davanti al bar esce un odore di fogna insopportabile, soprattutto la sera.',
    outcome: 'redirected',
    note: 'Pozzetto di ASA: avvisato il loro centralino, pratica aperta.',
    rated: { helped: 'no', text: 'L’odore c’è ancora, tutte le sere.' },
    closing:
      'Il pozzetto è della fognatura nera, che è di ASA. Le abbiamo passato la segnalazione e ASA ci ha detto che lo lava in settimana. Se l’odore resta, puoi riaprire la richiesta.',
  },
  {
    hamlet: 'rosignano-marittimo',
    place: 'Via Veneto 16',
    title: 'Griglia rotta, pericolo per le bici',
    text: 'Una sbarra della griglia è rotta e ci entra la ruota della bicicletta.',
    findings: 'Griglia con una sbarra mancante. Messa subito una lamiera.',
    message: 'Abbiamo coperto la griglia con una lamiera. Quella nuova è ordinata su misura.',
    closing: 'La griglia nuova è al suo posto, con le sbarre di traverso come serve alle biciclette.',
  },
  {
    hamlet: 'rosignano-solvay',
    place: 'Via del Popolo 12',
    title: 'Caditoia intasata, acqua in cantina',
    text: 'Con il temporale di ieri la caditoia non ha preso e l’acqua è entrata in cantina. È la seconda volta quest’anno.',
    findings: 'Pozzetto pieno di terra fino all’orlo, tubo di uscita chiuso da radici.',
    closing:
      'Abbiamo vuotato il pozzetto, tagliato le radici con la sonda e controllato con la telecamera: il tubo è libero.',
  },
  {
    hamlet: 'la-mazzanta',
    place: 'Via del Mare 25',
    title: 'Strada allagata a ogni pioggia',
    text: 'Basta mezz’ora di pioggia e la strada diventa un fiume. L’acqua arriva ai cancelli delle case.',
    findings: 'Quattro caditoie su sei piene di sabbia.',
    message: 'Abbiamo vuotato le prime due caditoie. Le altre quattro sono in programma con l’autospurgo.',
    closing:
      'Tutte e sei le caditoie sono state vuotate. Abbiamo messo la via nel giro che facciamo prima dell’autunno.',
  },
  {
    hamlet: 'castelnuovo-della-misericordia',
    place: 'Via della Valle, ponticino',
    title: 'Fosso chiuso dai rami',
    text: 'Sotto il ponticino ci sono rami e canne che fanno da tappo. Se piove forte il fosso esce.',
    outcome: 'redirected',
    findings: 'Tappo di canne alto un metro. Il fosso è nel reticolo del Consorzio di Bonifica.',
    closing:
      'Il fosso lo cura il Consorzio di Bonifica. Gli abbiamo mandato foto e posizione e ci ha dato la data del taglio. Se prima è prevista allerta meteo, interviene la protezione civile.',
  },
  {
    hamlet: 'vada',
    place: 'Lungomare, davanti al bagno 3',
    title: 'Pozzetto sfondato sulla passeggiata',
    text: 'Il coperchio del pozzetto è crepato e si piega quando ci si cammina sopra.',
    findings: 'Telaio corroso dal sale, da rifare. Messo un coperchio provvisorio.',
    closing: 'Telaio e coperchio sono nuovi, in ghisa adatta al mare.',
  },
];

export const waterMains: readonly ClosedStory[] = [
  {
    hamlet: 'gabbro',
    place: 'Via del Poggetto 5',
    title: 'Acqua che esce dall’asfalto',
    text: 'Da stanotte esce acqua pulita dall’asfalto e corre giù per la via. La pressione in casa è bassa.',
    outcome: 'redirected',
    message: 'È una perdita dell’acquedotto: abbiamo chiamato noi il pronto intervento di ASA.',
    closing:
      'La perdita era sulla rete di ASA, che l’ha riparata. Per la prossima volta: il numero del pronto intervento è in bolletta e risponde anche di notte.',
  },
  {
    hamlet: 'castiglioncello',
    place: 'Giardini di Piazza della Vittoria',
    title: 'Fontanella senza acqua',
    text: 'La fontanella dei giardini non butta più. I bambini e i cani la usavano tutti i giorni.',
    findings: 'Rubinetto rotto, tubo sano.',
    closing: 'Abbiamo cambiato il rubinetto. La fontanella funziona e si chiude da sola.',
  },
  {
    hamlet: 'nibbiaia',
    place: 'Via Vecchia 20',
    title: 'Scarico di acqua nella cunetta',
    text: 'Nella cunetta scorre acqua con la schiuma anche quando non piove. Puzza di detersivo.',
    findings: 'Scarico di una casa non allacciato alla fognatura. Verbale con la Polizia locale.',
    note: 'Ordinanza di allaccio preparata, la notifica la fa la Polizia locale.',
    closing: 'La casa è stata allacciata alla fognatura dopo la nostra ordinanza. Nella cunetta non scorre più niente.',
  },
];
