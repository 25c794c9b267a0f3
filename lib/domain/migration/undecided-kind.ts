/**
 * What follows for one reader if nobody could prove whether a version breaks it. `held`: the version waits for it as for
 * a break. `asked`: a critical model has a date to answer by, and the version waits no longer than that. `told`: the
 * weekly digest lists it. `known`: it was undecided already, for the same reason at the same place, and nothing that
 * changed since asserts anything. `untouched`: nothing that changed lies where it reads. Nobody is notified of the last
 * two; they are counted, never among those who can take it.
 */
export const UNDECIDED_KINDS = ['held', 'asked', 'told', 'known', 'untouched'] as const;

export type UndecidedKind = (typeof UNDECIDED_KINDS)[number];
