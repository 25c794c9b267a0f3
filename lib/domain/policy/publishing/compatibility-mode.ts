import type { Lens } from '../../verdict.ts';
import type { CompatibilityMode } from '../settings/policy.ts';

const LENSES: Readonly<Record<CompatibilityMode, readonly Lens[]>> = {
  NONE: [],
  BACKWARD: ['training'],
  BACKWARD_TRANSITIVE: ['training'],
  FORWARD: ['serving'],
  FORWARD_TRANSITIVE: ['serving'],
  FULL: ['serving', 'training'],
  FULL_TRANSITIVE: ['serving', 'training'],
};

/** The mode of that name; `undefined` for one that is not known here. */
export const findMode = (name: string): CompatibilityMode | undefined => (isMode(name) ? name : undefined);
const isMode = (name: string): name is CompatibilityMode => Object.hasOwn(LENSES, name);

/** Which questions a mode asks: FORWARD is the serving lens, BACKWARD the training lens. */
export const lensesOf = (mode: CompatibilityMode): readonly Lens[] => LENSES[mode];

/** Transitive modes compare with every active version: containment in `declared` is not transitive. */
export const isTransitive = (mode: CompatibilityMode): boolean => mode.endsWith('_TRANSITIVE');
