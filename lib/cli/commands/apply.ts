import type { Command } from 'commander';
import type { FileConsumer } from '../consumer-file.ts';
import { CliError } from '../exit.ts';
import { printError } from '../print-error.ts';
import { type RegistryFlags, type Session, withRegistry } from '../session.ts';
import { type Making, makeConsumer, makeSubscription, type Step, stepLines } from '../subscriptions.ts';

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
  const { readConsumerFile } = await import('../consumer-file.ts');
  const consumers = await readConsumerFile(session.world, file);
  const making = { client: session.connect(flags, config), dryRun: flags.dryRun ?? false };
  const steps: Step[] = [];
  try {
    for (const [at, consumer] of consumers.entries()) {
      session.progress(`applying ${consumer.consumer.name} (${at + 1} of ${consumers.length}) …`);
      for await (const step of applyConsumer(making, consumer, flags.prune ?? false)) steps.push(step);
    }
    session.print(stepLines(steps, making), { dryRun: making.dryRun, steps });
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    // What was done before is done, and the author must know it.
    session.exit = error.exit;
    const { code, message, places } = error;
    session.print(steps.length > 0 ? stepLines(steps, making) : '', {
      dryRun: making.dryRun,
      steps,
      errors: [{ code, message, places }],
    });
    printError(session, error, { stdout: false });
  }
}

async function* applyConsumer(
  making: Making,
  { consumer, subscriptions, locate }: FileConsumer,
  prune: boolean,
): AsyncGenerator<Step> {
  const { client, dryRun } = making;
  const made = await makeConsumer({ ...making, locate }, consumer);
  yield made;
  const listed =
    made.outcome === 'created'
      ? []
      : (
          await client.list(
            'GET /v1/consumers/{consumer}/subscriptions',
            { path: { consumer: consumer.name } },
            MAX_SUBSCRIPTIONS,
          )
        ).items;
  for (const [at, wanted] of subscriptions.entries()) {
    const found = listed.find(({ subject }) => subject === wanted.subject);
    const located = { ...making, locate: (pointer: string) => locate(`/subscriptions/${at}${pointer}`) };
    yield await makeSubscription(located, { consumer: consumer.name, wanted, found });
  }
  for (const { subject } of listed.filter(
    (other) => !subscriptions.some((wanted) => wanted.subject === other.subject),
  )) {
    if (prune && !dryRun)
      await client.get('DELETE /v1/consumers/{consumer}/subscriptions/{subject}', {
        path: { consumer: consumer.name, subject },
      });
    yield { consumer: consumer.name, subject, outcome: prune ? 'deleted' : 'not-in-file' };
  }
}
