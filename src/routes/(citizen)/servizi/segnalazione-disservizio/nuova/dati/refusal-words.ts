import type { FileRefusal } from '#lib/files/server/receive-file.ts';
import * as m from '#lib/words/compiled/messages.js';

/** Why a file was not taken, with the name that its owner gave it. */
export function refusalWords({ name, reason }: { name: string; reason: FileRefusal['reason'] }): string {
  return words[reason]({ name });
}

const words: Record<FileRefusal['reason'], (inputs: { name: string }) => string> = {
  'too-many': m.report_photo_too_many,
  'too-many-documents': m.report_document_too_many,
  'not-a-photo': m.report_file_not_taken,
  'not-an-attachment': m.report_file_not_taken,
  'too-large': m.report_file_too_large,
  'too-many-pixels': m.report_photo_too_many_pixels,
};
