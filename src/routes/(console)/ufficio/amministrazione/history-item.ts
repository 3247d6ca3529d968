/** One change of a setting, as the history beside it tells it. */
export type HistoryItem = {
  version: number;
  iso: string;
  when: string;
  who: string;
  /** A sentence where there is nothing to compare. */
  what: string | null;
  changes: { label: string; before: string; after: string }[];
};
