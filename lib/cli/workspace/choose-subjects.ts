import { usageError } from '../exit.ts';
import { hint } from '../hint.ts';
import { visible } from '../output/escape.ts';
import type { World } from '../world.ts';
import type { Config, ConfiguredSubject } from './config.ts';
import { checkName } from './targets.ts';
import { diskTree } from './tree.ts';

/** A subject with the one schema that it gets. */
export type Chosen = ConfiguredSubject;

/** Flags that say what a change asks for. */
export interface ChangeFlags {
  readonly subject?: string;
  readonly manifest?: string;
  readonly sunset?: string;
  readonly emergency?: boolean;
  readonly reason?: string;
  /** By flag or by configuration. */
  readonly allowUnknown?: boolean;
}

/** Chooses by argument and flags, else all that the configuration names; no schema is read yet. */
export async function chooseSubjects(
  world: Pick<World, 'cwd' | 'readStdin'>,
  {
    schema,
    flags,
    config,
    onEmpty,
  }: {
    readonly schema: string | undefined;
    readonly flags: ChangeFlags;
    readonly config: Config;
    /** Told of patterns that name nothing, which are a mistake otherwise. */
    readonly onEmpty?: (entry: ConfiguredSubject) => void;
  },
): Promise<readonly Chosen[]> {
  await checkChangeFlags(flags);
  const { subject } = flags;
  if (subject !== undefined) checkName(subject, 'subject');
  // Most runs have no configuration, and globs to load for it.
  const { expandSubjects } = config.subjects.length > 0 ? await import('./expand-subjects.ts') : {};
  const known = expandSubjects ? await expandSubjects(diskTree(world), config, onEmpty ? { onEmpty } : {}) : [];
  const isEmptied = onEmpty !== undefined && known.length === 0 && config.subjects.length > 0;
  return isEmptied ? [] : choose(schema, { flags, config, known });
}

interface Choice {
  readonly flags: ChangeFlags;
  readonly config: Config;
  readonly known: readonly Chosen[];
}

function choose(
  schema: string | undefined,
  { flags: { subject, manifest }, config, known }: Choice,
): readonly Chosen[] {
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
      "Nothing to do: name --subject and the schema's file, or list them under subjects in forewarn.config.json (forewarn init does).",
    );
  if (manifest !== undefined && known.length > 1)
    throw usageError(
      '--manifest speaks of one change: name its --subject, or give each subject its manifest in the configuration.',
    );
  return known;
}

async function checkChangeFlags({ sunset, emergency, reason }: ChangeFlags): Promise<void> {
  const { parseDate } = await import('../../domain/date.ts');
  if (sunset !== undefined && parseDate(sunset) === undefined)
    throw usageError(`--sunset ${JSON.stringify(visible(sunset))} is not a date: write it as 2026-12-08.`);
  if (emergency && !reason?.trim())
    throw usageError('--emergency needs --reason: it is told to everyone affected, and kept.');
  if (reason !== undefined && !emergency)
    throw usageError('--reason belongs to --emergency: add it, or leave the reason out.');
}
