import { beforeEach, describe, expect, it } from 'vitest';
import { answerMigrations } from '../../../lib/application/answering/answer-migrations.ts';
import { sweepDeadlines } from '../../../lib/application/deadlines/sweep-deadlines.ts';
import { deliverIssue } from '../../../lib/application/delivering/deliver-issue.ts';
import { askStale } from '../../../lib/application/deploying/gate.ts';
import { withdrawVersion } from '../../../lib/application/publishing/withdraw-version.ts';
import { putConsumer } from '../../../lib/application/subscribing/consumers.ts';
import { unsubscribe } from '../../../lib/application/subscribing/unsubscribe.ts';
import { channelsOf } from '../../../lib/domain/notification/channels.ts';
import { GITHUB_REPOSITORY } from '../../../lib/domain/notification/github/channel.ts';
import { MemoryIssues } from '../../fakes/memory-issues.ts';
import { producer, reader, SUBJECT, transaction, World } from '../world.ts';

const TEXT = { category: { type: 'string' } };
const REPOSITORY = 'acme/fraud-model';

describe('Issues instead of messages', () => {
  let world: World;
  let issues: MemoryIssues;
  let first: string;

  const publish = async (properties: Readonly<Record<string, unknown>>) => {
    const outcome = await world.publish(transaction(properties, ['id', 'amount', 'category']));
    const id = (outcome.outcome === 'created' && outcome.announcementId) || '';
    await world.planAll(id);
    await deliver();
    return id;
  };
  /** What the stream and the queue bring, in order. */
  const deliver = async () => {
    const ports = { ...world, store: world.store, issues, registry: { url: 'https://registry.example.com' } };
    for (const { id, status, channel } of world.store.all('delivery'))
      if (status === 'pending' && channel.kind === 'github') await deliverIssue(id, ports);
  };
  const sweepAt = async (at: string) => {
    world.clock.set(at);
    await sweepDeadlines(world);
    await deliver();
  };
  const shown = () => issues.issues.map(({ message }) => `${message.title.split(':')[0]} ${message.standing}`);
  const comments = (number = 1) => issues.issues[number - 1]?.comments.map(({ body }) => body.split('\n')[0]);

  beforeEach(async () => {
    world = new World();
    issues = new MemoryIssues();
    await world.grant();
    await world.publish(transaction());
    await world.subscribe('fraud', ['/category'], { team: 'ml', repository: REPOSITORY });
    await world.subscribe('churn', ['/category'], { team: 'ml', repository: REPOSITORY });
    await world.subscribe('silent', ['/category'], { team: 'ml' });
    first = await publish(TEXT);
  });

  it('are one for each migration of a model that names a repository', () => {
    expect(shown()).toEqual(['churn open', 'fraud open']);
  });

  it('are none the more where planning runs twice', async () => {
    await world.planAll(first);
    await deliver();

    expect(issues.issues).toHaveLength(2);
  });

  it('are answered apart, though one answer was given for both', async () => {
    const answer = { answer: 'not-affected', reason: 'the field is dropped' } as const;
    await answerMigrations(
      { announcement: first, consumers: ['churn', 'fraud'], answer, principal: reader('ml') },
      world,
    );
    await deliver();

    expect(shown()).toEqual(['churn not-planned', 'fraud not-planned']);
    expect(comments(1)).toEqual([expect.stringContaining('**churn** v7: not affected')]);
    expect(comments(2)).toEqual([expect.stringContaining('**fraud** v7: not affected')]);
  });

  it('go on where a model unsubscribes and subscribes again, and say why', async () => {
    for (const _ of ['once', 'and twice']) {
      await unsubscribe({ consumer: 'fraud', subject: SUBJECT, principal: reader('ml') }, world);
      await deliver();
      expect(shown()).toEqual(['churn open', 'fraud not-planned']);
      await world.subscribe('fraud', ['/category'], { team: 'ml', repository: REPOSITORY });
      await deliver();
      expect(shown()).toEqual(['churn open', 'fraud open']);
    }
    expect(comments(2)?.filter((line) => line?.includes('open again: it subscribes again'))).toHaveLength(2);
  });

  it('hear of reminders at once and of a missed date in working hours', async () => {
    await sweepAt('2026-11-27T09:00:00.000Z');
    expect(comments(2)).toEqual([expect.stringMatching(/^Reminder: `category` changes integer → string/)]);

    // Friday is over everywhere on Saturday: the message waits for Monday.
    await sweepAt('2026-12-05T12:00:00.000Z');
    await sweepAt('2026-12-06T09:00:00.000Z');
    expect(comments(2)?.filter((line) => line?.startsWith('Overdue'))).toEqual([]);
    await sweepAt('2026-12-07T09:15:00.000Z');
    expect(comments(2)?.filter((line) => line?.startsWith('Overdue'))).toHaveLength(1);
  });

  it('are closed when the change is taken back', async () => {
    const request = { subject: SUBJECT, version: '2', reason: 'not needed', principal: producer };
    await withdrawVersion(request, world);
    await world.planAll(first);
    await deliver();

    expect(shown()).toEqual(['churn not-planned', 'fraud not-planned']);
  });

  it('are closed when their model unsubscribes, and no other', async () => {
    await unsubscribe({ consumer: 'fraud', subject: SUBJECT, principal: reader('ml') }, world);
    await deliver();

    expect(shown()).toEqual(['churn open', 'fraud not-planned']);
    expect(comments(2)).toEqual([expect.stringContaining('unsubscribed')]);
  });

  it('go on for a later version with the same change', async () => {
    const second = await publish({ ...TEXT, note: { type: 'string' } });
    await world.planAll(first);
    await deliver();

    expect(shown()).toEqual(['churn open', 'fraud open']);
    expect(issues.issues[1]?.message.body).toContain('v1 → v3');
    expect(comments(2)).toEqual([expect.stringContaining("takes this one's place")]);
    const answer = { answer: 'acknowledge' } as const;
    await answerMigrations({ announcement: second, consumers: ['fraud'], answer, principal: reader('ml') }, world);
    await deliver();
    expect(comments(2)).toHaveLength(2);
  });

  it('are opened anew, and the former ones closed, where the later version changes something else', async () => {
    await publish({ category: { type: 'boolean' } });
    await world.planAll(first);
    await deliver();

    expect(shown()).toEqual(['churn not-planned', 'fraud not-planned', 'churn open', 'fraud open']);
  });

  it('are opened for a late subscriber as well', async () => {
    await world.subscribe('late', ['/category'], { team: 'ml', repository: REPOSITORY });
    await deliver();

    expect(shown()).toEqual(['churn open', 'fraud open', 'late open']);
  });

  it('are asked whether their model still runs', async () => {
    const announcement = await world.store.find('announcement', { id: first });
    const migrations = await world.migrations(first);
    if (!announcement) throw new Error('nothing was announced');
    const model = { consumer: 'fraud', team: 'ml', because: 'stale', lastSeenAt: '2026-08-01T00:00:00.000Z' };
    const models = [{ ...model, tier: 'standard', state: 'notified', blocks: false } as never];
    await askStale({ announcement, migrations, models, now: world.clock.now() }, world.store);
    await deliver();

    expect(comments(2)).toEqual([expect.stringMatching(/^Does fraud still run\?/)]);
  });

  it('are nowhere once the consumer names another repository: what is open stays where it is', async () => {
    const consumer = {
      name: 'fraud',
      team: 'ml',
      tier: 'standard',
      releases: ['v7'],
      principal: reader('ml'),
    } as const;
    const moved = { ...consumer, github: { repository: 'acme/other' } };
    expect(await putConsumer(moved, world)).toMatchObject({ outcome: 'updated' });
    expect(await putConsumer(moved, world)).toMatchObject({ outcome: 'unchanged' });
    const answer = { answer: 'acknowledge' } as const;
    await answerMigrations({ announcement: first, consumers: ['fraud'], answer, principal: reader('ml') }, world);
    await deliver();

    expect(comments(2)).toEqual([expect.stringContaining('will handle it')]);
  });
});

describe('The channels of a migration', () => {
  it('are SNS always, and those that the model names', () => {
    expect(channelsOf({})).toEqual([{ kind: 'sns' }]);
    expect(channelsOf({ slack: { channel: '#ml' }, github: { repository: REPOSITORY } })).toEqual([
      { kind: 'sns' },
      { kind: 'slack', channel: '#ml' },
      { kind: 'github', repository: REPOSITORY },
    ]);
  });

  it.each(['acme/fraud-model', 'a/b', 'Acme-1/.github', `${'a'.repeat(39)}/${'b'.repeat(100)}`])(
    'take %s for a repository',
    (name) => expect(name).toMatch(GITHUB_REPOSITORY),
  );
  it.each(['acme', 'acme/', '/model', 'acme/..', 'acme/.', '-a/b', 'a/b/c', 'a/b c', 'a/b?x', `${'a'.repeat(40)}/b`])(
    'do not take %s for one',
    (name) => expect(name).not.toMatch(GITHUB_REPOSITORY),
  );
});
