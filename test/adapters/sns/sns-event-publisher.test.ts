import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SNSClient } from '@aws-sdk/client-sns';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SnsEventPublisher } from '../../../lib/adapters/sns/sns-event-publisher.ts';
import type { RenderedEvent } from '../../../lib/domain/notification/events/event-parts.ts';
import { renderTeamEvents } from '../../../lib/domain/notification/events/render-event.ts';
import { ExactNumber } from '../../../lib/domain/schema/json.ts';
import { chooseProtocols, type Mail } from '../../../lib/local/messaging/message-protocols.ts';
import { findEventProblems } from '../../domain/notification/event-schemas.ts';
import { ANNOUNCEMENT, migration, teamMessage } from '../../domain/notification/story.ts';

let server: FauxqsServer;
let front: Server;
/** What mailboxes would have received. */
let mails: Mail[];
let connection: { region: string; endpoint: string; credentials: { accessKeyId: string; secretAccessKey: string } };
let topicArn: string;
let queueUrl: string;
let publisher: SnsEventPublisher;

beforeAll(async () => {
  server = await startFauxqs({ port: 0, logger: false });
  connection = {
    region: 'us-east-1',
    endpoint: '',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  front = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
  connection.endpoint = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
});

/** The embedded SNS behind what it lacks: a message for each protocol. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const headers = Object.fromEntries(
    ['content-type', 'authorization', 'x-amz-target'].flatMap((name) => {
      const value = request.headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
  const chosen = chooseProtocols({ headers, body: await text(request) });
  if ('refusal' in chosen) {
    response.writeHead(chosen.refusal.status, chosen.refusal.headers).end(chosen.refusal.body);
    return;
  }
  if (chosen.mail) mails.push(chosen.mail);
  const passed = await fetch(`http://127.0.0.1:${server.port}`, { method: 'POST', ...chosen.request });
  response.writeHead(passed.status, { 'content-type': passed.headers.get('content-type') ?? '' });
  response.end(await passed.text());
}

afterAll(async () => {
  front.closeAllConnections();
  front.close();
  await server.stop();
});
beforeEach(() => {
  server.purgeAll();
  mails = [];
  topicArn = server.createTopic('events').topicArn;
  queueUrl = server.createQueue('all').queueUrl;
  publisher = new SnsEventPublisher({ topicArn, client: new SNSClient(connection) });
});

const subscribe = (queue: string, filter?: object): void =>
  server.subscribe({
    topic: 'events',
    queue,
    attributes: { RawMessageDelivery: 'true', ...(filter ? { FilterPolicy: JSON.stringify(filter) } : {}) },
  });
async function received(url = queueUrl): Promise<string[]> {
  const client = new SQSClient({ ...connection, useQueueUrlAsEndpoint: false });
  const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 }));
  client.destroy();
  return Messages.map(({ Body }) => Body ?? '');
}
function rendered(more: Parameters<typeof teamMessage>[0] = {}): RenderedEvent {
  const [event] = renderTeamEvents({ ...teamMessage(more), deliveryId: 'd-1', at: ANNOUNCEMENT.createdAt });
  if (!event) throw new Error('no event was rendered');
  return event;
}

describe('The topic', () => {
  it('carries an event that its published schema accepts, and answers with a receipt', async () => {
    subscribe('all');
    const event = rendered();

    const sent = await publisher.post(event);

    const [body = ''] = await received();
    expect(sent).toEqual({ outcome: 'sent', receipt: { messageId: expect.stringMatching(/\S/) } });
    expect(JSON.parse(body)).toEqual(JSON.parse(JSON.stringify(event.event)));
    expect(findEventProblems(JSON.parse(body))).toEqual([]);
  });

  it('carries a mail for those who subscribed a mailbox, beside the event that all others get', async () => {
    subscribe('all');
    const rendering = rendered();

    await publisher.post(rendering);

    expect(mails).toEqual([rendering.email]);
    expect(JSON.parse((await received())[0] ?? '')).toMatchObject({ id: 'd-1' });
  });

  it('carries the event alone where both do not fit, under the same subject', async () => {
    subscribe('all');
    const { event, ...rest } = rendered();
    // Each quote of the event takes another byte where it stands beside a mail.
    const large = { ...event, data: { ...event.data, filling: '"'.repeat(100_000) } };

    await publisher.post({ event: large, ...rest });

    expect(mails).toEqual([]);
    expect(JSON.parse((await received())[0] ?? '')).toMatchObject({ id: 'd-1', data: { filling: expect.any(String) } });
  });

  it.each<[string, object, number]>([
    ['its type', { type: ['dev.forewarn.change.announced.v1'] }, 1],
    ['another type', { type: ['dev.forewarn.deadline.missed.v1'] }, 0],
    ['team and severity', { team: ['fraud-ml'], severity: ['breaking'] }, 1],
    ['another subject', { subject: ['orders'] }, 0],
  ])('lets receivers filter by %s', async (_, filter, count) => {
    subscribe('all', filter);
    const event = rendered();

    await publisher.post(event);

    expect(await received()).toHaveLength(count);
  });

  // The embedded SNS does not look into a String.Array, as the real one does; so here is what it is given.
  it("names the team's models in an attribute that filters look into", async () => {
    server.subscribe({ topic: 'events', queue: 'all' });
    const event = rendered();

    await publisher.post(event);

    const [body = ''] = await received();
    expect(JSON.parse(body).MessageAttributes.consumer).toEqual({ Type: 'String.Array', Value: '["fraud","churn"]' });
  });

  it('keeps the digits of a witness', async () => {
    subscribe('all');
    const witness = { id: new ExactNumber('9007199254740993') };
    await publisher.post(rendered({ migrations: [migration('fraud', { witness })] }));

    expect((await received())[0]).toContain('9007199254740993');
  });

  it('is left alone by what is meant for an allow-listed topic', async () => {
    subscribe('all');
    const other = server.createTopic('fallback').topicArn;
    const { queueUrl: url } = server.createQueue('runbook');
    server.subscribe({ topic: 'fallback', queue: 'runbook', attributes: { RawMessageDelivery: 'true' } });
    const targets = new Map([['fallback', other]]);
    const choosing = new SnsEventPublisher({ topicArn, targets, client: new SNSClient(connection) });
    const event = rendered();

    await choosing.post({ ...event, target: 'fallback' });

    expect(await received(url)).toHaveLength(1);
    expect(await received()).toEqual([]);
    expect(await choosing.post({ ...event, target: 'gone' })).toMatchObject({
      outcome: 'unknown',
      error: expect.stringContaining('the target gone is not allow-listed'),
    });
  });

  it('says what SNS refuses', async () => {
    const event = rendered();
    const gone = new SnsEventPublisher({ topicArn: `${topicArn}-gone`, client: new SNSClient(connection) });

    expect(await gone.post(event)).toMatchObject({
      outcome: 'unknown',
      error: expect.stringMatching(/not exist|NotFound/i),
    });
  });
});
