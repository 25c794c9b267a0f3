import type { JsonObject, JsonValue } from '../../domain/schema/json.ts';

/** One object of the members of several, later ones first where names agree; without a prototype, like a parsed one. */
export function jsonObject(...sources: readonly Readonly<Record<string, JsonValue | undefined>>[]): JsonObject {
  const members: Record<string, JsonValue> = Object.create(null);
  for (const source of sources)
    for (const [name, value] of Object.entries(source)) if (value !== undefined) members[name] = value;
  return members;
}
