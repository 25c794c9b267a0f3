import { appendFile, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defined } from '../../domain/defined.ts';
import { isJsonArray, isJsonNumber, isJsonObject, parseJson } from '../../domain/schema/json.ts';
import { CliError, defect, EXIT, type ExitCode } from '../exit.ts';
import { findCommit } from '../git/git.ts';
import { runCli } from '../main.ts';
import { visible, workflowData } from '../output/escape.ts';
import type { World } from '../world.ts';
import { keepComment } from './comment.ts';
import { chooseCommand, findBase, type GithubEvent, readEvent } from './event.ts';
import { GithubApi, GithubFailure, requestIdentity } from './github-api.ts';
import { type ActionCommand, type Inputs, readInputs } from './inputs.ts';

/** One run of the action's step: the command with its annotations, the summary, the comment, the outputs. Answers the step's exit code. */
export async function runAction(world: World): Promise<number> {
  try {
    const inputs = readInputs(world);
    const event = await readEvent(world);
    const command = chooseCommand(inputs, event);
    if (command !== undefined) return await new ActionRun(world, { inputs, event, command }).run();
    say(world, 'notice', 'Nothing to do: this push is not to the default branch.');
    return 0;
  } catch (error) {
    const failure = error instanceof CliError ? error : defect(error);
    say(world, 'error', failure.message);
    return failure.exit;
  }
}

const FAILED = Symbol('no identity');
const VERDICTS: Readonly<Record<ExitCode, string>> = {
  [EXIT.passed]: 'passed',
  [EXIT.policy]: 'refused',
  [EXIT.usage]: 'invalid',
  [EXIT.service]: 'unavailable',
  [EXIT.defect]: 'failed',
};

interface Reports {
  readonly json: string;
  readonly markdown: string;
}

class ActionRun {
  readonly #world: World;
  readonly #inputs: Inputs;
  readonly #event: GithubEvent;
  readonly #command: ActionCommand;

  constructor(
    world: World,
    { inputs, event, command }: { inputs: Inputs; event: GithubEvent; command: ActionCommand },
  ) {
    this.#world = world;
    this.#inputs = inputs;
    this.#event = event;
    this.#command = command;
  }

  async run(): Promise<number> {
    const folder = await mkdtemp(join(this.#world.env['RUNNER_TEMP'] ?? tmpdir(), 'forewarn-'));
    const reports = { json: join(folder, 'report.json'), markdown: join(folder, 'report.md') };
    const token = await this.#token();
    if (token === FAILED) return await this.#end({ exit: EXIT.service, isOffline: false });
    const isOffline = token === undefined && this.#command === 'check';
    if (isOffline)
      say(
        this.#world,
        'warning',
        `${this.#event.pullRequest?.isFork ? 'A pull request of a fork has no identity' : 'There is no token, and no permission id-token: write'}: compared with git, not with the registry.`,
      );
    const exit = await this.#execute({ token, isOffline, reports });
    const markdown = await textOf(reports.markdown);
    if (markdown !== '') await this.#append('GITHUB_STEP_SUMMARY', `${markdown}\n`);
    const breaks = await readBreaks(reports.json);
    const isBroken = breaks !== undefined && (breaks.changes > 0 || breaks.hasBrokenModels);
    const commentUrl = await this.#comment({ exit, isBroken, markdown, isOffline });
    const found = breaks === undefined ? {} : { breaking: breaks.changes, report: reports.json };
    return await this.#end({ exit, isOffline, ...found, commentUrl });
  }

  /** Writes the outputs and says how the step ends. */
  async #end(result: {
    readonly exit: ExitCode;
    readonly isOffline: boolean;
    readonly breaking?: number;
    readonly report?: string;
    readonly commentUrl?: string;
  }): Promise<number> {
    const { exit, isOffline, breaking = '', report = '', commentUrl = '' } = result;
    const outputs = { verdict: VERDICTS[exit], 'exit-code': exit, breaking, report, 'comment-url': commentUrl };
    const lines = Object.entries(outputs).map(([name, value]) => `${name}=${value}\n`);
    await this.#append('GITHUB_OUTPUT', lines.join(''));
    return this.#stepExit(exit, isOffline);
  }

  /** The input's, the environment's, or one by which GitHub vouches for this run. */
  async #token(): Promise<string | typeof FAILED | undefined> {
    const given = this.#inputs.token || this.#world.env['FOREWARN_TOKEN'];
    try {
      const token = given || (await requestIdentity(this.#world, this.#inputs.audience));
      if (token) this.#world.stdout.write(`::add-mask::${workflowData(token)}\n`);
      return token;
    } catch (error) {
      if (!(error instanceof GithubFailure)) throw error;
      say(this.#world, 'warning', `GitHub gave this run no identity: ${error.message}.`);
      return FAILED;
    }
  }

  async #execute({
    token,
    isOffline,
    reports,
  }: {
    token: string | undefined;
    isOffline: boolean;
    reports: Reports;
  }): Promise<ExitCode> {
    const { url } = this.#inputs;
    return await runCli({
      ...this.#world,
      argv: await this.#argv(isOffline, reports),
      env: {
        ...this.#world.env,
        ...(url === '' ? {} : { FOREWARN_URL: url }),
        ...defined({ FOREWARN_TOKEN: token }),
      },
    });
  }

  async #argv(isOffline: boolean, reports: Reports): Promise<readonly string[]> {
    const { config, changedOnly, failOn, subject, version, environment } = this.#inputs;
    const flag = (name: string, value: string | undefined): readonly string[] => (value ? [name, value] : []);
    const from = flag('--config', config);
    if (this.#command === 'can-i-deploy')
      return [
        'can-i-deploy',
        ...flag('--subject', subject),
        // The version that the default branch published last, perhaps a moment ago.
        ...flag('--version', version || 'latest'),
        ...flag('--to-environment', environment),
        '--retry-while-unknown',
        ...from,
      ];
    const shared = [
      '--format',
      'github',
      '--report',
      `json=${reports.json}`,
      '--report',
      `markdown=${reports.markdown}`,
      ...from,
    ];
    const base = await this.#base(isOffline);
    if (this.#command === 'publish') return ['publish', ...shared, ...flag('--base', base)];
    return [
      'check',
      ...shared,
      ...(isOffline ? ['--offline'] : []),
      ...flag(changedOnly ? '--changed-since' : '--base', base),
      ...flag('--fail-on', failOn),
    ];
  }

  /** The base of the comparison. A registry needs it only to see what was removed, and says so if it cannot. */
  async #base(isOffline: boolean): Promise<string | undefined> {
    const base = await findBase(this.#world, this.#event);
    const isOptional = this.#command === 'publish' || !(isOffline || this.#inputs.changedOnly);
    if (base === undefined || !isOptional) return base;
    if ((await findCommit(this.#world.cwd, base)) !== undefined) return base;
    say(
      this.#world,
      'warning',
      `git knows no ${base} here, so that a schema that was deleted or renamed is not seen: set fetch-depth: 0 for actions/checkout.`,
    );
    return undefined;
  }

  /** The one comment; without the right to write it, the step's summary has said the same. */
  async #comment(result: {
    readonly exit: ExitCode;
    readonly isBroken: boolean;
    readonly markdown: string;
    readonly isOffline: boolean;
  }): Promise<string> {
    const { exit, isBroken, markdown, isOffline } = result;
    const { pullRequest } = this.#event;
    const { comment, commentKey, githubToken } = this.#inputs;
    // A result that only git could give, or nobody, does not make an older comment untrue.
    const isJudged = exit === EXIT.passed || exit === EXIT.policy;
    if (!comment || this.#command !== 'check' || !pullRequest || !isJudged || isOffline || githubToken === '')
      return '';
    const breaks = exit === EXIT.policy || isBroken;
    try {
      const api = new GithubApi(this.#world, githubToken);
      return (await keepComment(api, { issue: pullRequest.number, key: commentKey, breaks, markdown })) ?? '';
    } catch (error) {
      if (!(error instanceof GithubFailure)) throw error;
      say(
        this.#world,
        'warning',
        `The comment could not be written (${error.message}); the summary of this run says the same. It needs the permission pull-requests: write.`,
      );
      return '';
    }
  }

  #stepExit(exit: ExitCode, isOffline: boolean): number {
    const onServiceError = this.#inputs.onServiceError ?? (this.#command === 'check' ? 'warn' : 'fail');
    if (exit === EXIT.service && onServiceError === 'warn') {
      say(
        this.#world,
        'warning',
        'The registry did not answer, and nobody is held up for it: run this job again for a verdict.',
      );
      return 0;
    }
    // Who reads what breaks is not known, and a fork's author could not look; --fail-on asks for no reader.
    if (exit === EXIT.policy && isOffline && this.#inputs.failOn === '') {
      say(
        this.#world,
        'warning',
        'A change breaks records of the old shape, or a subject is gone. Whether a registered model reads it, a run with an identity can tell.',
      );
      return 0;
    }
    return exit;
  }

  async #append(variable: 'GITHUB_OUTPUT' | 'GITHUB_STEP_SUMMARY', text: string): Promise<void> {
    const file = this.#world.env[variable];
    if (file) await appendFile(file, text);
  }
}

function say({ stdout }: World, kind: 'notice' | 'warning' | 'error', message: string): void {
  stdout.write(`::${kind} title=forewarn::${workflowData(visible(message))}\n`);
}

/** Absent if the command ended before it had a result. */
const textOf = (file: string): Promise<string> => readFile(file, 'utf8').catch(emptyIfMissing);

function emptyIfMissing(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
  throw error;
}

/** The breaking part of a run's report; `undefined` if it has none. */
async function readBreaks(
  file: string,
): Promise<{ readonly changes: number; readonly hasBrokenModels: boolean } | undefined> {
  const text = await textOf(file);
  const parsed = text === '' ? undefined : parseJson(text, { length: 512_000_000, depth: 2_000 });
  const results = parsed?.ok && isJsonObject(parsed.value) ? parsed.value['results'] : undefined;
  if (!isJsonArray(results)) return undefined;
  const found = results.filter(isJsonObject);
  const changes = found.reduce<number>((sum, { counts }) => {
    const breaking = isJsonObject(counts) ? counts['breaking'] : undefined;
    return sum + (isJsonNumber(breaking) ? Number(breaking) : 0);
  }, 0);
  // A model with expectations of its own may break by changes of which none is breaking by itself.
  const hasBrokenModels = found.some(
    ({ affected }) =>
      isJsonArray(affected) && affected.some((model) => isJsonObject(model) && model['verdict'] === 'breaking'),
  );
  return { changes, hasBrokenModels };
}
