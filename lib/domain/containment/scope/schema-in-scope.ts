import type { SchemaLocation } from '../../schema/document.ts';
import { isJsonObject } from '../../schema/json.ts';
import { REFERENCE_KEYWORDS } from '../../schema/keywords.ts';

/** The possible targets of a dynamic reference: the outermost resource on the way here that has each anchor. */
export interface Scope {
  readonly id: number;
  readonly anchors: ReadonlyMap<string, SchemaLocation>;
  /** 2019-09: the root of the outermost resource with `$recursiveAnchor: true`. */
  readonly recursive: SchemaLocation | undefined;
}

/** A schema together with the dynamic scope in which it is read. */
export interface SchemaInScope {
  readonly id: number;
  readonly node: SchemaLocation;
  readonly scope: Scope;
  /** It applies no other schema to the same value, as most do not. */
  readonly isLeaf: boolean;
}

/** Whether a reference is there. */
export const isReference = ({ schema }: SchemaLocation): boolean =>
  isJsonObject(schema) && REFERENCE_KEYWORDS.some((name) => schema[name] !== undefined);
