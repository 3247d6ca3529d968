import { error, fail, redirect } from '@sveltejs/kit';
import { mayImportStreets } from '#lib/kernel/permissions.ts';
import { digestOfSecret, newFormKey } from '#lib/kernel/server/form-key.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import { keyOfRegister } from '#lib/files/server/file-store.ts';
import { countStreets, listStreetImports, orderStreetImport } from '#lib/places/server/street-imports.ts';
import { mostWaiting, registerBytes } from '#lib/places/street-import.ts';
import * as m from '#lib/words/compiled/messages.js';
import { fileSize } from '../../../../file-size.ts';
import { doneWords } from '../done-words.ts';
import { importViews } from './import-view.ts';
import { receiveUpload } from './receive-upload.ts';
import type { Actions, PageServerLoad } from './$types';

const here = '/ufficio/amministrazione/vie';

export const load: PageServerLoad = async ({ locals: { root, municipality, person, locale }, url }) => {
  const imports = person && (await listStreetImports(root.web, person));
  if (!imports) error(404);
  const { streets, numbers } = await countStreets(root.web, municipality.id);
  const number = new Intl.NumberFormat(locale);
  return {
    key: newFormKey(),
    streets: number.format(streets),
    numbers: number.format(numbers),
    isEmpty: streets === 0,
    largest: fileSize(registerBytes),
    code:
      imports.find(({ state, cadastralCode }) => state !== 'refused' && cadastralCode !== null)?.cadastralCode ?? '',
    imports: importViews(imports, { zone: municipality.zone, now: root.clock(), locale }),
    done: doneWords(url.searchParams.get('fatto')),
  };
};

export const actions: Actions = {
  carica: async (event) => {
    const { root, municipality, door, person, sessionToken } = event.locals;
    // Before a byte is read.
    if (!person || !mayImportStreets(person)) error(404);
    const { upload, ...form } = await receiveUpload(event);
    if (!upload) return fail(400, form);

    const { key, file, cadastralCode } = upload;
    const held = { key, holder: digestOfSecret(sessionToken ?? '') };
    const answer = await perform(door, person, held, orderStreetImport, { ...file, cadastralCode });
    if (answer.ok) redirect(303, `${here}?fatto=vie`);
    await root.files.delete(keyOfRegister(municipality.id, file.id));
    if (answer.reason === 'not-allowed') error(404);
    if (answer.reason === 'too-many')
      return fail(409, { ...form, refusal: m.admin_streets_error_waiting({ most: mostWaiting }) });
    if ('answer' in answer && answer.answer?.sha256 === file.sha256) redirect(303, `${here}?fatto=vie`);
    return fail(409, { ...form, refusal: m.admin_streets_error_other() });
  },
};
