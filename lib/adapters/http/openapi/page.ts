import { PROBLEMS } from '../problem.ts';
import type { DescribedRoute } from '../route.ts';
import type { Part } from './components.ts';

/** The tables of docs/http-api.md, by the name of their region. Pure, as the document that they are made of. */
export function pageTables(routes: readonly DescribedRoute[], document: Part): ReadonlyMap<string, string> {
  const schemas = Object.entries(partAt(document, 'components', 'schemas'));
  const isRequest = ([name]: readonly [string, unknown]): boolean => name.endsWith('Request');
  const things = schemas.filter(([name]) => !name.endsWith('Problem'));
  return new Map([
    ['routes', routesTable(routes)],
    ['requests', schemasTable('Body', things.filter(isRequest))],
    [
      'answers',
      schemasTable(
        'Thing',
        things.filter((schema) => !isRequest(schema)),
      ),
    ],
    ['problems', problemsTable()],
  ]);
}

/** A page with its regions, `<!-- api:NAME -->` to `<!-- /api:NAME -->`, filled anew. Throws if one is missing. */
export function fillPage(page: string, tables: ReadonlyMap<string, string>): string {
  return [...tables].reduce((text, [name, table]) => {
    const [start, end] = [`<!-- api:${name} -->`, `<!-- /api:${name} -->`];
    const [from, to] = [text.indexOf(start), text.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`the page has no region ${start} … ${end}`);
    return `${text.slice(0, from + start.length)}\n\n${table}\n\n${text.slice(to)}`;
  }, page);
}

function routesTable(routes: readonly DescribedRoute[]): string {
  const rows = [...routes]
    .sort((left, right) => left.path.localeCompare(right.path, 'en'))
    .map(({ method, path, verb, summary, body, query, reply }) => {
      const asked = Object.keys(query?.properties ?? {}).map((name) => `\`?${name}=\``);
      const takes = [...(body ? [typeText(body)] : []), ...asked].join(' ');
      return [`\`${method} ${path}\``, verb, summary, takes, answersText(reply)];
    });
  return table(['Route', 'Verb', 'What it does', 'Takes', 'Answers'], rows);
}

function answersText(reply: DescribedRoute['reply']): string {
  const statuses = new Map<string, string[]>();
  for (const [status, { body }] of Object.entries(reply)) {
    const what = typeText(body);
    statuses.set(what, [...(statuses.get(what) ?? []), status]);
  }
  return [...statuses].map(([what, of]) => `${of.join(' or ')} ${what}`.trim()).join(', ');
}

const problemsTable = (): string =>
  table(
    ['Status', '`code`', 'When'],
    Object.entries(PROBLEMS).map(([code, { status, when }]) => [String(status), `\`${code}\``, when]),
  );

const schemasTable = (heading: string, schemas: readonly (readonly [string, unknown])[]): string =>
  table(
    [heading, 'Members'],
    schemas.map(([name, schema]) => [`**${name}**`, described(name, schema, schemas)]),
  );

/** A schema in words: its members, or the schemas that it is one of, or the one that it extends. */
function described(name: string, schema: unknown, all: readonly (readonly [string, unknown])[]): string {
  if (!isPart(schema)) return '';
  const what = sentence(schema['description']);
  const base = all.find(([other, one]) => other !== name && isPart(one) && extendsBy(schema, one));
  const own = base && isPart(base[1]) ? without(schema, base[1]) : schema;
  const from = base ? `a **${base[0]}** with ` : '';
  const members = from + (isPart(schema['properties']) ? membersText(own) : alternatives(schema));
  return what === '' ? members : `${what}: ${members}`;
}

const propertiesOf = ({ properties }: Part): readonly (readonly [string, unknown])[] =>
  Object.entries(Object(properties));

/** Whether a schema has more members than another one, and all of its. */
function extendsBy(schema: Part, base: Part): boolean {
  const [own, inherited] = [new Map(propertiesOf(schema)), propertiesOf(base)];
  const isSame = ([name, member]: readonly [string, unknown]) =>
    JSON.stringify(own.get(name)) === JSON.stringify(member);
  // A few members in common are not kinship.
  return inherited.length > 3 && inherited.length < own.size && inherited.every(isSame);
}

function without(schema: Part, base: Part): Part {
  const inherited = new Set(propertiesOf(base).map(([name]) => name));
  const own = propertiesOf(schema).filter(([name]) => !inherited.has(name));
  return { ...schema, properties: Object.fromEntries(own) };
}

function membersText(schema: Part): string {
  const { required } = schema;
  const isRequired = (name: string): boolean => Array.isArray(required) && required.includes(name);
  return propertiesOf(schema)
    .map(([name, member]) => `\`${name}\`${isRequired(name) ? '' : '?'}${note(member)}`)
    .join(', ');
}

/** In brackets, what there is to say of a member. */
function note(schema: unknown): string {
  const parts = [typeText(schema), isPart(schema) ? sentence(schema['description']) : ''].filter((part) => part !== '');
  return parts.length === 0 ? '' : ` (${parts.join('; ')})`;
}

/** A schema by its name or values if it has them; plain types are left to the document. */
function typeText(schema: unknown): string {
  if (!isPart(schema)) return '';
  if (typeof schema['$ref'] === 'string') return `**${schema['$ref'].split('/').at(-1)}**`;
  if (typeof schema['title'] === 'string') return `**${schema['title']}**`;
  if (Array.isArray(schema['enum'])) return schema['enum'].map(valueText).join(', ');
  if ('const' in schema) return valueText(schema['const']);
  const items = typeText(schema['items']);
  if (items !== '') return `list of ${items}`;
  const page = isPart(schema['properties']) ? typeText(schema['properties']['items']) : '';
  if (page !== '') return page.replace('list', 'page');
  return isPart(schema['properties']) ? membersText(schema) : alternatives(schema);
}

function alternatives(schema: Part): string {
  const of = Array.isArray(schema['anyOf']) ? schema['anyOf'].map(typeText) : [];
  return of.filter((text) => text !== '').join('; or ');
}

const valueText = (value: unknown): string => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;

/** A description to stand within a sentence: without its full stop. */
const sentence = (text: unknown): string => (typeof text === 'string' ? text.replace(/\.$/, '') : '');

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`)
    .join('\n');

function partAt(document: Part, ...names: readonly string[]): Part {
  return names.reduce<Part>((part, name) => {
    const next = part[name];
    if (!isPart(next)) throw new Error(`the document has no ${name}`);
    return next;
  }, document);
}

const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null && !Array.isArray(value);
