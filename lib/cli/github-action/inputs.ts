import { usageError } from '../exit.ts';
import { hint } from '../hint.ts';
import { visible } from '../output/escape.ts';
import type { World } from '../world.ts';

const COMMANDS = ['auto', 'check', 'publish', 'can-i-deploy'] as const;
export type ActionCommand = Exclude<(typeof COMMANDS)[number], 'auto'>;

/** The inputs of `action.yml`, each as its own variable, so that no shell ever reads what a stranger wrote. */
export interface Inputs {
  readonly command: (typeof COMMANDS)[number];
  readonly url: string;
  readonly token: string;
  readonly audience: string;
  readonly config: string;
  readonly changedOnly: boolean;
  readonly failOn: string;
  readonly onServiceError: 'warn' | 'fail' | undefined;
  readonly comment: boolean;
  readonly commentKey: string;
  readonly subject: string;
  readonly version: string;
  readonly environment: string;
  readonly githubToken: string;
}

/** Reads the inputs; one that none of its values is ends the step with exit 2. */
export function readInputs({ env }: Pick<World, 'env'>): Inputs {
  const text = (name: string): string =>
    env[`FOREWARN_ACTION_${name.replaceAll('-', '_').toUpperCase()}`]?.trim() ?? '';
  const one = <T extends string>(name: string, known: readonly T[]): T => {
    const found = known.find((value) => value === text(name));
    if (found !== undefined) return found;
    throw usageError(
      `The input ${name} is ${JSON.stringify(visible(text(name)))}; ${hint(text(name), known.filter(Boolean))}`,
    );
  };
  const onServiceError = one('on-service-error', ['', 'warn', 'fail'] as const);
  const key = text('comment-key');
  if (!/^[\w.-]{1,60}$/.test(key))
    throw usageError(
      `The input comment-key is ${JSON.stringify(visible(key))}: use letters, digits, '.', '-' and '_'.`,
    );
  return {
    command: one('command', COMMANDS),
    url: text('url'),
    token: text('token'),
    audience: text('audience'),
    config: text('config'),
    changedOnly: one('changed-only', ['true', 'false'] as const) === 'true',
    failOn: one('fail-on', ['', 'breaking', 'dangerous'] as const),
    onServiceError: onServiceError === '' ? undefined : onServiceError,
    comment: one('comment', ['true', 'false'] as const) === 'true',
    commentKey: key,
    subject: text('subject'),
    version: text('version'),
    environment: text('environment'),
    githubToken: text('github-token'),
  };
}
