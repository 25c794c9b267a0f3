import * as Type from 'typebox';
import type { Page } from '../../application/ports/store.ts';
import { defined } from '../../domain/defined.ts';

const DEFAULT_LIMIT = 50;

/** Spread into a route's query: `?limit=&cursor=`. */
export const PAGING = {
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 100, default: DEFAULT_LIMIT, description: 'At most this many items.' }),
  ),
  cursor: Type.Optional(
    Type.String({ minLength: 1, maxLength: 2048, description: "A former answer's `nextCursor`, unchanged." }),
  ),
};

/** Spread into a write's query: `?dryRun=true` decides and refuses as the write would, and writes nothing. */
export const DRY_RUN = {
  dryRun: Type.Optional(
    Type.Boolean({ description: 'Decide and refuse as always, answer what would be, and write nothing.' }),
  ),
};

/** The page that a query asks for; 50 items if it does not say. */
export const paging = (query: { readonly limit?: number; readonly cursor?: string }): Page => ({
  limit: query.limit ?? DEFAULT_LIMIT,
  ...defined({ cursor: query.cursor }),
});

/** Query strings read as the types that the schema declares; what cannot be read stays text for the check to refuse. */
export function readQuery(
  given: Readonly<Record<string, string | undefined>>,
  schema: Type.TObject,
): Readonly<Record<string, unknown>> {
  const read: Record<string, unknown> = Object.create(null);
  for (const [name, text] of Object.entries(given))
    if (text !== undefined) read[name] = readAs(schema.properties[name], text);
  return read;
}

function readAs(schema: Type.TSchema | undefined, text: string): unknown {
  const type = schema && 'type' in schema ? schema.type : undefined;
  if (type === 'integer' && /^(0|-?[1-9]\d{0,14})$/.test(text)) return Number(text);
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}
