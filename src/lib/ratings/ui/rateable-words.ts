import * as m from '#lib/words/compiled/messages.js';
import type { Aspect, Rateable } from '../rating.ts';

const names: Record<Rateable, () => string> = {
  home: m.rating_thing_home,
  service: m.rating_thing_service,
  report: m.rating_thing_report,
  follow: m.rating_thing_follow,
  list: m.rating_thing_list,
  request: m.rating_thing_request,
  privacy: m.privacy_title,
  accessibility: m.accessibility_title,
  legal: m.legal_title,
};

/** As the administration calls it. */
export function rateableName(thing: Rateable): string {
  return names[thing]();
}

const liked: Record<Aspect, () => string> = {
  clear: m.rating_liked_clear,
  complete: m.rating_liked_complete,
  'on-the-way': m.rating_liked_on_the_way,
  technical: m.rating_liked_technical,
  other: m.rating_other,
};
const hard: Record<Aspect, () => string> = {
  clear: m.rating_hard_clear,
  complete: m.rating_hard_complete,
  'on-the-way': m.rating_hard_on_the_way,
  technical: m.rating_hard_technical,
  other: m.rating_other,
};

/** What was liked, said by somebody content, or what was hard. */
export function aspectWords(aspect: Aspect, content: boolean): string {
  return (content ? liked : hard)[aspect]();
}
