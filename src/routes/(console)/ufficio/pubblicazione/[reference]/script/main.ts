// What makes the review quicker where scripts run: letters press the buttons that they are printed on, and a part of a
// photo can be drawn. The page is whole without.
import { drawParts } from './draw-parts.ts';
import { pressByLetters } from './press-by-letters.ts';

pressByLetters(document);
drawParts(document);
