import type { Command } from 'commander';
import { CliError, EXIT, worstExit } from '../exit.ts';
import type { FileConsumer } from '../manifest/consumer-file.ts';
import {
  findConsumer,
  type Making,
  makeConsumer,
  makeSubscription,
  type Step,
  stepLines,
} from '../manifest/subscriptions.ts';
import { visible } from '../output/escape.ts';
import { printError } from '../run/print-error.ts';
import { type RegistryFlags, type Session, withRegistry } from '../run/session.ts';

interface ApplyFlags extends RegistryFlags {
  readonly dryRun?: boolean;
  readonly prune?: boolean;
}

/** Far more than a model reads; a list that long is not compared with a file by a person either. */
const MAX_SUBSCRIPTIONS = 10_000;

export function addApply(program: Command, session: Session): void {
  const command = program
    .command('apply')
    .description(
      "make the registry agree with a repository's models and what they read; running it twice changes nothing",
    )
    .argument('[file]', 'the models, or - for standard input', 'forewarn.consumer.yaml')
    .option('--dry-run', 'say what would change, and change nothing')
    .option('--prune', "delete the models' subscriptions that the file does not name")
    .action((file: string, flags: ApplyFlags) => apply(session, file, flags));
  withRegistry(command, { example: 'forewarn apply --dry-run forewarn.consumer.yaml' });
}

async function apply(session: Session, file: string, flags: ApplyFlags): Promise<void> {
  const config = await session.configure(flags, 'apply');
  const { readConsumerFile } = await import('../manifest/consumer-file.ts');
  const consumers = await readConsumerFile(session.world, file);
  const { prune = false, dryRun = false } = flags;
  const client = session.connect(flags, config);
  const rehearsed = await applyAll(session, consumers, { making: { client, dryRun: true }, prune });
  if (rehearsed.errors.length > 0) {
    print(session, { ...rehearsed, ...(dryRun ? {} : { steps: [] }), dryRun });
    session.note(`${visible(file)} cannot be applied${dryRun ? '' : '; nothing was changed'}.`);
    return;
  }
  print(
    session,
    dryRun || !rehearsed.steps.some(isWrite)
      ? { ...rehearsed, dryRun }
      : { ...(await applyAll(session, consumers, { making: { client, dryRun }, prune })), dryRun },
  );
}

/** A claim that waits for an administrator is asked for again each time. */
const isWrite = ({ outcome, claimed }: Step): boolean =>
  claimed === true || (outcome !== 'unchanged' && outcome !== 'not-in-file');

interface Applying {
  readonly making: Making;
  readonly prune: boolean;
}
interface Applied {
  readonly steps: readonly Step[];
  readonly errors: readonly CliError[];
}

/** A rehearsal finds all that is refused; what is done ends with the first refusal, since the registry has changed meanwhile. */
async function applyAll(
  session: Session,
  consumers: readonly FileConsumer[],
  { making, prune }: Applying,
): Promise<Applied> {
  const steps: Step[] = [];
  const errors: CliError[] = [];
  for (const [at, { consumer, subscriptions, locate }] of consumers.entries()) {
    const doing = making.dryRun ? 'looking at' : 'applying';
    session.progress(`${doing} ${consumer.name} (${at + 1} of ${consumers.length}) …`);
    const located = { ...making, locate };
    for (const step of await stepsOf(located, { consumer, subscriptions, locate }, prune)) {
      try {
        steps.push(await step());
      } catch (error) {
        if (!(error instanceof CliError)) throw error;
        errors.push(error);
        if (!making.dryRun || error.exit === EXIT.service) return { steps, errors };
      }
    }
  }
  return { steps, errors };
}

type Attempt = () => Promise<Step>;

/** The consumer, then its subscriptions, each to be tried by itself. */
async function stepsOf(
  making: Making,
  { consumer, subscriptions, locate }: FileConsumer,
  prune: boolean,
): Promise<readonly Attempt[]> {
  const { client, dryRun } = making;
  const { name } = consumer;
  const of = { path: { consumer: name } };
  const known = await findConsumer(client, name);
  const items = known
    ? (await client.list('GET /v1/consumers/{consumer}/subscriptions', of, MAX_SUBSCRIPTIONS)).items
    : [];
  const attempts = subscriptions.map((wanted, at): Attempt => {
    const found = items.find(({ subject }) => subject === wanted.subject);
    const located = { ...making, locate: (pointer: string) => locate(`/subscriptions/${at}${pointer}`) };
    return () => makeSubscription(located, { consumer, wanted, found });
  });
  const others = items.filter((other) => !subscriptions.some((wanted) => wanted.subject === other.subject));
  const gone = others.map(
    ({ subject }): Attempt =>
      async () => {
        if (prune && !dryRun)
          await client.get('DELETE /v1/consumers/{consumer}/subscriptions/{subject}', {
            path: { consumer: name, subject },
          });
        return { consumer: name, subject, outcome: prune ? 'deleted' : 'not-in-file' };
      },
  );
  const alsoUnchanged = dryRun && prune && gone.length > 0;
  return [() => makeConsumer({ ...making, alsoUnchanged }, consumer, known), ...attempts, ...gone];
}

function print(session: Session, { steps, errors, dryRun }: Applied & { readonly dryRun: boolean }): void {
  session.exit = worstExit(errors.map(({ exit }) => exit));
  const told = errors.map(({ code, message, places }) => ({ code, message, places }));
  session.print(steps.length > 0 ? stepLines(steps, { dryRun }) : '', {
    dryRun,
    steps,
    ...(told.length > 0 ? { errors: told } : {}),
  });
  for (const error of errors) printError(session, error, { stdout: false });
}
