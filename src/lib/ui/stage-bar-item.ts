/** One stage of the bar, in the order in which a request goes through them. */
export interface StageBarItem {
  name: string;
  /** A date, or what is expected, under the name. */
  note?: string | undefined;
  state: 'done' | 'now' | 'future';
}
