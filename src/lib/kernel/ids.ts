import { v7 } from 'uuid';

declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

/** The tenant, a small integer: first column of every key. */
export type MunicipalityId = number & { readonly [brand]: 'municipality' };
export type MunicipalityUuid = Id<'municipality-uuid'>;
export type EntryId = Id<'entry'>;
export type ActId = Id<'act'>;
export type RequestId = Id<'request'>;
export type StepId = Id<'step'>;
export type PersonId = Id<'person'>;
export type PostId = Id<'post'>;
export type OfficeId = Id<'office'>;
export type SectorId = Id<'sector'>;
export type HamletId = Id<'hamlet'>;
export type StreetId = Id<'street'>;
export type StreetNumberId = Id<'street-number'>;
export type StreetImportId = Id<'street-import'>;
export type CategoryId = Id<'category'>;
export type FileId = Id<'file'>;
export type MailId = Id<'mail'>;
export type MailInId = Id<'mail-in'>;
export type DraftId = Id<'draft'>;
export type RatingId = Id<'rating'>;
export type StatementId = Id<'statement'>;
export type PublicationId = Id<'publication'>;
export type PublicPhotoId = Id<'public-photo'>;
export type WatchId = Id<'watch'>;
/** Of a picture made for the public: it says nothing of the photo that it was made from. */
export type PictureId = Id<'picture'>;

type AnyId =
  | MunicipalityUuid
  | EntryId
  | ActId
  | RequestId
  | StepId
  | PersonId
  | PostId
  | OfficeId
  | SectorId
  | HamletId
  | StreetId
  | StreetNumberId
  | StreetImportId
  | CategoryId
  | FileId
  | MailId
  | MailInId
  | DraftId
  | RatingId
  | StatementId
  | PublicationId
  | PublicPhotoId
  | PictureId
  | WatchId;

/** A new uuid, version 7: index-friendly, never used for order. */
export function newId<T extends AnyId>(): T {
  return v7() as T;
}

/** A uuid written by somebody else (an address, a form): lower case, or null when it is none. */
export function parseId<T extends AnyId>(text: unknown): T | null {
  return typeof text === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
    ? (text.toLowerCase() as T)
    : null;
}
