import type { ClosedStory } from './story.ts';

export const furniture: readonly ClosedStory[] = [
  {
    hamlet: 'rosignano-solvay',
    place: 'Piazza della Repubblica',
    title: 'Cestino divelto',
    text: 'Il cestino vicino all’edicola è per terra, i rifiuti volano per la piazza.',
    closing: 'Cestino rimesso in piedi e fissato con tasselli più lunghi. La piazza è pulita.',
  },
  {
    hamlet: 'castiglioncello',
    place: 'Lungomare Alberto Sordi, terza panchina',
    title: 'Panchina con un’asse rotta',
    text: 'Un’asse della panchina è spezzata e pizzica chi si siede. È la panchina con la vista più bella!',
    findings: 'Asse centrale spezzata, struttura sana.',
    closing: 'L’asse è nuova e tutta la panchina è stata riverniciata. La vista è rimasta.',
  },
  {
    hamlet: 'vada',
    place: 'Fermata di Via Aurelia Sud',
    title: 'Vetro della pensilina in frantumi',
    text: 'Hanno rotto il vetro della pensilina, i pezzi sono sulla panca.',
    message: 'Abbiamo tolto i vetri stamattina. Il pannello nuovo arriva su misura.',
    closing: 'Il pannello nuovo è montato. È di policarbonato, più difficile da rompere.',
  },
  {
    hamlet: 'rosignano-marittimo',
    place: 'Piazza Carducci',
    title: 'Bacheca degli avvisi senza luce',
    text: 'La bacheca comunale è al buio e gli avvisi non si leggono dopo le cinque.',
    closing: 'Abbiamo messo una striscia a led nella bacheca, accesa fino a mezzanotte.',
  },
  {
    hamlet: 'vada',
    place: 'Stazione, lato mare',
    season: 'summer',
    title: 'Not enough bike racks',
    text: 'There are only five places for bicycles at the station and in summer we have to lock them to the fence. Could you add some?',
    kind: 'suggestion',
    language: 'en',
    author: { name: 'Emily Walsh', email: 'emily.walsh@example.com', phone: null },
    findings: 'Spazio per due rastrelliere da otto posti senza togliere parcheggi.',
    closing: 'Two new racks with eight places each are in place beside the ticket machine. Thank you for the idea.',
  },
  {
    hamlet: 'castelnuovo-della-misericordia',
    place: 'Belvedere di Via Roma',
    title: 'Ringhiera che si muove',
    text: 'La ringhiera del belvedere si muove se ci si appoggia. Sotto ci sono quattro metri.',
    findings: 'Due montanti staccati dal muretto. Chiuso il belvedere con transenne.',
    message: 'Il belvedere è chiuso finché il fabbro non ha finito: è questione di sicurezza.',
    closing: 'Il fabbro ha rimurato i montanti e provato la ringhiera. Il belvedere è aperto.',
  },
  {
    hamlet: 'nibbiaia',
    place: 'Piazza della chiesa',
    title: 'Fioriere rotte in piazza',
    text: 'Le due fioriere di cotto sono spaccate dal gelo e la terra è sul selciato.',
    findings: 'Due fioriere da buttare, le altre quattro sane.',
    closing:
      'Le due fioriere sono nuove e le ha riempite di gerani il gruppo delle mamme di Nibbiaia, che ringraziamo.',
  },
];

export const pests: readonly ClosedStory[] = [
  {
    hamlet: 'rosignano-solvay',
    place: 'Via Cairoli 40, cabina elettrica',
    season: 'summer',
    title: 'Nido di vespe vicino alla scuola',
    text: 'C’è un nido di vespe grande come un pallone sul muro della cabina, dove passano i bambini.',
    closing: 'La ditta ha tolto il nido al tramonto, quando le vespe sono dentro. Il muro è stato trattato.',
  },
  {
    hamlet: 'vada',
    place: 'Via dei Cavalleggeri 12',
    title: 'Topi tra i cassonetti',
    text: 'La sera si vedono topi grossi che escono da dietro i cassonetti e vanno verso le case.',
    findings: 'Tane nell’aiuola dietro i cassonetti, resti di cibo a terra.',
    closing:
      'Messe sei esche chiuse a chiave e pulita l’aiuola. Al secondo controllo le esche erano intatte: i topi non ci sono più.',
  },
  {
    hamlet: 'la-mazzanta',
    place: 'Via dei Pini 18',
    title: 'Nutrias am Graben',
    text: 'Am Graben hinter der Via dei Pini graben Nutrias Löcher in die Böschung. Der Weg gibt am Rand schon nach.',
    language: 'de',
    author: { name: 'Petra Lang', email: 'petra.lang@example.com', phone: null },
    findings: 'Sei tane di nutria in 30 metri di argine, bordo del vialetto ceduto in due punti.',
    closing: 'Die Böschung ist repariert, und ein Gitter verhindert neue Höhlen. Der Weg ist wieder fest.',
  },
  {
    hamlet: 'rosignano-solvay',
    place: 'Via Allende 60',
    title: 'Blatte che escono dal tombino',
    text: 'Dal tombino sotto casa escono blatte tutte le sere, arrivano fino alle scale.',
    findings: 'Pozzetto infestato, da trattare insieme ad altri cinque della via.',
    message: 'Facciamo due trattamenti a distanza di tre settimane. Nel frattempo tieni chiuso il portone.',
    closing: 'I due trattamenti nei sei pozzetti della via sono fatti. Se tornano, scrivici subito.',
  },
  {
    hamlet: 'castiglioncello',
    place: 'Via Aurelia 600, sottopasso',
    title: 'Piccioni nel sottopasso',
    text: 'Il sottopasso è pieno di piccioni e di guano. Si scivola e l’odore è forte.',
    findings: 'Circa quaranta piccioni, nidi nelle nicchie.',
    note: 'Le reti si mettono solo a nidi vuoti.',
    closing: 'Sottopasso lavato e disinfettato. A nidi vuoti abbiamo messo le reti nelle nicchie.',
  },
];

export const strays: readonly ClosedStory[] = [
  {
    hamlet: 'gabbro',
    place: 'Via Traversa Livornese 40',
    title: 'Cane che vaga da due giorni',
    text: 'Un cane di taglia media, marrone e senza collare, gira da due giorni vicino alla fermata. Sembra buono ma impaurito.',
    message: 'Il canile sanitario dell’AUSL passa oggi. Se puoi, non dargli da mangiare così resta lì.',
    closing: 'Il cane aveva il microchip: è tornato a casa, si era perso durante una passeggiata. Si chiama Birba.',
  },
  {
    hamlet: 'nibbiaia',
    place: 'Via Vecchia, vecchio lavatoio',
    title: 'Colonia di gatti che cresce',
    text: 'Al lavatoio i gatti sono diventati una ventina. Li curiamo in tre vicine ma non riusciamo a sterilizzarli tutti.',
    kind: 'question',
    findings: 'Contati 19 gatti, in buona salute.',
    note: 'Colonia registrata, chiesto all’AUSL il calendario delle sterilizzazioni.',
    closing: 'La colonia è registrata e l’AUSL ha sterilizzato 17 gatti. Grazie a te e alle vicine per le cure.',
  },
];
