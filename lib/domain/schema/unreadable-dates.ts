import { DATE_FORM, parseDate } from '../date.ts';
import type { SchemaDocument } from './document.ts';
import { isJsonObject, type JsonValue } from './json.ts';
import { extendPointer } from './pointer.ts';

const SHOWN = 60;

/** Each `x-sunset` that names no date, with the form that is right: a promise that nobody can read cannot be kept. */
export function findUnreadableDates(document: SchemaDocument): readonly { pointer: string; detail: string }[] {
  return document.locations.flatMap(({ schema, pointer }) => {
    const sunset = isJsonObject(schema) ? schema['x-sunset'] : undefined;
    if (sunset === undefined || (typeof sunset === 'string' && parseDate(sunset) !== undefined)) return [];
    return [{ pointer: extendPointer(pointer, ['x-sunset']), detail: `${shown(sunset)} is not a date; ${DATE_FORM}` }];
  });
}

const shown = (value: JsonValue): string => {
  const text = typeof value === 'string' ? JSON.stringify(value) : `a value of type ${typeof value}`;
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
};
