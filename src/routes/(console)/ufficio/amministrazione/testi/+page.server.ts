import { error } from '@sveltejs/kit';
import { statementPages, statementSlugs } from '#lib/municipalities/statement.ts';
import { listStatements } from '#lib/municipalities/server/statements.ts';
import { shortMoment } from '#lib/requests/ui/relative-date.ts';
import * as m from '#lib/words/compiled/messages.js';
import { locales } from '#lib/words/compiled/runtime.js';
import { languageNames, statementTitles } from './statement-words.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { root, person, municipality, locale } }) => {
  const own = person && (await listStatements(root.web, person));
  if (!own) error(404);
  const now = root.clock();
  return {
    pages: statementPages.map((page) => ({
      page,
      title: statementTitles[page](),
      public: `/${statementSlugs[page]}`,
      texts: locales.map((language) => {
        const written = own.find((statement) => statement.page === page && statement.language === language);
        return {
          language,
          name: languageNames[language](),
          href: `/ufficio/amministrazione/testi/${statementSlugs[page]}/${language}`,
          state:
            written && written.body !== ''
              ? m.admin_text_own({ when: shortMoment(written.writtenAt, now, municipality.zone, locale) })
              : m.admin_text_usual(),
        };
      }),
    })),
  };
};
