import type { Command } from 'commander';
import type { RegistryClient } from '../api/client.ts';
import type { AnswerOf, Asked } from '../api/operations.ts';
import { CliError, EXIT, usageError } from '../exit.ts';
import { dateOf } from '../output/dates.ts';
import { visible } from '../output/escape.ts';
import { withWho } from '../output/principal.ts';
import { table } from '../output/text/table.ts';
import { type RegistryFlags, type Session, withRegistry } from '../run/session.ts';
import { checkName } from '../workspace/targets.ts';

interface DeployFlags extends RegistryFlags {
  readonly subject: string;
  readonly version: string;
  readonly toEnvironment: string;
  readonly retryWhileUnknown?: string | true;
}

type Gate = 'GET /v1/subjects/{subject}/versions/{version}/gate';

const DEFAULT_PATIENCE = 60;
const MOST_PATIENCE = 3_600;
const PAUSE_MS = 2_000;

export function addCanIDeploy(program: Command, session: Session): void {
  const command = program
    .command('can-i-deploy')
    .description('may this version go live there? exit 1, and who holds it, if not')
    .requiredOption('--subject <name>', 'the subject')
    .requiredOption('--version <number>', 'its version: a number, latest or head')
    .requiredOption('--to-environment <name>', 'where, e.g. production')
    .option(
      '--retry-while-unknown [seconds]',
      `wait while its readers are being looked up (default: ${DEFAULT_PATIENCE} seconds)`,
    )
    .action((flags: DeployFlags) => canIDeploy(session, flags));
  withRegistry(command, {
    example: 'forewarn can-i-deploy --subject payments.transaction --version 13 --to-environment production',
  });
}

async function canIDeploy(session: Session, flags: DeployFlags): Promise<void> {
  const config = await session.configure(flags, 'can-i-deploy');
  const { subject, version, toEnvironment } = flags;
  checkName(subject, 'subject');
  if (!/^([1-9]\d{0,8}|latest|head)$/.test(version))
    throw usageError(`--version ${JSON.stringify(version)} is no version: name a number, latest or head.`);
  const patience = patienceOf(flags.retryWhileUnknown);
  const asked: Asked<Gate> = {
    path: { subject, version },
    query: { environment: toEnvironment },
    expect: ['gate', 'models', 'willBreak', 'mayBreak'],
  };
  const answer = await ask(session, session.connect(flags, config), { asked, patience });
  const name = `${answer.subject} v${answer.version}`;
  if (answer.gate === 'unknown')
    throw new CliError(
      EXIT.service,
      `Whether ${name} may go to ${visible(toEnvironment)} is not known yet: ${visible(answer.because)}. Ask again, or with --retry-while-unknown.`,
      { code: 'unknown' },
    );
  session.exit = answer.gate === 'open' ? EXIT.passed : EXIT.policy;
  const verdict = `${verdictOf(answer, name, toEnvironment)}${answer.because}`;
  session.print(`${visible(verdict)}\n${modelTable(answer.models, session)}`, { result: answer });
}

/** Breaks that an open gate permits are not calm news: they are neither ticked off nor a reason among others. */
function verdictOf({ gate, willBreak, mayBreak }: AnswerOf<Gate>, name: string, where: string): string {
  if (gate !== 'open') return `✗ ${name} may not go to ${where}: `;
  return willBreak.length + mayBreak.length > 0 ? `! ${name} may go to ${where}; ` : `✓ ${name} may go to ${where}: `;
}

/** The first answer that is known, or what it was when the patience ended. */
async function ask(
  session: Session,
  client: RegistryClient,
  { asked, patience }: { readonly asked: Asked<Gate>; readonly patience: number },
): Promise<AnswerOf<Gate>> {
  const { now, sleep } = session.world;
  const end = now() + patience * 1_000;
  for (;;) {
    const answer = await client.get('GET /v1/subjects/{subject}/versions/{version}/gate', asked);
    if (answer.gate !== 'unknown' || now() + PAUSE_MS > end) return answer;
    session.progress(`${visible(answer.because)}; asking again`);
    await sleep(PAUSE_MS);
  }
}

function patienceOf(given: string | true | undefined): number {
  if (given === undefined) return 0;
  if (given === true) return DEFAULT_PATIENCE;
  if (/^(0|[1-9]\d{0,3})$/.test(given) && Number(given) <= MOST_PATIENCE) return Number(given);
  throw usageError(
    `--retry-while-unknown ${JSON.stringify(given)} is not a number of seconds from 0 to ${MOST_PATIENCE}.`,
  );
}

const PASSES = { will: 'breaks', may: 'may break', no: 'passes' } as const;

function modelTable(models: AnswerOf<Gate>['models'], session: Session): string {
  if (models.length === 0) return '';
  const rows = models.map(({ consumer, team, tier, state, deadline, blocks, breaks, detail, contact }) => [
    blocks ? 'holds' : PASSES[breaks],
    consumer,
    tier,
    state.name,
    dateOf(deadline),
    contact ?? `team ${team}`,
    withWho(detail),
  ]);
  return table(['', 'MODEL', 'TIER', 'STATE', 'BY', 'CONTACT', 'WHY'], rows, session);
}
