// For a page whose only script is the offer of a map.
import { offerMap } from './offer-map.ts';

offerMap(document);
