// What makes the second step nicer where scripts run. The page is whole without: everything here finds what the server
// has rendered, words included, and touches nothing else. A few kilobytes, where hydrating the page would take seventy.
import { offerMap } from '#lib/ui/map/script/offer-map.ts';
import { countCharacters } from './count-characters.ts';
import { filterCategories } from './filter-categories.ts';
import { offerPosition } from './offer-position.ts';
import { keepDraft } from './keep-draft.ts';
import { mapTaken, placeForm } from './place-form.ts';
import { sendFilesAtOnce } from './send-files.ts';
import { showQuestions } from './show-questions.ts';
import { suggestAddresses } from './suggest-addresses.ts';

countCharacters(document);
const place = placeForm(document);
if (place) {
  suggestAddresses(document, place);
  offerPosition(document, place);
  offerMap(document);
  document.addEventListener(mapTaken, (event) => {
    const point = (event as CustomEvent<{ latitude: number; longitude: number }>).detail;
    void place.takePoint(point, place.told.dataset.have ?? '');
  });
}
sendFilesAtOnce(document);
filterCategories(document);
showQuestions(document);
keepDraft(document);
