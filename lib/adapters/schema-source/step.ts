import { extendPointer } from '../../domain/schema/pointer.ts';
import { type ApiDocument, follow } from './api-document.ts';
import { type ApiObject, membersOf } from './api-grammar.ts';
import { SourceError, type SourceFile } from './source.ts';

/** A place on the way; `expected` is what whoever refers to it takes it for. */
export interface Step {
  readonly file: SourceFile;
  readonly tokens: readonly string[];
  readonly expected?: ApiObject;
  readonly api?: ApiDocument;
  readonly isRequest: boolean;
  readonly hops: number;
}

const SHOWN = 5;

/** Of a place that does not exist. */
export function nothingThere(at: Step): Error {
  const { file } = at;
  const pointer = pointerOf(at);
  return new SourceError(`${file.name} has no schema at ${pointer}.`, [
    { ...file.locate(pointer), detail: `${pointer} would be below here` },
  ]);
}

/** Of a place that is not a schema, with the addresses below it that are. */
export function noSchema(at: Step, object: ApiObject): Error {
  const { file, tokens, api } = at;
  const inside = api ? schemasIn({ api, file, tokens, object }) : [];
  const named = inside.slice(0, SHOWN).map((pointer) => `${file.name}#${pointer}`);
  const more = inside.length > SHOWN ? ' …' : '';
  if (object === 'document')
    return new SourceError(
      `${file.name} describes an API, and is not a schema itself: name one of its schemas, e.g. ${named[0] ?? `${file.name}#/components/schemas/Order`}.`,
    );
  const what =
    object === 'other' || object === 'extension'
      ? 'no place of a schema'
      : `${/^[aeiou]/.test(object) ? 'an' : 'a'} ${object}, and no schema`;
  const advice = named.length > 0 ? `: name ${named.length > 1 ? 'one of ' : ''}${named.join(', ')}${more}` : '';
  return new SourceError(`${nameOf(at)} is ${what}${advice}.`, [
    { ...file.locate(pointerOf(at)), detail: `here is ${what}` },
  ]);
}

/** Addresses below a place that lead to schemas; one more than are shown. */
function schemasIn(from: {
  readonly api: ApiDocument;
  readonly file: SourceFile;
  readonly tokens: readonly string[];
  readonly object: ApiObject;
}): readonly string[] {
  const open = [{ tokens: from.tokens, object: from.object }];
  const found: string[] = [];
  for (let next = open.shift(); next && found.length <= SHOWN; next = open.shift()) {
    const { tokens, object } = next;
    const value = follow(from.file.value, tokens);
    const isOther = tokens !== from.tokens;
    if (object === 'schema' || (isOther && object === 'message')) found.push(extendPointer('', tokens));
    else open.push(...membersOf(object, value).map((member) => ({ ...member, tokens: [...tokens, ...member.tokens] })));
  }
  return found;
}

export const pointerOf = ({ tokens }: Step): string => extendPointer('', tokens);
export const nameOf = (at: Step): string =>
  at.tokens.length === 0 ? at.file.name : `${at.file.name}#${pointerOf(at)}`;
