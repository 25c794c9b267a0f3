import { type Command, Option } from 'commander';
import { defined } from '../../domain/defined.ts';
import { GITHUB_REPOSITORY } from '../../domain/notification/github/channel.ts';
import { MSTEAMS_CHANNEL } from '../../domain/notification/msteams/channel.ts';
import { TIERS, type Tier } from '../../domain/policy/settings/policy.ts';
import type { JsonValue } from '../../domain/schema/json.ts';
import type { ReadField, Tolerance } from '../../domain/verdict.ts';
import { usageError } from '../exit.ts';
import { hint } from '../hint.ts';
import {
  findConsumer,
  type Making,
  makeConsumer,
  makeSubscription,
  type Step,
  stepLines,
  type WantedConsumer,
  type WantedSubscription,
} from '../manifest/subscriptions.ts';
import { visible } from '../output/escape.ts';
import { type RegistryFlags, type Session, withRegistry } from '../run/session.ts';
import { readJsonFile } from '../workspace/source-file.ts';
import { checkName } from '../workspace/targets.ts';

interface SubscribeFlags extends RegistryFlags {
  readonly consumer: string;
  readonly subject: string;
  readonly trainedOn: string;
  readonly reads?: readonly string[];
  readonly handles?: readonly string[];
  readonly require?: readonly string[];
  readonly strict?: boolean;
  readonly undeclared?: boolean;
  readonly expectations?: string;
  readonly team?: string;
  readonly tier?: Tier;
  readonly slack?: string;
  readonly github?: string;
  readonly msteams?: string;
  readonly webhook?: string;
  readonly mention?: string;
  readonly release?: readonly string[];
  readonly description?: string;
  readonly dryRun?: boolean;
}

const TOLERANCES: readonly Tolerance[] = ['new-values', 'null', 'missing', 'wider-range'];
const POINTER = /^(?:\/(?:[^~/]|~[01])*)+$/;

const repeatable = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

export function addSubscribe(program: Command, session: Session): void {
  const command = program
    .command('subscribe')
    .description(
      'say what a model reads of a subject, so that it is warned; creates the consumer where a team is named',
    )
    .requiredOption('--consumer <name>', 'the model or pipeline, e.g. fraud')
    .requiredOption('--subject <name>', 'the subject that it reads')
    .requiredOption('--trained-on <version>', 'the version that it was trained on: a number, or head')
    .option(
      '--reads <pointer>',
      'a field that it reads, e.g. /items/*/price; repeat it (default: all fields)',
      repeatable,
    )
    .option(
      '--handles <pointer=what,…>',
      `what it tolerates at a field: ${TOLERANCES.join(', ')}; repeat it`,
      repeatable,
    )
    .option(
      '--require <pointer>',
      'a field that it needs even where its version had it optional; repeat it',
      repeatable,
    )
    .option('--strict', 'reject names beneath a read field that its version does not know')
    .option('--undeclared', 'the fields that its version does not declare are meant: do not warn of them')
    .option('--expectations <file>', "the model's own expectations as a JSON Schema, instead of its version's")
    .option('--team <name>', 'the team that owns the model')
    .addOption(new Option('--tier <tier>', 'how much notice it gets (a new consumer: standard)').choices(TIERS))
    .option('--slack <channel>', "where the team is told, e.g. '#fraud-ml'")
    .option('--mention <group>', 'the id of the Slack user group to mention, e.g. S0614TZR7')
    .option('--github <owner/name>', 'the repository in which each migration is an issue')
    .option('--msteams <channel>', 'the name that the operators gave a channel of Microsoft Teams, e.g. fraud-ml')
    .option('--webhook <name>', 'the name that the operators gave an endpoint that is posted the events')
    .option('--release <name>', 'a live release, e.g. v7; repeat it', repeatable)
    .option('--description <text>', 'what the model is for')
    .option('--dry-run', 'say what would change, and change nothing')
    .action((flags: SubscribeFlags) => subscribe(session, flags));
  withRegistry(command, {
    example:
      "forewarn subscribe --consumer fraud --team fraud-ml --slack '#fraud-ml' \\\n" +
      '    --subject payments.transaction-authorized --trained-on 12 \\\n' +
      '    --reads /category --reads /amount --handles /category=new-values',
  });
}

async function subscribe(session: Session, flags: SubscribeFlags): Promise<void> {
  const config = await session.configure(flags, 'subscribe');
  const consumer = wantedConsumer(flags);
  const wanted = await wantedSubscription(session, flags);
  const client = session.connect(flags, config);
  const dryRun = flags.dryRun ?? false;
  // Two writes: what is wrong with the second is said before the first is made.
  const rehearsed = await subscribeOnce({ client, dryRun: true }, { consumer, wanted });
  const steps = dryRun ? rehearsed : await subscribeOnce({ client, dryRun }, { consumer, wanted });
  session.print(stepLines(steps, { dryRun }), { dryRun, steps });
}

async function subscribeOnce(
  making: Making,
  { consumer, wanted }: { readonly consumer: WantedConsumer; readonly wanted: WantedSubscription },
): Promise<readonly Step[]> {
  const known = await findConsumer(making.client, consumer.name);
  const made = await makeConsumer(making, consumer, known);
  const found =
    known === undefined
      ? undefined
      : await making.client.find('GET /v1/consumers/{consumer}/subscriptions/{subject}', {
          path: { consumer: consumer.name, subject: wanted.subject },
          expect: ['trainedOn', 'reads'],
        });
  const subscribed = await makeSubscription(making, { consumer, wanted, found });
  return made.outcome === 'unchanged' ? [subscribed] : [made, subscribed];
}

function wantedConsumer({
  consumer,
  team,
  tier,
  slack,
  github,
  msteams,
  webhook,
  mention,
  release,
  description,
}: SubscribeFlags): WantedConsumer {
  checkName(consumer, 'consumer');
  if (team !== undefined) checkName(team, 'team');
  if (mention !== undefined && slack === undefined)
    throw usageError('--mention needs --slack: name the channel it is mentioned in.');
  if (mention !== undefined && !/^S[A-Z0-9]{4,19}$/.test(mention))
    throw usageError(
      `--mention ${JSON.stringify(visible(mention))} is no id of a Slack user group: it looks like S0614TZR7.`,
    );
  if (github !== undefined && !GITHUB_REPOSITORY.test(github))
    throw usageError(`--github ${JSON.stringify(visible(github))} is no repository: it looks like acme/fraud-model.`);
  if (msteams !== undefined && !MSTEAMS_CHANNEL.test(msteams))
    throw usageError(
      `--msteams ${JSON.stringify(visible(msteams))} is not the name of a channel: it looks like fraud-ml.`,
    );
  if (webhook !== undefined) checkName(webhook, 'webhook');
  return {
    name: consumer,
    ...defined({ team, tier }),
    ...(slack === undefined ? {} : { slack: { channel: slack, ...defined({ mention }) } }),
    ...(github === undefined ? {} : { github: { repository: github } }),
    ...(msteams === undefined ? {} : { msteams: { channel: msteams } }),
    ...(webhook === undefined ? {} : { webhook: { name: webhook } }),
    ...defined({ releases: release, description }),
  };
}

async function wantedSubscription(session: Session, flags: SubscribeFlags): Promise<WantedSubscription> {
  const { subject, trainedOn, expectations, strict = false, undeclared = false } = flags;
  checkName(subject, 'subject');
  if (trainedOn !== 'head' && !/^[1-9]\d{0,8}$/.test(trainedOn))
    throw usageError(`--trained-on ${JSON.stringify(visible(trainedOn))} is no version: use its number, or head.`);
  const schema: JsonValue | undefined =
    expectations === undefined ? undefined : (await readJsonFile(session.world, expectations)).value;
  return {
    subject,
    trainedOn: trainedOn === 'head' ? 'head' : Number(trainedOn),
    reads: readFields(flags),
    strict,
    ...defined({ expectations: schema }),
    ...(undeclared ? { undeclared } : {}),
  };
}

function readFields({ reads = [], handles = [], require: required = [] }: SubscribeFlags): readonly ReadField[] {
  const pointers = [...new Set(reads)];
  for (const pointer of pointers) if (!POINTER.test(pointer)) throw usageError(noPointer('--reads', pointer));
  const tolerated = new Map<string, Set<Tolerance>>();
  for (const text of handles) {
    const [pointer, what] = splitHandles(text);
    checkRead('--handles', pointer, pointers);
    tolerated.set(pointer, new Set([...(tolerated.get(pointer) ?? []), ...what]));
  }
  for (const pointer of required) checkRead('--require', pointer, pointers);
  return pointers.map((pointer) => {
    const tolerates = tolerated.get(pointer);
    return {
      pointer,
      ...(tolerates ? { handles: TOLERANCES.filter((tolerance) => tolerates.has(tolerance)) } : {}),
      ...(required.includes(pointer) ? { presence: 'required' as const } : {}),
    };
  });
}

function splitHandles(text: string): readonly [string, readonly Tolerance[]] {
  // A field's name may hold '=' itself; the tolerances never do.
  const at = text.lastIndexOf('=');
  if (at < 0)
    throw usageError(`--handles ${JSON.stringify(visible(text))} says nothing: write it as /category=new-values,null.`);
  const what = text
    .slice(at + 1)
    .split(',')
    .map((word) => {
      const tolerance = TOLERANCES.find((known) => known === word);
      if (tolerance) return tolerance;
      throw usageError(`--handles knows no ${JSON.stringify(visible(word))}; ${hint(word, TOLERANCES)}`);
    });
  return [text.slice(0, at), what];
}

function checkRead(flag: string, pointer: string, reads: readonly string[]): void {
  if (!POINTER.test(pointer)) throw usageError(noPointer(flag, pointer));
  if (!reads.includes(pointer))
    throw usageError(
      `${flag} speaks of ${visible(pointer)}, which the model does not read: add --reads ${visible(pointer)}.`,
    );
}

const noPointer = (flag: string, text: string): string =>
  `${flag} ${JSON.stringify(visible(text))} is no pointer into the record: write it as /category or /items/*/price (RFC 6901).`;
