import type { ReadField } from '../../../lib/domain/verdict.ts';

/** No member of that name. */
const ABSENT = Symbol('absent');
type Value = string | number | boolean | null | typeof ABSENT;
interface Member {
  readonly types: readonly string[];
  readonly values: readonly unknown[] | undefined;
  readonly minimum: number;
  readonly maximum: number;
}
/** A schema of the simulator: members that do not depend on each other. */
export interface SmallSchema {
  readonly members: ReadonlyMap<string, Member>;
  readonly required: ReadonlySet<string>;
}

interface Stored {
  readonly properties?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly required?: readonly string[];
}

const UNDERSTOOD = new Set(['type', 'enum', 'minimum', 'maximum', 'deprecated', 'x-sunset']);
const COMMON: readonly Value[] = [ABSENT, null, true, false, -1, 0, 7, 1.5, 'a word', ''];

/** Reads a stored schema; whoever teaches the simulator more must teach it here too, so it throws on what it does not know. */
export function smallSchema(canonical: string): SmallSchema {
  const { properties = {}, required = [] } = JSON.parse(canonical) as Stored;
  const members = new Map<string, Member>();
  for (const [name, member] of Object.entries(properties)) {
    const strange = Object.keys(member).find((keyword) => !UNDERSTOOD.has(keyword));
    if (strange !== undefined) throw new RangeError(`the small world does not know the keyword ${strange}`);
    members.set(name, {
      types: [member['type']].flat().map(String),
      values: Array.isArray(member['enum']) ? member['enum'] : undefined,
      minimum: Number(member['minimum'] ?? Number.NEGATIVE_INFINITY),
      maximum: Number(member['maximum'] ?? Number.POSITIVE_INFINITY),
    });
  }
  return { members, required: new Set(required) };
}

/**
 * Whether records of a new version can harm a model beyond what the head's do: one that neither the version that the
 * model was trained on nor the head takes, seen through the fields that the model reads, or a field that comes no more.
 * Every record over those fields is tried, with all values that any of the three schemas tells apart.
 */
export function isBroken(of: {
  readonly next: SmallSchema;
  readonly head: SmallSchema;
  readonly trained: SmallSchema;
  readonly reads: readonly ReadField[];
}): boolean {
  const { next, head, trained } = of;
  const fields = of.reads.map(({ pointer }) => pointer.slice(1));
  const isLost = fields.some((name) => trained.members.has(name) && !next.members.has(name) && head.members.has(name));
  if (isLost) return true;
  return recordsOver(fields, of).some(
    (record) => allows(next, record) && !allows(trained, record) && !allows(head, record),
  );
}

type Doc = ReadonlyMap<string, Value>;

function recordsOver(fields: readonly string[], of: { readonly [role in 'next' | 'head' | 'trained']: SmallSchema }) {
  let records: readonly Doc[] = [new Map()];
  for (const name of fields) {
    const values = valuesOf([of.next, of.head, of.trained].flatMap(({ members }) => members.get(name) ?? []));
    records = records.flatMap((record) => values.map((value) => new Map(record).set(name, value)));
  }
  return records;
}

function valuesOf(members: readonly Member[]): readonly Value[] {
  const edges = members.flatMap(({ minimum, maximum }) => [minimum, maximum]).filter(Number.isFinite);
  const near = edges.flatMap((edge) => [edge - 1, edge, edge + 1]);
  const listed = members.flatMap(({ values = [] }) => values) as readonly Value[];
  return [...new Set([...COMMON, ...near, ...listed])];
}

/** What a version sends, which is also what its readers were promised: declared members only, and all that it requires. */
const allows = (schema: SmallSchema, record: Doc): boolean =>
  [...record].every(([name, value]) => {
    const member = schema.members.get(name);
    if (value === ABSENT) return !schema.required.has(name);
    return member !== undefined && accepts(member, value);
  });

function accepts({ types, values, minimum, maximum }: Member, value: Exclude<Value, typeof ABSENT>): boolean {
  if (values && !values.includes(value)) return false;
  return types.some((type) => {
    if (type === 'null') return value === null;
    if (type === 'integer') return Number.isInteger(value) && Number(value) >= minimum && Number(value) <= maximum;
    return typeof value === type;
  });
}
