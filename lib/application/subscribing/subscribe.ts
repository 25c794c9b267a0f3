import { boundedPointers, boundedRecord } from '../../domain/bounded.ts';
import { type Consumer, isExacting, type Subscription } from '../../domain/consumer.ts';
import { findUndeclaredReads, type UndeclaredRead } from '../../domain/contract/undeclared-reads.ts';
import { findUnknownReads } from '../../domain/contract/unknown-reads.ts';
import { defined } from '../../domain/defined.ts';
import { DomainError } from '../../domain/errors.ts';
import { liveReleases } from '../../domain/policy/gate/liveness.ts';
import type { Principal } from '../../domain/principal.ts';
import { jsonEquals } from '../../domain/schema/canonical.ts';
import { fromPlain, type JsonValue } from '../../domain/schema/json.ts';
import type { ParsedSchema } from '../../domain/schema/parse-schema.ts';
import type { Subject } from '../../domain/subject.ts';
import type { Break, ReadField } from '../../domain/verdict.ts';
import { openMissing } from '../announcing/open-missing.ts';
import { auditEntry } from '../audit-entry.ts';
import { contend } from '../contend.ts';
import { deploymentsOf } from '../deploying/models-at-gate.ts';
import { policyOf } from '../effective-policy.ts';
import { getSubject, getVersion, loadSchema } from '../load-schema.ts';
import type { Store, Write } from '../ports/store.ts';
import type { JudgingPorts } from '../ports/write-ports.ts';
import { parseIncoming } from '../publishing/parse-incoming.ts';
import { loadManaged } from './consumers.ts';

export interface SubscribeRequest {
  readonly consumer: string;
  readonly subject: string;
  /** A number, `head` or `latest`. */
  readonly trainedOn: string;
  readonly reads: readonly ReadField[];
  readonly strict: boolean;
  readonly expectations?: JsonValue;
  /** Fields that the version does not declare are meant: no warning. */
  readonly undeclared?: boolean;
  readonly principal: Principal;
  readonly from?: string;
}

export interface SubscribeOutcome {
  readonly outcome: 'created' | 'updated' | 'unchanged';
  readonly subscription: Subscription;
  /** Ids of open announcements that now concern this consumer too. */
  readonly opened: readonly string[];
  /** What it reads although its version says nothing of it: the nearest names may be what was meant. */
  readonly undeclared: readonly UndeclaredRead[];
}

/**
 * Subscribes a consumer, or changes its subscription; the same again changes nothing. What the head already does to it
 * is kept with the subscription; announcements still open are opened for it too, in one transaction conditional on the
 * head. Throws `unknown-field` with the nearest names for a field that the trained version does not have.
 */
export async function subscribe(request: SubscribeRequest, ports: JudgingPorts): Promise<SubscribeOutcome> {
  if (request.expectations !== undefined)
    parseIncoming(request.expectations, { at: '/expectations', unknown: 'refused' });
  return await contend(ports.pacer, request.subject, () => trySubscribe(request, ports));
}

async function trySubscribe(request: SubscribeRequest, ports: JudgingPorts): Promise<SubscribeOutcome | 'lost'> {
  const { store } = ports;
  const consumer = await loadManaged(request.consumer, request.principal, store);
  const subject = await getSubject(store, request.subject);
  if (subject.status === 'retired')
    throw new DomainError('conflict', `${subject.name} is retired: nothing will be sent`);
  const known = await store.find('subscription', { consumer: consumer.name, subject: subject.name });
  const named = await getVersion(store, subject, request.trainedOn);
  const followed = await followedVersion(known, named.version, store);
  const trained = followed === undefined ? named : await getVersion(store, subject, String(followed));
  if (trained.status === 'withdrawn')
    throw new DomainError(
      'conflict',
      `${subject.name} v${trained.version} was withdrawn: name the version the model was trained on`,
    );
  const wanted = { ...request, trainedOn: trained.version };
  const isPlaced = known?.tier === consumer.tier && known.team === consumer.team;
  const schema = await loadSchema(store, subject.name, trained.version);
  const undeclared = request.undeclared ? [] : findUndeclaredReads(schema, request.reads);
  const namedVersion = followed === undefined ? undefined : named.version;
  if (known && isPlaced && known.namedVersion === namedVersion && isSame(known, wanted))
    return { outcome: 'unchanged', subscription: known, opened: [], undeclared };
  refuseUnknownReads(schema, request, `${subject.name} v${trained.version}`);
  const now = ports.clock.now();
  const trainedOn = trained.version;
  const drafted = draft({ request, consumer, subject, known, trainedOn, namedVersion, now });
  const alreadyBroken = await breakByHead(drafted, subject, schema, ports);
  const subscription = { ...drafted, ...defined({ alreadyBroken }) };
  const missing = await openMissing({ subject, subscription, consumer, now, ports });
  if (missing === 'planning') return 'lost';
  const counted = countReader(subject, subscription, known);
  const writes: Write[] = [
    { put: 'subscription', item: subscription, expect: known?.revision ?? 'absent', was: known },
    { put: 'subject', item: counted, expect: subject.revision, was: subject },
    // Seen, and not deleted meanwhile: what a consumer still reads must not lose its owner.
    {
      put: 'consumer',
      item: { ...consumer, lastSeenAt: now, revision: consumer.revision + 1 },
      expect: consumer.revision,
      was: consumer,
    },
    ...missing.writes,
  ];
  const entry = auditEntry({
    ...request,
    ports,
    now,
    action: 'subscription.put',
    detail: { trainedOn: trained.version, reads: request.reads.map(({ pointer }) => pointer), opened: missing.opened },
  });
  if ((await store.commit(writes, entry)) === 'lost') return 'lost';
  return { outcome: known ? 'updated' : 'created', subscription, opened: missing.opened, undeclared };
}

/**
 * The version that a subscription follows, where what is named now was named before the model's releases moved on: a file
 * that is applied again does not undo what a deployment recorded.
 */
async function followedVersion(
  known: Subscription | undefined,
  named: number,
  store: Store,
): Promise<number | undefined> {
  if (known?.namedVersion !== named) return undefined;
  const live = liveReleases(await deploymentsOf(known.consumer, store));
  const isLive = live.some(({ reads }) =>
    reads.some(({ subject, version }) => subject === known.subject && version === known.trainedOn),
  );
  return isLive ? known.trainedOn : undefined;
}

/** The subject's counters with this reader counted once. */
function countReader(subject: Subject, reader: Subscription, known: Subscription | undefined): Subject {
  const tiers = { ...subject.tiers };
  if (known) tiers[known.tier]--;
  tiers[reader.tier]++;
  const exacting = subject.exacting + Number(isExacting(reader)) - Number(known !== undefined && isExacting(known));
  return { ...subject, tiers, exacting, revision: subject.revision + 1 };
}

function isSame(known: Subscription, wanted: Omit<SubscribeRequest, 'trainedOn'> & { trainedOn: number }): boolean {
  const view = ({
    trainedOn,
    reads,
    strict,
    expectations,
  }: Partial<Pick<Subscription, 'trainedOn' | 'reads' | 'strict' | 'expectations'>>) =>
    fromPlain({ trainedOn, reads, strict, expectations: expectations ?? null });
  return jsonEquals(view(known), view(wanted));
}

function refuseUnknownReads(trained: ParsedSchema, { reads }: SubscribeRequest, version: string): void {
  const errors = findUnknownReads(trained, reads).map(({ pointer, nearest }) => ({
    pointer: `/reads/${reads.findIndex((read) => read.pointer === pointer)}/pointer`,
    detail: `${version} has no field ${pointer}${nearest.length > 0 ? `; nearest: ${nearest.join(', ')}` : ''}`,
  }));
  const first = errors[0];
  if (first) throw new DomainError('unknown-field', first.detail, { errors });
}

function draft(input: {
  readonly request: SubscribeRequest;
  readonly consumer: Consumer;
  readonly subject: Subject;
  readonly known: Subscription | undefined;
  readonly trainedOn: number;
  readonly namedVersion: number | undefined;
  readonly now: string;
}): Subscription {
  const { request, consumer, subject, known, trainedOn, namedVersion, now } = input;
  return {
    consumer: consumer.name,
    subject: subject.name,
    team: consumer.team,
    tier: consumer.tier,
    trainedOn,
    ...defined({ namedVersion }),
    reads: request.reads,
    strict: request.strict,
    ...defined({ expectations: request.expectations }),
    createdAt: known?.createdAt ?? now,
    revision: (known?.revision ?? 0) + 1,
  };
}

/** What the live head does to the contract as it stands: shown to the subscriber, announced to nobody. */
export async function breakByHead(
  { reads, strict, expectations }: Subscription,
  subject: Subject,
  trained: ParsedSchema,
  { store, judge }: JudgingPorts,
): Promise<Break | undefined> {
  if (subject.head === undefined) return undefined;
  const next = await loadSchema(store, subject.name, subject.head);
  const contract = { trained, reads, strict, ...defined({ expectations }) };
  const verdict = await judge.serve({ next, contract, options: await policyOf(store, subject) });
  if (verdict.status !== 'newly-broken' && verdict.status !== 'still-broken') return undefined;
  const { kind, witness, pointers } = verdict;
  return { kind, witness: boundedRecord(witness), pointers: boundedPointers(pointers) };
}
