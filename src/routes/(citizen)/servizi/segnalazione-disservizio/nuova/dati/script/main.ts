// What makes the second step nicer where scripts run. The page is whole without: everything here finds what the server
// has rendered, words included, and touches nothing else. A few kilobytes, where hydrating the page would take seventy.
import { countCharacters } from './count-characters.ts';
import { filterCategories } from './filter-categories.ts';
import { offerMap } from './offer-map.ts';
import { offerPosition } from './offer-position.ts';
import { keepDraft } from './keep-draft.ts';
import { placeForm } from './place-form.ts';
import { sendFilesAtOnce } from './send-files.ts';
import { showQuestions } from './show-questions.ts';
import { suggestAddresses } from './suggest-addresses.ts';

countCharacters(document);
const place = placeForm(document);
if (place) {
  suggestAddresses(document, place);
  offerPosition(document, place);
  offerMap(document, place);
}
sendFilesAtOnce(document);
filterCategories(document);
showQuestions(document);
keepDraft(document);
