import type { IconName } from '#lib/ui/icon-name.ts';

// The national model's eleven categories, and one for what fits none: what a category's row may name. Written out, because the
// sprite holds what the sources name.
export const categoryIcons = [
  'in-category-water',
  'in-category-environment',
  'in-category-furniture',
  'in-category-pests',
  'in-category-waste',
  'in-category-buildings',
  'in-category-noise',
  'in-category-green',
  'in-category-services',
  'in-category-safety',
  'in-category-roads',
  'in-category-other',
] as const satisfies readonly IconName[];

export type CategoryIcon = (typeof categoryIcons)[number];

/** The drawing that a category's row names; three dots where we have none. */
export function categoryIcon(icon: string): CategoryIcon {
  return categoryIcons.find((known) => known === icon) ?? 'in-category-other';
}
