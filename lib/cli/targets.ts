import { basename } from 'node:path';
import type { Manifest } from '../domain/manifest.ts';
import { fromPlain } from '../domain/schema/json.ts';
import type { Source } from '../domain/subject.ts';
import { NAME_LENGTH, SUBJECT_NAME } from '../domain/subject.ts';
import type { Problem } from './api.ts';
import { refusal } from './client.ts';
import type { Config, ConfiguredSubject } from './config.ts';
import { CliError, type FilePlace, usageError } from './exit.ts';
import { hint } from './hint.ts';
import { readManifest } from './manifest-file.ts';
import { jsonText, visible } from './output/escape.ts';
import { locator, readJsonFile, type SourceFile } from './source-file.ts';
import type { World } from './world.ts';

/** A schema that is about to be checked or published. */
export interface Target {
  readonly subject: string;
  readonly file: SourceFile;
  readonly manifest?: Manifest;
}

/** Flags that say what a change asks for. */
export interface ChangeFlags {
  readonly subject?: string;
  readonly manifest?: string;
  readonly sunset?: string;
  readonly emergency?: boolean;
  readonly reason?: string;
}

/** Chooses the schemas by argument and flags, else all of the configuration, and reads their files before anything is sent. */
export async function readTargets(
  world: World,
  {
    schema,
    flags,
    config,
  }: { readonly schema: string | undefined; readonly flags: ChangeFlags; readonly config: Config },
): Promise<readonly Target[]> {
  await checkChangeFlags(flags);
  const chosen = chooseTargets(schema, flags, config);
  const targets: Target[] = [];
  for (const { subject, schema: path, manifest: configured } of chosen) {
    const file = await readJsonFile(world, path);
    const manifest = await readManifest(world, { flag: flags.manifest, configured });
    targets.push({ subject, file, ...(manifest ? { manifest } : {}) });
  }
  return targets;
}

function chooseTargets(
  schema: string | undefined,
  { subject, manifest }: ChangeFlags,
  config: Config,
): readonly ConfiguredSubject[] {
  if (subject !== undefined) checkName(subject, 'subject');
  const known = config.subjects;
  const where = config.file ?? 'forewarn.config.json';
  if (schema !== undefined) {
    const same = known.find((entry) => (subject === undefined ? entry.schema === schema : entry.subject === subject));
    const name = subject ?? same?.subject;
    if (name === undefined)
      throw usageError(`Which subject is ${schema}? Name it with --subject, or list the file in ${where}.`);
    return [{ ...same, subject: name, schema }];
  }
  if (subject !== undefined) {
    const entry = known.find((other) => other.subject === subject);
    if (entry) return [entry];
    const names = known.map((other) => other.subject);
    throw usageError(
      names.length === 0
        ? `Which file is the schema of ${subject}? Name it: forewarn check --subject ${subject} schema.json.`
        : `${where} does not list the subject ${subject}; ${hint(subject, names)} Or name the schema's file.`,
    );
  }
  if (known.length === 0)
    throw usageError(
      "Nothing to do: name --subject and the schema's file, or list them under subjects in forewarn.config.json.",
    );
  if (manifest !== undefined && known.length > 1)
    throw usageError(
      '--manifest speaks of one change: name its --subject, or give each subject its manifest in the configuration.',
    );
  return known;
}

/** Refuses what the registry's names cannot be, before a request is made of it. */
export function checkName(name: string, what: string): void {
  if (SUBJECT_NAME.test(name) && name.length <= NAME_LENGTH) return;
  throw usageError(
    `${JSON.stringify(visible(name))} is no name of a ${what}: use lower-case words joined by '.', '-' or '_', at most ${NAME_LENGTH} characters.`,
  );
}

async function checkChangeFlags({ sunset, emergency, reason }: ChangeFlags): Promise<void> {
  const { parseDate } = await import('../domain/policy/notice.ts');
  if (sunset !== undefined && parseDate(sunset) === undefined)
    throw usageError(`--sunset ${JSON.stringify(visible(sunset))} is no date: write it as 2026-12-08.`);
  if (emergency && !reason?.trim())
    throw usageError('--emergency needs --reason: it is told to everyone affected, and kept.');
  if (reason !== undefined && !emergency)
    throw usageError('--reason belongs to --emergency: add it, or leave the reason out.');
}

/** The request's text. The schema is the file's own text, so that no number loses a digit on the way. */
export function requestBody(
  { file, manifest }: Target,
  { flags, more = {} }: { readonly flags: ChangeFlags; readonly more?: Readonly<Record<string, unknown>> },
): string {
  const rest = {
    ...(manifest ? { manifest } : {}),
    ...(flags.sunset === undefined ? {} : { sunset: flags.sunset }),
    ...(flags.emergency ? { emergency: { reason: flags.reason } } : {}),
    ...more,
  };
  const members = Object.entries(rest).map(([name, value]) => `,${JSON.stringify(name)}:${jsonText(fromPlain(value))}`);
  return `{"schema":${file.text}${members.join('')}}`;
}

/** A refusal whose pointers into the request became places in the author's files. */
export function locateRefusal(problem: Problem, { file }: Target): CliError {
  const error = refusal({ ...problem, errors: [] });
  const locate = locator(file);
  const places = problem.errors.map(({ pointer, detail }): FilePlace => {
    const inSchema = pointer === '/schema' || pointer.startsWith('/schema/');
    if (!inSchema) return { file: pointer ? `(request) ${visible(pointer)}` : '(request)', detail: visible(detail) };
    const inside = pointer.slice('/schema'.length);
    return { file: file.name, ...locate(inside), detail: visible(inside ? `${inside}: ${detail}` : detail) };
  });
  return new CliError(error.exit, error.message, { code: error.code, places });
}

/** What the new side is called: the pull request that CI is at, else the file. */
export function sideName({ env }: Pick<World, 'env'>, { file }: Target, contextId: string | undefined): string {
  if (contextId !== undefined) return visible(contextId);
  return env['GITHUB_EVENT_NAME']?.startsWith('pull_request') || env['CI_MERGE_REQUEST_IID']
    ? 'PR'
    : basename(file.name);
}

/** Where a version comes from, as GitHub's or GitLab's environment says. */
export function sourceOf({ env }: Pick<World, 'env'>, { file }: Target, contextId: string | undefined): Source {
  const repository = env['GITHUB_REPOSITORY'] ?? env['CI_PROJECT_PATH'];
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
