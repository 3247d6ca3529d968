import * as m from '#lib/words/compiled/messages.js';

const service = '/servizi/segnalazione-disservizio';

export const paths = {
  service,
  terms: `${service}/nuova`,
  data: `${service}/nuova/dati`,
  summary: `${service}/nuova/riepilogo`,
  alreadySent: `${service}/nuova/gia-inviata`,
  sent: (reference: string) => `${service}/inviata/${reference}`,
};

/** In the address of the first step: the draft that somebody came for is gone. */
export const LOST = 'bozza=persa';
/** In the address of the second step: what is still wrong is to be shown. */
export const CHECK = 'controlla=1';

/** In the address of the second step: the words of the place are to be looked for among the streets. */
export const SEARCH = 'cerca=1';

/** The national model's three steps; what lies behind can be gone back to. */
export function wizardSteps() {
  return [
    { label: m.report_step_terms(), href: paths.terms },
    { label: m.report_step_data(), href: paths.data },
    { label: m.report_step_summary() },
  ];
}

export function wizardCrumbs() {
  return [{ label: m.service_title(), href: service }, { label: m.report_page_title() }];
}
