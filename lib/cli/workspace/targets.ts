import { basename } from 'node:path';
import type { SchemaSource } from '../../adapters/schema-source/bundle.ts';
import type { FilePlace } from '../../adapters/schema-source/source.ts';
import { defined } from '../../domain/defined.ts';
import type { Manifest } from '../../domain/manifest.ts';
import { fromPlain } from '../../domain/schema/json.ts';
import { NAME_LENGTH, type Source, SUBJECT_NAME } from '../../domain/subject.ts';
import { type BodyOf, RawJson } from '../api/operations.ts';
import { type Problem, refusal } from '../api/problem.ts';
import { CliError, usageError } from '../exit.ts';
import { readManifest } from '../manifest/manifest-file.ts';
import { jsonText, visible } from '../output/escape.ts';
import type { World } from '../world.ts';
import type { ChangeFlags, Chosen } from './choose-subjects.ts';
import type { Workspace } from './workspace.ts';

/** A schema that is about to be checked or published. */
export interface Target {
  readonly subject: string;
  readonly file: SchemaSource;
  readonly manifest?: Manifest;
  /** Where it is, or would be. */
  readonly manifestFile?: string;
  /** Every file that a change of would be a change of this: the schema's, what it refers to, the manifest. */
  readonly inputs: readonly string[];
}

/** Reads a schema with all that it refers to, and what the message to readers says of the change. */
export async function readTarget(
  world: Pick<World, 'cwd'>,
  { subject, schema, manifest: configured }: Chosen,
  { workspace, flags }: { readonly workspace: Workspace; readonly flags: ChangeFlags },
): Promise<Target> {
  const file = await workspace.read(schema);
  const manifest = await readManifest(world, { flag: flags.manifest, configured });
  const told = flags.manifest ?? configured;
  return {
    subject,
    file,
    ...defined({ manifest, manifestFile: told }),
    inputs: [...file.files, ...(told === undefined ? [] : [told])],
  };
}

/** Refuses what the registry's names cannot be, before a request is made of it. */
export function checkName(name: string, what: string): void {
  if (SUBJECT_NAME.test(name) && name.length <= NAME_LENGTH) return;
  throw usageError(
    `${JSON.stringify(visible(name))} is not a name of a ${what}: use lower-case words joined by '.', '-' or '_', at most ${NAME_LENGTH} characters.`,
  );
}

type Publish = BodyOf<'POST /v1/subjects/{subject}/versions'>;

/** The request's text. The schema is the file's own text, so that no number loses a digit on the way. */
export function requestBody(
  { file, manifest }: Target,
  {
    flags,
    more = {},
  }: { readonly flags: ChangeFlags; readonly more?: Partial<Publish> & { readonly secondOpinion?: true } },
): RawJson {
  const rest: Omit<Publish, 'schema'> = {
    ...defined({ manifest, sunset: flags.sunset }),
    ...(flags.allowUnknown ? { allowUnknown: true } : {}),
    ...(flags.emergency && flags.reason !== undefined ? { emergency: { reason: flags.reason } } : {}),
    ...more,
  };
  const members = Object.entries(rest).map(([name, value]) => `,${JSON.stringify(name)}:${jsonText(fromPlain(value))}`);
  return new RawJson(`{"schema":${file.text}${members.join('')}}`);
}

/** A refusal whose pointers into the request became places in the author's files. */
export function locateRefusal(problem: Problem, { file }: Target): CliError {
  // The detail of a refusal for one reason is that reason, with a place that only the request has.
  const isPlace = problem.errors.some(
    ({ pointer }) => isInSchema(pointer) && problem.detail.startsWith(`${pointer}: `),
  );
  const error = refusal({ ...problem, errors: [], ...(isPlace ? { detail: `${file.path}: ${problem.title}` } : {}) });
  const places = problem.errors.map(({ pointer, detail }): FilePlace => {
    if (!isInSchema(pointer))
      return { file: pointer ? `(request) ${visible(pointer)}` : '(request)', detail: visible(detail) };
    const inside = pointer.slice('/schema'.length);
    return { ...file.locate(inside), detail: visible(inside ? `${inside}: ${detail}` : detail) };
  });
  return new CliError(error.exit, error.message, { code: error.code, places, missingGrant: error.missingGrant });
}

const isInSchema = (pointer: string): boolean => pointer === '/schema' || pointer.startsWith('/schema/');

/** The name of the new side: the pull request that CI is at, else the file. */
export function sideName(
  { env }: Pick<World, 'env'>,
  { file }: { readonly file: Pick<SchemaSource, 'path'> },
  contextId: string | undefined,
): string {
  if (contextId !== undefined) return visible(contextId);
  return env['GITHUB_EVENT_NAME']?.startsWith('pull_request') || env['CI_MERGE_REQUEST_IID']
    ? 'PR'
    : basename(file.path);
}

/** The repository that this run is in, as GitHub's or GitLab's environment says. */
export const repositoryOf = ({ env }: Pick<World, 'env'>): string | undefined =>
  env['GITHUB_REPOSITORY'] ?? env['CI_PROJECT_PATH'];

/** Where a version comes from, as GitHub's or GitLab's environment says. */
export function sourceOf(
  { env }: Pick<World, 'env'>,
  { file }: { readonly file: Pick<SchemaSource, 'name'> },
  contextId: string | undefined,
): Source {
  const repository = repositoryOf({ env });
  const commit = env['GITHUB_SHA'] ?? env['CI_COMMIT_SHA'];
  const pullRequest =
    contextId ?? /^refs\/pull\/(\d+)\//.exec(env['GITHUB_REF'] ?? '')?.[1] ?? env['CI_MERGE_REQUEST_IID'];
  return {
    ...(repository ? { repository } : {}),
    ...(commit ? { commit } : {}),
    ...(pullRequest ? { pullRequest } : {}),
    file: file.name,
  };
}
