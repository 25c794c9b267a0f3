import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { extendPointer } from '../../domain/schema/pointer.ts';
import { hint } from '../hint.ts';

/** A fault and its place; `pointer` leads into the value. */
export interface Fault {
  readonly pointer: string;
  readonly detail: string;
}

/** Validates a file against its published schema; a name that is not known is reported with the nearest one that is. */
export function findFaults(schema: object, value: unknown): readonly Fault[] {
  const validate = new Ajv2020({ allErrors: true, strict: false, verbose: true }).compile(schema);
  if (validate(value)) return [];
  const faults = (validate.errors ?? [])
    .filter(({ keyword }) => keyword !== 'anyOf' && keyword !== 'oneOf')
    .map(toFault);
  return faults.filter(
    ({ pointer, detail }, at) =>
      // Both branches of an anyOf complain of the same place.
      faults.findIndex((other) => other.pointer === pointer && other.detail === detail) === at,
  );
}

function toFault({ instancePath, keyword, params, parentSchema, message, data }: ErrorObject): Fault {
  if (keyword === 'additionalProperties') {
    const name = String(params['additionalProperty']);
    const known = Object.keys(parentSchema?.['properties'] ?? {});
    return {
      pointer: extendPointer(instancePath, [name]),
      detail: `${JSON.stringify(name)} is not known here; ${hint(name, known)}`,
    };
  }
  if (keyword === 'enum')
    return { pointer: instancePath, detail: `must be one of ${params['allowedValues'].join(', ')}` };
  if (keyword === 'minItems') return { pointer: instancePath, detail: `must list at least ${params['limit']}` };
  const about = parentSchema?.['description'];
  // The description says what the pattern means; the pattern itself helps nobody.
  if (keyword === 'pattern' && typeof about === 'string')
    return { pointer: instancePath, detail: `is ${JSON.stringify(data)}, which does not fit: ${about}` };
  return { pointer: instancePath, detail: message ?? 'is not allowed' };
}
