import { Command, CommanderError } from 'commander';
import { addActivate } from './commands/activate.ts';
import { addAnnouncements } from './commands/announcements.ts';
import { addAnswers } from './commands/answers.ts';
import { addApply } from './commands/apply.ts';
import { addApprove } from './commands/approve.ts';
import { addAudit } from './commands/audit.ts';
import { addCanIDeploy } from './commands/can-i-deploy.ts';
import { addCanIRemove } from './commands/can-i-remove.ts';
import { addChannels } from './commands/channels.ts';
import { addCheck } from './commands/check.ts';
import { addConsumers } from './commands/consumers.ts';
import { addContract } from './commands/contract.ts';
import { addDeliveries } from './commands/deliveries.ts';
import { addDeployments } from './commands/deployments.ts';
import { addDiff } from './commands/diff.ts';
import { addEnvironments } from './commands/environments.ts';
import { addExport } from './commands/export.ts';
import { addImport } from './commands/import.ts';
import { addInit } from './commands/init.ts';
import { addKillSwitch } from './commands/kill-switch.ts';
import { addMigrations } from './commands/migrations.ts';
import { addObserved } from './commands/observed.ts';
import { addPolicy } from './commands/policy.ts';
import { addPublish } from './commands/publish.ts';
import { addRecordDeployment } from './commands/record-deployment.ts';
import { addRejudge } from './commands/rejudge.ts';
import { addRetire } from './commands/retire.ts';
import { addRules } from './commands/rules.ts';
import { addSubjects } from './commands/subjects.ts';
import { addSubscribe } from './commands/subscribe.ts';
import { addTeams } from './commands/teams.ts';
import { addTokens } from './commands/tokens.ts';
import { addTransfer } from './commands/transfer.ts';
import { addUnsubscribe } from './commands/unsubscribe.ts';
import { addVersions } from './commands/versions.ts';
import { addWatch } from './commands/watch.ts';
import { addWithdraw } from './commands/withdraw.ts';
import { CliError, defect, EXIT, type ExitCode } from './exit.ts';
import { visible } from './output/escape.ts';
import { printError } from './run/print-error.ts';
import { Session, VERSION } from './run/session.ts';
import type { World } from './world.ts';

/** Runs the command line once and answers its exit code; a defect is one sentence and has a code of its own. */
export async function runCli(world: World): Promise<ExitCode> {
  const session = new Session(world);
  try {
    await createProgram(session).parseAsync(world.argv, { from: 'user' });
    return session.exit;
  } catch (error) {
    // Commander has written its message; help and version are not failures.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.passed : EXIT.usage;
    const failure = error instanceof CliError ? error : defect(error);
    if (failure.exit === EXIT.defect) showStack(session, error);
    printError(session, failure, { stdout: true });
    return failure.exit;
  }
}

function showStack(session: Session, error: unknown): void {
  if (session.world.env['FOREWARN_DEBUG'] && error instanceof Error)
    session.note(visible(error.stack ?? error.message));
}

/** All verbs with their flags, from which help and documentation are made. */
export function createProgram(session: Session): Command {
  const { stdout, stderr } = session.world;
  const program = new Command('forewarn')
    .description('Tells machine-learning teams about a breaking schema change before it ships.')
    .version(VERSION)
    // Behind a command, --version is the command's own: can-i-deploy asks of a version of the data.
    .enablePositionalOptions()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      getOutHelpWidth: () => session.width ?? PIPE_WIDTH,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .configureHelp({ subcommandTerm, minWidthToWrap: 24 })
    .exitOverride()
    .showSuggestionAfterError(true)
    .addHelpText('after', EPILOGUE);
  for (const { heading, adds } of COMMANDS) {
    program.commandsGroup(heading);
    for (const add of adds) add(program, session);
  }
  program.commandsGroup('Help:').helpCommand('help [command]', 'print the help of a command');
  pointToHelp(program, program.name());
  return program;
}

/** Help that goes to a file or a pager is read at this width. */
const PIPE_WIDTH = 120;

/** A verb with what it needs; that most take flags, too, goes without saying. */
const subcommandTerm = (command: Command): string =>
  [
    command.name(),
    ...command.registeredArguments.map((argument) => {
      const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
      return argument.required ? `<${name}>` : `[${name}]`;
    }),
  ].join(' ');

/** After a wrong flag or name, each command tells of its own help: that of the program has no flags. */
function pointToHelp(command: Command, name: string): void {
  command.showHelpAfterError(`(${name} --help tells more)`);
  for (const child of command.commands) pointToHelp(child, `${name} ${child.name()}`);
}

type Add = (program: Command, session: Session) => void;

/** The verbs as the help groups them: by who needs them, and in the order in which they do. */
const COMMANDS: readonly { readonly heading: string; readonly adds: readonly Add[] }[] = [
  {
    heading: 'Produce (change a schema):',
    adds: [
      ...[addInit, addCheck, addDiff, addPublish, addCanIDeploy, addCanIRemove, addRecordDeployment],
      ...[addActivate, addWithdraw, addRetire, addImport, addWatch, addObserved],
    ],
  },
  {
    heading: 'Consume (register what models read):',
    adds: [addSubscribe, addUnsubscribe, addApply, addContract, addChannels, addKillSwitch],
  },
  { heading: 'Answer (as the owner of a model):', adds: [addMigrations, addAnswers, addApprove] },
  {
    heading: 'Look (who reads what, what was told):',
    adds: [
      ...[addSubjects, addVersions, addConsumers, addDeployments, addEnvironments, addAnnouncements],
      ...[addDeliveries, addAudit, addRules, addExport],
    ],
  },
  { heading: 'Administer:', adds: [addPolicy, addTeams, addTokens, addTransfer, addRejudge] },
];

const EPILOGUE = `
Environment:
  FOREWARN_URL    the registry's address
  FOREWARN_TOKEN  an API token, or an OIDC token of a configured issuer
  NO_COLOR        no colour, also on a terminal

Exit codes:
  0   pass
  1   the policy refuses
  2   bad input or usage
  3   the service failed
  70  forewarn itself failed
`;
