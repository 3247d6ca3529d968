import type { MunicipalityId, OfficeId, PersonId, RequestId, SectorId, WatchId } from './ids.ts';

/** The levels of the organisation, with front desk, council member and administrator beside them (product.md, Words). */
export const levels = [
  'operator',
  'head',
  'manager',
  'secretary',
  'cabinet-member',
  'mayor',
  'front-desk',
  'council-member',
  'administrator',
] as const;
export type Level = (typeof levels)[number];

/** A level held in an office, a sector, or (both absent) in the whole municipality. */
export type Post = {
  level: Level;
  title: string;
  office: OfficeId | null;
  sector: SectorId | null;
  /** Its name, for the trail: it must stay readable when the office is renamed. */
  unit: string | null;
};

/** Who acts or reads. Made by a front door from what it verified, never from what somebody wrote. */
export type Actor =
  | { kind: 'person'; municipality: MunicipalityId; person: PersonId; name: string; posts: readonly Post[] }
  | {
      kind: 'citizen';
      municipality: MunicipalityId;
      name: string;
      /** Their own, by its key. */
      request: RequestId | null;
      /** What they are told of somebody else's request, by the link in its mails. */
      watch?: WatchId;
    }
  | { kind: 'clock'; municipality: MunicipalityId }
  | { kind: 'import'; municipality: MunicipalityId; source: string }
  | { kind: 'installation'; municipality: MunicipalityId };
