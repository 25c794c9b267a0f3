export interface AutomatonState {
  readonly accepting: boolean;
  readonly edges: readonly { readonly char: number; readonly to: number }[];
}

/** A way from the start to a state, from there back to it, and on to acceptance. */
export function findLoop(
  states: readonly AutomatonState[],
): { before: readonly number[]; round: readonly number[]; after: readonly number[] } | undefined {
  const path = (
    from: number,
    isGoal: (state: number) => boolean,
    atLeastOne: boolean,
  ): readonly number[] | undefined => {
    const queue: { state: number; before: number; char: number }[] = [{ state: from, before: -1, char: -1 }];
    const seen = new Set<number>(atLeastOne ? [] : [from]);
    for (const [at, { state }] of queue.entries()) {
      if (isGoal(state) && (at > 0 || !atLeastOne)) {
        const chars: number[] = [];
        for (let step = queue[at]; step && step.before >= 0; step = queue[step.before]) chars.push(step.char);
        return chars.reverse();
      }
      for (const { char, to } of states[state]?.edges ?? [])
        if (!seen.has(to)) {
          seen.add(to);
          queue.push({ state: to, before: at, char });
        }
    }
    return undefined;
  };
  // Most loops are near the start or the end; trying each state is quadratic, so only so many are tried.
  const tried = Math.min(states.length, 400);
  for (let state = 0; state < tried; state++) {
    const round = path(state, (other) => other === state, true);
    const after = round && path(state, (other) => states[other]?.accepting === true, false);
    const before = after && path(0, (other) => other === state, false);
    if (round && after && before) return { before, round, after };
  }
  return undefined;
}
