type Spot = { x: number; y: number };

/**
 * Puts together what would lie on top of one another: each group stands where its first member does, and no two groups are
 * nearer than `reach`. Pixels, as the map has them at its present scale.
 */
export function groupNearby<T>(members: readonly T[], spotOf: (member: T) => Spot, reach: number): [T, ...T[]][] {
  const groups: { at: Spot; members: [T, ...T[]] }[] = [];
  for (const member of members) {
    const at = spotOf(member);
    const near = groups.find((group) => Math.hypot(group.at.x - at.x, group.at.y - at.y) < reach);
    if (near) near.members.push(member);
    else groups.push({ at, members: [member] });
  }
  return groups.map((group) => group.members);
}
