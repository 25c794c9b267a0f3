import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Node, parseTree } from 'jsonc-parser';
import type { SourceFile } from '../../adapters/schema-source/source.ts';
import { parseJson, parseJsonAsFound, positionAt } from '../../domain/schema/json.ts';
import { jsonText } from '../../domain/schema/json-text.ts';
import { pointerTokens } from '../../domain/schema/pointer.ts';
import { type CliError, usageError } from '../exit.ts';
import { visible } from '../output/escape.ts';
import type { World } from '../world.ts';

/** Reads and parses a JSON file (YAML by its extension), `-` for standard input; a fault is reported with line and column. */
export async function readJsonFile(
  world: Pick<World, 'cwd' | 'readStdin'>,
  file: string,
  repeated: Repeated = 'refused',
): Promise<SourceFile> {
  const name = file === '-' ? '(standard input)' : file;
  return await parseSource(name, file === '-' ? await world.readStdin() : await readText(world, file), repeated);
}

/** Whether two members of one name are refused, or the last counts with a warning: in what nobody can repair any more. */
export type Repeated = 'refused' | 'last';

/**
 * The languages besides JSON in which a file may be written, by its name. Each reads a text as JSON (a schema as JSON
 * Schema) and finds places of that in the text; it is loaded when it is needed, since most runs read only JSON.
 */
const LANGUAGES: readonly SourceLanguage[] = [
  { files: /\.ya?ml$/i, load: async () => (await import('../manifest/yaml-file.ts')).parseYamlFile },
];

interface SourceLanguage {
  readonly files: RegExp;
  load(): Promise<(name: string, text: string, repeated: Repeated) => SourceFile>;
}

/** The file behind a text that was read before. */
export async function parseSource(name: string, text: string, repeated: Repeated = 'refused'): Promise<SourceFile> {
  const other = LANGUAGES.find(({ files }) => files.test(name));
  if (other) return (await other.load())(name, text, repeated);
  const parsed = repeated === 'refused' ? parseJson(text) : parseJsonAsFound(text);
  if (parsed.ok) {
    const warnings = parsed.repeated.map(({ name: member, offset }) => ({
      file: name,
      ...positionAt(text, offset),
      detail: visible(`the member ${JSON.stringify(member)} occurs twice: the last counts`),
    }));
    const file = { name, text, value: parsed.value, locate: locator(name, text) };
    // Who gets the text would refuse it as it is in the file.
    return warnings.length > 0 ? { ...file, text: jsonText(parsed.value), warnings } : file;
  }
  const { line, column } = positionAt(text, parsed.offset);
  throw usageError(`${name}:${line}:${column} is not JSON: ${parsed.detail}.`, [
    { file: name, line, column, detail: parsed.detail },
  ]);
}

/** A text file without its byte order mark. */
export async function readText({ cwd }: Pick<World, 'cwd'>, file: string): Promise<string> {
  try {
    return (await readFile(resolve(cwd, file), 'utf8')).replace(/^\ufeff/, '');
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** The same, and `undefined` if there is no such file. */
export async function findText(world: Pick<World, 'cwd'>, file: string): Promise<string | undefined> {
  try {
    return await readText(world, file);
  } catch (error) {
    if (error instanceof Error && isMissing(error.cause)) return undefined;
    throw error;
  }
}

function locator(file: string, text: string): SourceFile['locate'] {
  let tree: Node | undefined;
  return (pointer) => {
    tree ??= parseTree(text);
    let at = tree;
    let offset = tree?.offset ?? 0;
    for (const token of pointerTokens(pointer)) {
      const step = childOf(at, token);
      if (!step) break;
      offset = step.offset;
      at = step.value;
    }
    return { file, ...positionAt(text, offset) };
  };
}

function childOf(node: Node | undefined, token: string): { offset: number; value: Node | undefined } | undefined {
  if (node?.type === 'array') {
    const item = node.children?.[Number(token)];
    return item && { offset: item.offset, value: item };
  }
  const property = node?.children?.findLast(({ children }) => children?.[0]?.value === token);
  return property && { offset: property.offset, value: property.children?.[1] };
}

const CAUSES: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be',
};

/** The message of the file system, in words; anything else is a defect and thrown on. */
export function unreadable(file: string, cause: unknown, what: 'read' | 'written' = 'read'): CliError {
  const code = codeOf(cause);
  if (code === undefined) throw cause;
  const error = usageError(`${file} cannot be ${what}: ${CAUSES[code] ?? code}.`, [
    { file, detail: CAUSES[code] ?? code },
  ]);
  error.cause = cause;
  return error;
}

const isMissing = (cause: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(codeOf(cause) ?? '');

const codeOf = (cause: unknown): string | undefined =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
