import { beforeEach, describe, expect, it } from 'vitest';
import { deliverEvent } from '../../../lib/application/delivering/deliver-event.ts';
import { deliverIssue } from '../../../lib/application/delivering/deliver-issue.ts';
import { deliverSlack } from '../../../lib/application/delivering/deliver-slack.ts';
import { putConsumer } from '../../../lib/application/subscribing/consumers.ts';
import { readChannelTest } from '../../../lib/application/subscribing/read-channel-test.ts';
import { testChannels } from '../../../lib/application/subscribing/test-channels.ts';
import { findEventProblems } from '../../domain/notification/event-schemas.ts';
import { MemoryIssues } from '../../fakes/memory-issues.ts';
import { RecordingPublisher } from '../../fakes/recording-publisher.ts';
import { ScriptedSlack } from '../../fakes/scripted-slack.ts';
import { reader, World } from '../world.ts';

const principal = reader('fraud-ml');
const SLACK = { channel: '#fraud-ml', mention: 'S0614TZR7' };

describe('A test of the channels of a model', () => {
  let world: World;
  let slack: ScriptedSlack;
  let issues: MemoryIssues;
  let events: RecordingPublisher;
  let test: string;

  const begin = async () => await testChannels({ consumer: 'fraud', principal }, world);
  const look = async (id = test) => await readChannelTest({ consumer: 'fraud', test: id, principal }, world);
  /** What the stream and the three queues bring. */
  const deliver = async () => {
    const ports = { ...world, store: world.store, slack, issues, events, registry: { url: 'https://fw.example.com' } };
    for (const { id, channel } of world.store.all('delivery')) {
      if (channel.kind === 'slack') await deliverSlack(id, ports);
      if (channel.kind === 'github') await deliverIssue(id, ports);
      if (channel.kind === 'sns') await deliverEvent(id, ports);
    }
  };

  beforeEach(async () => {
    world = new World();
    slack = new ScriptedSlack();
    issues = new MemoryIssues();
    events = new RecordingPublisher();
    const github = { repository: 'acme/fraud-model' };
    await putConsumer(
      { name: 'fraud', team: 'fraud-ml', tier: 'standard', slack: SLACK, github, releases: ['v7'], principal },
      world,
    );
    ({ test } = await begin());
  });

  it('goes to each of them, and is audited', async () => {
    expect((await look()).deliveries.map(({ channel, status }) => [channel.kind, status])).toEqual([
      ['sns', 'pending'],
      ['slack', 'pending'],
      ['github', 'pending'],
    ]);
    expect((await world.store.listAuditEntries({ consumer: 'fraud' }, { limit: 1 })).items).toMatchObject([
      { action: 'channels.tested', principal: principal.id, detail: { test, channels: ['sns', 'slack', 'github'] } },
    ]);
  });

  it('says nothing but that it arrives, and mentions nobody', async () => {
    await deliver();

    expect((await look()).deliveries.map(({ status }) => status)).toEqual(['sent', 'sent', 'sent']);
    const text = 'Test: team fraud-ml is told here of changes that concern';
    expect(slack.posted.map(({ message }) => message.text)).toEqual([
      `${text} *fraud*\nNothing has changed, and nobody need answer.`,
    ]);
    expect(issues.issues.map(({ message }) => message)).toMatchObject([
      { title: 'Test: fraud has its migrations here', body: expect.stringContaining(`${text} **fraud**`) },
    ]);
    const [published] = events.published;
    expect(published).toMatchObject({
      event: { type: 'dev.forewarn.channel.tested.v1', data: { models: [{ consumer: 'fraud' }] } },
      attributes: { severity: 'safe', team: 'fraud-ml', consumer: ['fraud'] },
      email: { subject: `[Forewarn] ${text} fraud` },
    });
    expect(findEventProblems(published?.event ?? { type: '' })).toEqual([]);
  });

  it('leaves no open issue behind, even where closing it had to be tried again', async () => {
    issues.answer({ outcome: 'unknown', error: 'HTTP 502 from GitHub' }, { arrives: true });
    await deliver();
    expect((await look()).deliveries[2]).toMatchObject({ status: 'sending', error: 'HTTP 502 from GitHub' });

    await deliver();

    expect(issues.issues).toMatchObject([{ message: { standing: 'completed' } }]);
    expect((await look()).deliveries[2]).toMatchObject({ status: 'sent' });
  });

  it.each([
    [{ outcome: 'rate-limited', retryAfterSeconds: 60 }],
    [{ outcome: 'unknown', error: 'HTTP 502 from GitHub' }],
  ] as const)('opens no second issue where closing the first met %j', async (outcome) => {
    issues.update = async () => outcome;
    await deliver();
    Reflect.deleteProperty(issues, 'update');

    await deliver();

    expect(issues.issues).toMatchObject([{ message: { standing: 'completed' } }]);
    expect((await look()).deliveries[2]).toMatchObject({ status: 'sent' });
  });

  it('shows what a channel said, and what has not been told yet', async () => {
    slack.answer({ outcome: 'refused', error: 'not_in_channel' });
    issues.answer({ outcome: 'refused', error: '404 Not Found: is the repository named rightly?' });
    await deliver();

    expect((await look()).deliveries).toMatchObject([
      { status: 'sent' },
      { status: 'failed', error: 'not_in_channel' },
      { status: 'failed', error: expect.stringContaining('404') },
    ]);
  });

  it('is a test of its own each time', async () => {
    await deliver();
    expect((await begin()).test).not.toBe(test);
    await deliver();

    expect(slack.posted).toHaveLength(2);
  });

  it('is for the team alone', async () => {
    const stranger = reader('growth-ml');

    await expect(testChannels({ consumer: 'fraud', principal: stranger }, world)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(readChannelTest({ consumer: 'fraud', test, principal: stranger }, world)).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it.each(['01JD8Z6W3N9V5K7Q2R4T6Y8A0C', '../../x', ''])('%j is none', async (id) => {
    await expect(look(id)).rejects.toMatchObject({ code: 'not-found' });
  });
});
