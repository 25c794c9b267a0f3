import { type Delivery, type DeliveryTo, isTo } from '../../domain/delivery.ts';
import { renderIssueTest } from '../../domain/notification/events/render-channel-test.ts';
import { renderIssue, renderIssueComment } from '../../domain/notification/github/render-issue.ts';
import { announcementDeliveryId } from '../../domain/notification/plan/delivery-id.ts';
import type { IssueReceipt } from '../../domain/receipt.ts';
import type { ChannelOutcome } from '../ports/channel.ts';
import type { IssueComment, IssueMessage, IssueTracker } from '../ports/issue-tracker.ts';
import { deliverer } from './deliver.ts';
import {
  beginSending,
  type DeliveryProgress,
  isUncertain,
  type ProgressPorts,
  recordOutcome,
  recordSent,
  recordSkipped,
  recordUpdate,
} from './delivery-progress.ts';
import { currentFirst } from './first-messages.ts';
import { loadFirstMessage, loadTeamMessage, type TellPorts } from './load-team-message.ts';

export interface DeliverIssuePorts extends TellPorts, ProgressPorts {
  readonly issues: IssueTracker;
}

type IssueDelivery = DeliveryTo<'github'>;

/**
 * Keeps one migration's issue: opens it, brings it up to date before anything is said in it, and closes or reopens it by the
 * migration's state. May run any number of times: where an earlier attempt ended without an answer, the repository is searched
 * first, and where it cannot be searched nothing is sent, so that no migration ever has two issues.
 */
export const deliverIssue = deliverer('github', async (delivery, ports: DeliverIssuePorts) => {
  if (delivery.kind === 'test') return await testIssue(delivery, ports);
  return delivery.kind === 'announced' ? await openIssue(delivery, ports) : await followUp(delivery, ports);
});

async function openIssue(delivery: IssueDelivery, ports: DeliverIssuePorts): Promise<DeliveryProgress> {
  const message = await issueOf(delivery, ports);
  if (!message) return await recordSkipped(delivery, ports);
  const found = await findSent(delivery, message, ports);
  if (found !== 'not-found') {
    const updated = found.outcome === 'sent' ? await ports.issues.update(message, found.receipt) : found;
    return await recordFound(delivery, updated, ports);
  }
  if (message.standing !== 'open') return await recordSkipped(delivery, ports);
  return await send(delivery, message, ports);
}

/** Opens an issue and closes it again: both need the permission that a migration's issue needs. */
async function testIssue(delivery: IssueDelivery, ports: DeliverIssuePorts): Promise<DeliveryProgress> {
  const { id: notificationId, channel } = delivery;
  const rendering = renderIssueTest({ delivery, registryUrl: ports.registry.url });
  const message: IssueMessage = { repository: channel.repository, notificationId, ...rendering };
  const found = await findSent(delivery, message, ports);
  if (found !== 'not-found' && found.outcome !== 'sent') return await recordUpdate(delivery, found, ports);
  const sending = await beginSending(delivery, ports);
  if ('outcome' in sending) return sending;
  const opened = found === 'not-found' ? await ports.issues.post(message) : found;
  if (opened.outcome !== 'sent') return await recordOutcome(sending, opened, ports);
  return await recordFound(sending, await ports.issues.update(message, opened.receipt), ports);
}

/** Of an issue that is there already: a wait must not make the next attempt believe that nothing was ever sent. */
const recordFound = (
  delivery: Delivery,
  outcome: ChannelOutcome<IssueReceipt>,
  ports: DeliverIssuePorts,
): Promise<DeliveryProgress> =>
  outcome.outcome === 'sent' ? recordSent(delivery, outcome.receipt, ports) : recordUpdate(delivery, outcome, ports);

async function followUp(delivery: Delivery, ports: DeliverIssuePorts): Promise<DeliveryProgress> {
  const first = await findFirst(delivery, ports);
  const receipt = first?.receipt;
  const message = first && (await issueOf(first, ports));
  // Who was never told needs no news of it: an issue that is opened later says all of it.
  if (!receipt || !('issue' in receipt) || !message) return await recordSkipped(delivery, ports);
  const updated = await ports.issues.update({ ...message, repository: receipt.repository }, receipt);
  if (updated.outcome === 'refused' && updated.gone) return await recordSkipped(delivery, ports);
  if (updated.outcome !== 'sent') return await recordUpdate(delivery, updated, ports);
  const team = await loadTeamMessage(delivery, ports);
  const body = team && renderIssueComment(team, delivery.id);
  if (!body) return await recordSkipped(delivery, ports);
  const { repository, issue } = receipt;
  const comment: IssueComment = { repository, notificationId: delivery.id, issue, body };
  const found = await findSent(delivery, comment, ports);
  if (found === 'not-found') return await send(delivery, comment, ports);
  return await recordFound(delivery, found, ports);
}

async function findSent(
  delivery: Delivery,
  { repository, notificationId, ...message }: IssueMessage | IssueComment,
  { issues }: DeliverIssuePorts,
): Promise<ChannelOutcome<IssueReceipt> | 'not-found'> {
  if (!isUncertain(delivery)) return 'not-found';
  const place = 'issue' in message ? { issue: message.issue } : {};
  return await issues.findSent({ repository, notificationId, ...place, since: delivery.createdAt });
}

async function send(
  delivery: Delivery,
  message: IssueMessage | IssueComment,
  ports: DeliverIssuePorts,
): Promise<DeliveryProgress> {
  const sending = await beginSending(delivery, ports);
  return 'outcome' in sending ? sending : await recordOutcome(sending, await ports.issues.post(message), ports);
}

/** The issue as it must read now, from nothing but the state. */
async function issueOf(first: IssueDelivery, ports: DeliverIssuePorts): Promise<IssueMessage | undefined> {
  const { id: notificationId, channel } = first;
  const team = await loadFirstMessage(first, ports);
  if (!team) return undefined;
  return { repository: channel.repository, notificationId, ...renderIssue(team, notificationId) };
}

/** The delivery that opened the issue which a follow-up belongs to. */
async function findFirst(followUp: Delivery, { store }: DeliverIssuePorts): Promise<IssueDelivery | undefined> {
  const { announcementId, channel, team, consumers } = followUp;
  const [qualifier] = consumers ?? [];
  if (announcementId === undefined || qualifier === undefined) return undefined;
  const id = announcementDeliveryId({ announcementId, kind: 'announced', channel, team, qualifier });
  const first = await store.find('delivery', { id });
  const current = first && (await currentFirst(first, store));
  return current && isTo('github', current) ? current : undefined;
}
