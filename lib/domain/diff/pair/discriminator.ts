import { isJsonArray, isJsonObject } from '../../schema/json.ts';
import { SchemaNode } from '../schema-node.ts';
import { propertiesOf } from './object-view.ts';

/** OpenAPI's word for which form a record has: the member that says so, and the values it names, with their schemas. */
export interface Discriminator {
  readonly property: string;
  readonly targets: ReadonlyMap<string, string>;
  readonly pointer: string;
}

/** The outermost `discriminator` of a place: an object, or in Swagger 2.0 a name alone. */
export function discriminatorOf(node: SchemaNode): Discriminator | undefined {
  const stated = node.stated('discriminator')[0];
  if (!stated) return undefined;
  const { value, pointer } = stated;
  if (typeof value === 'string') return { property: value, targets: new Map(), pointer };
  const property = isJsonObject(value) ? value['propertyName'] : undefined;
  if (!isJsonObject(value) || typeof property !== 'string') return undefined;
  const mapping = isJsonObject(value['mapping']) ? Object.entries(value['mapping']) : [];
  const targets = mapping.flatMap(([name, target]) =>
    typeof target === 'string' ? [[name, target.slice(target.lastIndexOf('/') + 1)] as const] : [],
  );
  return { property, targets: new Map(targets), pointer };
}

/** Whether each form of some union lists the values of the property itself: then other rules tell of them. */
export const isFixedByForms = (node: SchemaNode, property: string): boolean =>
  node.unions.some(({ branches }) =>
    branches.every((branch) =>
      (propertiesOf(new SchemaNode(node.document, [branch])).get(property) ?? []).some(
        ({ schema }) => isJsonObject(schema) && (schema['const'] !== undefined || isJsonArray(schema['enum'])),
      ),
    ),
  );
