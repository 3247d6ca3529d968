import type { Translated } from '#lib/categories/category.ts';
import type { Question, QuestionOption } from '#lib/categories/question.ts';

const inFour = (it: string, en: string, de: string, fr: string): Translated => ({ it, en, de, fr });
const nothing = inFour('', '', '', '');
const option = (value: string, ...label: Parameters<typeof inFour>): QuestionOption => ({
  value,
  label: inFour(...label),
});

function question(given: Pick<Question, 'id' | 'type' | 'label'> & Partial<Question>): Question {
  return { help: nothing, required: false, options: [], longest: 200, shownBy: null, ...given };
}

/** What the practice municipality asks, where an answer decides who has to go and with what. */
export const practiceQuestions = {
  strade: [
    question({
      id: 'strade-cosa',
      type: 'choice',
      label: inFour('Che cosa è rotto?', 'What is broken?', 'Was ist kaputt?', 'Qu’est-ce qui est cassé ?'),
      required: true,
      options: [
        option(
          'buca',
          'L’asfalto, c’è una buca',
          'The road, a pothole',
          'Die Fahrbahn, ein Schlagloch',
          'La chaussée, un trou',
        ),
        option('marciapiede', 'Il marciapiede', 'The pavement', 'Der Gehweg', 'Le trottoir'),
        option('lampione', 'Un lampione', 'A street lamp', 'Eine Laterne', 'Un lampadaire'),
        option(
          'segnale',
          'Un segnale o le strisce',
          'A sign or a crossing',
          'Ein Schild oder Streifen',
          'Un panneau, un passage',
        ),
        option('altro', 'Altro', 'Something else', 'Etwas anderes', 'Autre chose'),
      ],
    }),
    question({
      id: 'strade-larga',
      type: 'choice',
      label: inFour(
        'Quanto è larga la buca?',
        'How wide is the pothole?',
        'Wie breit ist das Loch?',
        'Quelle est la largeur du trou ?',
      ),
      required: true,
      options: [
        option('piatto', 'Come un piatto', 'Like a plate', 'Wie ein Teller', 'Comme une assiette'),
        option('tombino', 'Come un tombino', 'Like a manhole', 'Wie ein Kanaldeckel', 'Comme une plaque d’égout'),
        option('di-piu', 'Più grande', 'Wider', 'Breiter', 'Plus large'),
      ],
      shownBy: { question: 'strade-cosa', value: 'buca' },
    }),
    question({
      id: 'strade-palo',
      type: 'text',
      label: inFour('Numero sul palo', 'Number on the post', 'Nummer am Mast', 'Numéro sur le poteau'),
      help: inFour(
        'È sulla targhetta, a due metri da terra. Se non si legge, lascia vuoto.',
        'It is on the small plate, two metres up. Leave it empty if you cannot read it.',
        'Sie steht auf dem Schildchen in zwei Meter Höhe. Wenn sie nicht lesbar ist, leer lassen.',
        'Il est sur la plaquette, à deux mètres du sol. S’il est illisible, laissez vide.',
      ),
      longest: 20,
      shownBy: { question: 'strade-cosa', value: 'lampione' },
    }),
  ],
  acqua: [
    question({
      id: 'acqua-cosa',
      type: 'choice',
      label: inFour('Che cosa vedi?', 'What do you see?', 'Was sehen Sie?', 'Que voyez-vous ?'),
      required: true,
      options: [
        option(
          'perdita',
          'Acqua che esce da un tubo',
          'Water from a pipe',
          'Wasser aus einem Rohr',
          'De l’eau sort d’un tuyau',
        ),
        option('tombino', 'Un tombino intasato', 'A blocked drain', 'Ein verstopfter Gully', 'Une bouche bouchée'),
        option(
          'fogna',
          'Fogna o cattivo odore',
          'Sewage or a bad smell',
          'Abwasser oder Gestank',
          'Égout ou mauvaise odeur',
        ),
        option('allagamento', 'Un allagamento', 'Flooding', 'Eine Überschwemmung', 'Une inondation'),
      ],
    }),
    question({
      id: 'acqua-allagato',
      type: 'several',
      label: inFour('Che cosa è allagato?', 'What is flooded?', 'Was ist überschwemmt?', 'Qu’est-ce qui est inondé ?'),
      required: true,
      options: [
        option('strada', 'La strada', 'The road', 'Die Straße', 'La route'),
        option('sottopasso', 'Un sottopasso', 'An underpass', 'Eine Unterführung', 'Un passage souterrain'),
        option('cantina', 'Cantine o garage', 'Cellars or garages', 'Keller oder Garagen', 'Des caves ou des garages'),
      ],
      shownBy: { question: 'acqua-cosa', value: 'allagamento' },
    }),
    question({
      id: 'acqua-quando',
      type: 'date',
      label: inFour('Da quale giorno?', 'Since which day?', 'Seit welchem Tag?', 'Depuis quel jour ?'),
    }),
  ],
  igiene: [
    question({
      id: 'igiene-cosa',
      type: 'several',
      label: inFour('Che rifiuti sono?', 'What kind of waste?', 'Was für Müll?', 'Quels déchets ?'),
      required: true,
      options: [
        option('sacchi', 'Sacchi', 'Bags', 'Säcke', 'Des sacs'),
        option(
          'ingombranti',
          'Mobili o elettrodomestici',
          'Furniture or appliances',
          'Möbel oder Geräte',
          'Meubles ou appareils',
        ),
        option('macerie', 'Macerie', 'Rubble', 'Bauschutt', 'Des gravats'),
        option('amianto', 'Forse amianto', 'Maybe asbestos', 'Vielleicht Asbest', 'Peut-être de l’amiante'),
        option('altro', 'Altro', 'Something else', 'Etwas anderes', 'Autre chose'),
      ],
    }),
    question({
      id: 'igiene-sacchi',
      type: 'number',
      label: inFour(
        'Quanti sacchi, circa?',
        'About how many bags?',
        'Etwa wie viele Säcke?',
        'Combien de sacs, environ ?',
      ),
      shownBy: { question: 'igiene-cosa', value: 'sacchi' },
    }),
  ],
  verde: [
    question({
      id: 'verde-passaggio',
      type: 'choice',
      label: inFour('Si riesce a passare?', 'Can people get past?', 'Kommt man vorbei?', 'Peut-on passer ?'),
      options: [
        option('si', 'Sì', 'Yes', 'Ja', 'Oui'),
        option('a-fatica', 'A fatica', 'With difficulty', 'Kaum', 'Difficilement'),
        option('no', 'No', 'No', 'Nein', 'Non'),
      ],
    }),
  ],
} as const satisfies Record<string, readonly Question[]>;
