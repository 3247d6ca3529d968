import type { RequestEvent } from '@sveltejs/kit';
import { parseFormKey, type FormKey } from '#lib/kernel/server/form-key.ts';
import { keyOfRegister } from '#lib/files/server/file-store.ts';
import { readMultipart } from '#lib/files/server/read-multipart.ts';
import { parseCadastralCode, type CadastralCode } from '#lib/places/register-file.ts';
import { receiveRegister, type ReceivedRegister } from '#lib/places/server/receive-register.ts';
import { registerBytes } from '#lib/places/street-import.ts';
import * as m from '#lib/words/compiled/messages.js';
import { fileSize } from '../../../../file-size.ts';

export type UploadErrors = { register?: string; code?: string };

/** The form as it arrived. `upload` is null when something is wrong with it: then nothing of it is stored any more. */
export type Upload = {
  values: { code: string };
  errors: UploadErrors;
  refusal: string | null;
  upload: { key: FormKey; file: ReceivedRegister; cadastralCode: CadastralCode | null } | null;
};

export async function receiveUpload({ request, locals: { root, municipality } }: RequestEvent): Promise<Upload> {
  let received: Awaited<ReturnType<typeof receiveRegister>> | null = null;
  let problem: string | null = null;
  const read = await readMultipart(
    request,
    async (file) => {
      received = await receiveRegister(root.files, municipality.id, file);
      if (!received.ok) problem = problems[received.reason]({ name: file.name });
    },
    { files: 1, fileSize: registerBytes },
  );
  if (!read.ok)
    return { values: { code: '' }, errors: { register: m.admin_streets_error_cut() }, refusal: null, upload: null };

  const code = read.fields.get('code');
  const cadastralCode = parseCadastralCode(code);
  const key = parseFormKey(read.fields.get('key'));
  // What is assigned while the form arrives is not seen from here.
  const file = received as Awaited<ReturnType<typeof receiveRegister>> | null;
  const errors: UploadErrors = {
    ...(code !== '' && !cadastralCode && { code: m.admin_streets_error_code() }),
    ...(!file?.ok && { register: problem ?? m.admin_streets_error_file() }),
  };
  if (file?.ok && key && !errors.code)
    return { values: { code }, errors, refusal: null, upload: { key, file, cadastralCode } };
  if (file?.ok) await root.files.delete(keyOfRegister(municipality.id, file.id));
  return { values: { code }, errors, refusal: key ? null : m.console_refused_form(), upload: null };
}

const problems = {
  'not-the-register': m.admin_streets_error_not_register,
  'too-large': ({ name }: { name: string }) => m.admin_streets_error_large({ name, size: fileSize(registerBytes) }),
};
