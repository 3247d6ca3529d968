import type { ClosedStory } from './story.ts';

export const cemeteries: readonly ClosedStory[] = [
  {
    hamlet: 'gabbro',
    place: 'Cimitero di Gabbro',
    title: 'Scalino pericoloso all’ingresso',
    text: 'Lo scalino all’ingresso è rotto e le persone anziane fanno fatica. Una signora è caduta il mese scorso.',
    findings: 'Scalino spezzato, manca il corrimano.',
    message: 'Abbiamo messo una passerella di legno. Lo scalino nuovo lo fa il marmista.',
    closing: 'Lo scalino è rifatto in travertino e abbiamo aggiunto un corrimano.',
  },
  {
    hamlet: 'castelnuovo-della-misericordia',
    place: 'Cimitero, lato nuovo',
    title: 'Acqua che entra nei loculi',
    text: 'Quando piove l’acqua entra dal tetto dei loculi del lato nuovo e macchia i marmi.',
    findings: 'Guaina scollata per 8 metri sopra la seconda fila.',
    note: 'Lavoro in quota: piano di sicurezza chiesto alla ditta.',
    closing: 'La guaina è rifatta e i marmi sono stati puliti. Dopo due piogge è rimasto tutto asciutto.',
  },
];

export const access: readonly ClosedStory[] = [
  {
    hamlet: 'rosignano-solvay',
    place: 'Via della Costituzione 18',
    title: 'Auto sul posto per disabili',
    text: 'Il posto per disabili davanti a casa è sempre occupato da chi non ha il contrassegno. Mia madre deve camminare cento metri.',
    kind: 'complaint',
    note: 'Chiesto alla Polizia locale di passare a orari diversi.',
    closing:
      'Abbiamo ripassato le righe e messo un cartello più visibile. La Polizia locale controlla il posto ogni giorno.',
  },
  {
    hamlet: 'castiglioncello',
    place: 'Piazza della Vittoria, accesso al mare',
    title: 'Rampa troppo ripida',
    text: 'La rampa verso la spiaggia è troppo ripida per una carrozzina. Mio marito non riesce a scendere da solo e nemmeno spinto.',
    findings: 'Pendenza del 14 per cento, il massimo è 8.',
    message:
      'Hai ragione: la pendenza è quasi il doppio del consentito. Stiamo facendo il progetto di una rampa più lunga.',
    note: 'Progetto preliminare pronto, va nel piano per l’eliminazione delle barriere.',
    closing:
      'La nuova rampa è lunga il doppio, con due ripiani per riposare e il corrimano. Vi aspettiamo in spiaggia.',
  },
  {
    hamlet: 'rosignano-marittimo',
    place: 'Palestra di Via dei Lavoratori',
    title: 'Bagno accessibile chiuso a chiave',
    text: 'In palestra il bagno per disabili è chiuso a chiave e usato come ripostiglio.',
    findings: 'Bagno in ordine ma pieno di attrezzi. Serratura senza chiave.',
    note: 'Scritto alla società sportiva: la convenzione lo vieta.',
    closing: 'Il bagno è libero e la serratura si apre da dentro e da fuori. La società sportiva si è scusata.',
  },
];

export const ideas: readonly ClosedStory[] = [
  {
    hamlet: 'rosignano-solvay',
    place: 'Biblioteca comunale',
    title: 'Biblioteca aperta il sabato',
    text: 'Chi lavora non riesce mai ad andare in biblioteca. Si può aprire il sabato mattina?',
    kind: 'suggestion',
    closing:
      'Da questo mese la biblioteca è aperta due sabati al mese, il primo e il terzo, dalle 9 alle 13. Grazie dell’idea.',
  },
  {
    hamlet: 'vada',
    place: 'Spiagge bianche',
    title: 'Navetta gratuita per le spiagge',
    text: 'In agosto le auto arrivano fino sulla sabbia. Propongo una navetta gratuita dalla stazione di Vada.',
    kind: 'suggestion',
    outcome: 'declined',
    note: 'Sentito il bilancio: nessuna copertura per quest’anno.',
    closing:
      'Quest’anno non ci sono i soldi per una navetta gratuita: l’abbiamo chiesto al bilancio e la risposta è no. La proposta resta agli atti per il piano della mobilità dell’anno prossimo.',
  },
  {
    hamlet: 'castelnuovo-della-misericordia',
    place: 'Sentiero per la Valle del Chioma',
    title: 'Segnare il sentiero',
    text: 'Il sentiero è bello ma non è segnato e ogni anno qualcuno si perde. Ci offriamo come volontari.',
    kind: 'suggestion',
    findings: 'Sei bivi senza segno, fondo buono.',
    message: 'Grazie dell’offerta! Prepariamo con voi un patto di collaborazione, così siete assicurati.',
    closing:
      'Con i volontari abbiamo messo ventidue segni e due pannelli. Il sentiero è anche sulle carte in biblioteca.',
  },
];
