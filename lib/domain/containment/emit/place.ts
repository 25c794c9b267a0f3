import type { Formula } from '../algebra/formula.ts';
import type { Conditional } from '../compile/cases.ts';
import type { Compiler } from '../compile/compiler.ts';
import type { SchemaInScope } from '../scope/schema-in-scope.ts';
import type { Declarations } from './declarations.ts';

/** Schemas at one place of a document: those that apply there, and those that may (an item that `contains` asks for). */
export interface Place {
  readonly must: readonly SchemaInScope[];
  readonly may: readonly Conditional[];
}

/** The input for closing one place: the schemas as formulas, what they declare, and the places inside. */
export interface Closing {
  readonly compiler: Compiler;
  readonly declarations: Declarations;
  /** The values that a producer emits at a place. */
  at(place: Place): Formula;
}
