import * as v from 'valibot';
import type { FileId } from '#lib/kernel/ids.ts';
import { around, drawnArea, partOf, type Area } from '#lib/publication/picture-area.ts';
import { lengths } from '#lib/requests/request.ts';
import * as m from '#lib/words/compiled/messages.js';
import type { Fields } from '../../../../read-form.ts';
import { idOf, key, version, written } from '../../form-fields.ts';

const photo = idOf<FileId>();

/** What each form of the page holds. */
export const reviewSchemas = {
  words: v.pipe(
    v.object({
      key,
      version,
      decision: v.picklist(['shown', 'facts', 'hidden']),
      title: written(lengths.title),
      body: written(lengths.body),
      place: written(lengths.place),
    }),
    v.forward(
      v.check(
        ({ decision, title }) => decision !== 'shown' || title !== '',
        () => m.review_error_title(),
      ),
      ['title'],
    ),
  ),
  photo: v.object({ key, version, photo, decision: v.picklist(['show', 'hide']) }),
  edit: v.object({ key, version, photo, edit: v.picklist(['blur', 'crop', 'reset']), area: v.string() }),
  undo: v.object({ key, version, thing: v.union([v.literal('parole'), photo]) }),
} as const;
export type ReviewForm = keyof typeof reviewSchemas;
export type ReviewInput<Form extends ReviewForm> = v.InferOutput<(typeof reviewSchemas)[Form]>;

export type WordField = 'title' | 'body' | 'place';
export type WordErrors = Partial<Record<WordField, string>>;

/** The parsed form, or the errors of its words; a form that lacks what the page put into it is not ours. */
export function parseReview<Form extends ReviewForm>(
  name: Form,
  form: Fields,
): { ok: true; input: ReviewInput<Form> } | { ok: false; errors: WordErrors } {
  const schema = reviewSchemas[name];
  const object = 'pipe' in schema ? schema.pipe[0] : schema;
  const fields = Object.keys(object.entries);
  const values = Object.fromEntries(fields.map((field) => [field, form.get(field)]));
  const parsed = v.safeParse(schema, values);
  if (parsed.success) return { ok: true, input: parsed.output };
  const errors: WordErrors = {};
  for (const { path, message } of parsed.issues) {
    const field = path?.[0].key;
    if (field === 'title' || field === 'body' || field === 'place') errors[field] ??= message;
  }
  return { ok: false, errors };
}

/** Drawn with the mouse, or chosen part by part; a crop keeps what is around all of them. */
export function areasOf(form: Fields): Area[] {
  const drawn = drawnArea(form.get('area'));
  return drawn ? [drawn] : form.all('part').flatMap((part) => partOf(part) ?? []);
}

/** Everything chosen is nothing cropped. */
export function isWhole(areas: readonly Area[]): boolean {
  const kept = around(areas);
  return kept !== null && kept.width > 99.5 && kept.height > 99.5;
}
