/** The last twelve months, for the home page. */
export interface YearFigures {
  received: number;
  solved: number;
  /** Per cent of what was answered. */
  answeredInTime: number;
  /** Days until the answer: half come earlier, half later. */
  medianDays: number;
}
