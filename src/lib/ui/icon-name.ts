/** `it-*` come from Bootstrap Italia, `in-*` are ours (src/lib/ui/icons). An unknown name stops the build. */
export type IconName = `it-${string}` | `in-${string}`;
