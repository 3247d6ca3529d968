// What makes the second step nicer where scripts run. The page is whole without: everything here finds what the server
// has rendered, words included, and touches nothing else. Two kilobytes, where hydrating the page would take seventy.
import { countCharacters } from './count-characters.ts';
import { offerPosition } from './offer-position.ts';
import { keepDraft } from './keep-draft.ts';
import { sendFilesAtOnce } from './send-files.ts';

countCharacters(document);
offerPosition(document);
sendFilesAtOnce(document);
keepDraft(document);
