import type { FilePlace } from '../../adapters/schema-source/source.ts';
import type { Consumer, Subscription } from '../../domain/consumer.ts';
import type { UndeclaredRead } from '../../domain/contract/undeclared-reads.ts';
import { defined } from '../../domain/defined.ts';
import type { KillSwitch } from '../../domain/kill-switch.ts';
import { type Places, placesIn } from '../../domain/notification/channels.ts';
import type { Tier } from '../../domain/policy/settings/policy.ts';
import { canonicalJson } from '../../domain/schema/canonical.ts';
import { fromPlain, type JsonValue } from '../../domain/schema/json.ts';
import type { Break, ReadField } from '../../domain/verdict.ts';
import type { RegistryClient } from '../api/client.ts';
import type { AnswerOf, Asked, Operation } from '../api/operations.ts';
import { refusal } from '../api/problem.ts';
import { CliError, usageError } from '../exit.ts';
import { visible } from '../output/escape.ts';
import { fieldName, proofText } from '../output/words.ts';

/** The settings of a model by flags or a file; a setting that is left out does not change. */
export interface WantedConsumer extends Places {
  readonly name: string;
  readonly team?: string;
  readonly tier?: Tier;
  readonly description?: string;
  readonly releases?: readonly string[];
  readonly killSwitch?: KillSwitch;
}

export interface WantedSubscription {
  readonly subject: string;
  readonly trainedOn: number | 'head';
  readonly reads: readonly ReadField[];
  readonly strict: boolean;
  readonly expectations?: JsonValue;
  /** Fields that the version does not declare are meant. */
  readonly undeclared?: boolean;
}

/** The outcome for one consumer or subscription; with `--dry-run` the outcome that it would have. */
export interface Step {
  readonly consumer: string;
  readonly subject?: string;
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'deleted' | 'not-in-file';
  /** It counts as standard until an administrator confirms that it is critical. */
  readonly claimed?: true;
  readonly trainedOn?: number | 'head';
  /** The version that its live releases read, if that is another one than the file names. */
  readonly follows?: number;
  readonly reads?: readonly ReadField[];
  /** The pinned contract already fails on the head. */
  readonly alreadyBroken?: Break;
  /** Announcements that were open and are now this model's as well. */
  readonly opened?: readonly string[];
  /** Fields that it reads and its version does not declare, with the nearest declared ones: most are misspelt. */
  readonly undeclared?: readonly UndeclaredRead[];
}

export interface Making {
  readonly client: RegistryClient;
  /** The registry decides and refuses as it would, and writes nothing. */
  readonly dryRun: boolean;
  /** The registry is asked of a consumer that stays as it is, too: who may not change it may delete nothing of it. */
  readonly alsoUnchanged?: boolean;
  /** Where a file asked for what the registry refuses, by a pointer into the request. */
  readonly locate?: (pointer: string) => FilePlace;
}

/** A write whose refusal names its places in the author's file, if there is one. */
async function write<O extends Operation>(
  { client, locate }: Making,
  operation: O,
  asked: Asked<O>,
): Promise<AnswerOf<O>> {
  const outcome = await client.call(operation, asked);
  if (outcome.ok) return outcome.answer;
  const { problem } = outcome;
  if (!locate) throw refusal(problem);
  const { exit, code, message } = refusal({ ...problem, errors: [] });
  const said = problem.errors.length > 0 ? problem.errors : [{ pointer: '', detail: message }];
  throw new CliError(exit, message, {
    code,
    // A message that is complete already only gets its place.
    places: said.map(({ pointer, detail }) => ({
      ...locate(pointer),
      detail: message.includes(visible(detail)) ? 'is asked for here' : visible(detail),
    })),
  });
}

/** The consumer as the registry has it. */
export const findConsumer = (client: RegistryClient, name: string): Promise<Consumer | undefined> =>
  client.find('GET /v1/consumers/{consumer}', { path: { consumer: name }, expect: ['name', 'team', 'tier'] });

/** Creates the consumer or makes it what was said; asks nothing of the registry if it is so already. */
export async function makeConsumer(making: Making, wanted: WantedConsumer, found: Consumer | undefined): Promise<Step> {
  const { dryRun } = making;
  const { name, ...said } = wanted;
  const team = wanted.team ?? found?.team;
  if (team === undefined)
    throw usageError(`${name} is no consumer yet: name its team (--team, or team in the file) to create it.`);
  const now = found ? consumerBody({ ...found, tier: found.claimedTier ?? found.tier }) : undefined;
  const next = consumerBody({ ...now, ...said, team, tier: wanted.tier ?? now?.tier ?? 'standard' });
  const outcome = now === undefined ? 'created' : sameJson(now, next) ? 'unchanged' : 'updated';
  // A claim that waits for an administrator is repeated: the team may be allowed more by now.
  const isAsked = outcome !== 'unchanged' || found?.claimedTier !== undefined || making.alsoUnchanged === true;
  if (!isAsked) return { consumer: name, outcome };
  const put = await write(making, 'PUT /v1/consumers/{consumer}', {
    path: { consumer: name },
    query: dryRunQuery(dryRun),
    body: next,
  });
  return { consumer: name, outcome, ...(put?.claimedTier ? { claimed: true } : {}) };
}

const dryRunQuery = (dryRun: boolean): { readonly dryRun?: boolean } => (dryRun ? { dryRun } : {});

type ConsumerBody = Pick<Consumer, 'team' | 'tier'> &
  Partial<Pick<Consumer, 'description' | 'releases' | 'killSwitch'>> &
  Places;

const consumerBody = ({ team, tier, description, releases, killSwitch, ...others }: ConsumerBody): ConsumerBody => ({
  team,
  tier,
  ...placesIn(others),
  ...defined({ description }),
  releases: releases ?? [],
  ...(killSwitch && killSwitch.on.length > 0 ? { killSwitch } : {}),
});

/** Puts the subscription unless `found` says the same already. */
export async function makeSubscription(
  making: Making,
  {
    consumer: { name: consumer, team, tier },
    wanted,
    found,
  }: {
    readonly consumer: Pick<WantedConsumer, 'name' | 'team' | 'tier'>;
    readonly wanted: WantedSubscription;
    readonly found: Subscription | undefined;
  },
): Promise<Step> {
  const { subject, trainedOn, reads } = wanted;
  const step = { consumer, subject, trainedOn, reads };
  // Where its releases moved on, the file is compared with what it said before.
  const said = found && { ...found, trainedOn: found.namedVersion ?? found.trainedOn };
  const isSame = said && sameJson(subscriptionBody(said), subscriptionBody(wanted));
  const outcome = isSame ? ('unchanged' as const) : found ? ('updated' as const) : ('created' as const);
  const follows = isSame && found.namedVersion !== undefined ? { follows: found.trainedOn } : {};
  if (isSame) return { ...step, ...follows, outcome };
  const { dryRun } = making;
  const answer = await write(making, 'PUT /v1/consumers/{consumer}/subscriptions/{subject}', {
    path: { consumer, subject },
    // A consumer that is only rehearsed is not there yet.
    query: dryRun ? { dryRun, ...defined({ team, tier }) } : {},
    body: { ...subscriptionBody(wanted), ...(wanted.undeclared ? { undeclared: true } : {}) },
    expect: ['subscription'],
  });
  const { alreadyBroken, opened = [], subscription, undeclared = [] } = answer;
  return {
    ...step,
    outcome,
    trainedOn: subscription.trainedOn,
    ...defined({ alreadyBroken }),
    ...(opened.length === 0 ? {} : { opened }),
    ...(undeclared.length === 0 ? {} : { undeclared }),
  };
}

const subscriptionBody = ({
  trainedOn,
  reads,
  strict,
  expectations,
}: WantedSubscription | Subscription): WantedSubscriptionBody => ({
  trainedOn,
  reads: reads.map(({ pointer, handles, presence }) => ({
    pointer,
    ...(handles && handles.length > 0 ? { handles: [...handles].sort() } : {}),
    ...defined({ presence }),
  })),
  strict,
  ...defined({ expectations }),
});
type WantedSubscriptionBody = Omit<WantedSubscription, 'subject'>;

const sameJson = (left: unknown, right: unknown): boolean =>
  canonicalJson(fromPlain(left)) === canonicalJson(fromPlain(right));

/** Steps as lines; `dryRun` speaks of what would be. */
export function stepLines(steps: readonly Step[], { dryRun }: { readonly dryRun: boolean }): string {
  const lines = steps.flatMap((step) => {
    const { consumer, subject, outcome, claimed, trainedOn, reads, alreadyBroken, opened = [], undeclared = [] } = step;
    const { follows } = step;
    const what = subject === undefined ? consumer : `${consumer} -> ${subject}`;
    const pin =
      trainedOn === undefined
        ? ''
        : ` (trained on ${trainedOn === 'head' ? 'the head' : `v${trainedOn}`}, reads ${readsText(reads ?? [])})`;
    const remedy = outcome === 'not-in-file' ? ': --prune deletes it' : '';
    return [
      `${(dryRun ? WOULD : DID)[outcome]} ${visible(what)}${pin}${remedy}`,
      ...(claimed ? [claimedLine(consumer)] : []),
      ...(follows === undefined
        ? []
        : [`  its live releases read v${follows}, as recorded: that counts until the file names another version`]),
      ...undeclared.map((read) => undeclaredLine(read, trainedOn)),
      ...(alreadyBroken ? brokenLines(alreadyBroken) : []),
      ...opened.map(
        (id) =>
          `  an open announcement ${dryRun ? 'would wait' : 'now waits'} for this model: forewarn announcements show ${visible(id)}`,
      ),
    ];
  });
  return `${lines.join('\n')}\n`;
}

const claimedLine = (consumer: string): string =>
  `  ! it counts as standard: its team may call no more models critical, until an administrator confirms it (forewarn teams confirm-critical ${visible(consumer)})`;

const DID: Readonly<Record<Step['outcome'], string>> = {
  created: '✓ created',
  updated: '✓ updated',
  unchanged: '✓ unchanged',
  deleted: '✓ deleted',
  'not-in-file': '! not in the file',
};
const WOULD: Readonly<Record<Step['outcome'], string>> = {
  ...DID,
  created: '+ would create',
  updated: '~ would update',
  deleted: '- would delete',
};

function readsText(reads: readonly ReadField[]): string {
  if (reads.length === 0) return 'everything';
  const shown = reads.slice(0, 5).map(({ pointer }) => visible(pointer) || 'the record');
  const rest = reads.length - shown.length;
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function undeclaredLine({ pointer, nearest }: UndeclaredRead, trainedOn: Step['trainedOn']): string {
  const version = trainedOn === 'head' || trainedOn === undefined ? 'the head' : `v${trainedOn}`;
  const near = nearest.length > 0 ? `; nearest: ${nearest.map(visible).join(', ')}` : '';
  return `  ! ${version} does not declare ${visible(pointer)}, it accepts undeclared members${near} (if it is meant: --undeclared, or undeclared: true in the file)`;
}

const brokenLines = ({ kind, witness, pointers }: Break): readonly string[] => [
  `  ! already broken at ${pointers.map(fieldName).join(', ') || 'the record'}: ${kind === 'field-lost' ? 'the head cannot hold the field any more' : "the head allows a record that this model's contract rejects"}`,
  `    proof    ${proofText(witness)}`,
];
