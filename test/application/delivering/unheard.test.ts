import { beforeEach, describe, expect, it } from 'vitest';
import { sweepDeadlines } from '../../../lib/application/deadlines/sweep-deadlines.ts';
import { deliverSlack } from '../../../lib/application/delivering/deliver-slack.ts';
import { activateVersion } from '../../../lib/application/publishing/activate-version.ts';
import { testChannels } from '../../../lib/application/subscribing/test-channels.ts';
import { MemoryIssues } from '../../fakes/memory-issues.ts';
import { ScriptedSlack } from '../../fakes/scripted-slack.ts';
import { deliverAll } from '../deliver-all.ts';
import { producer, reader, SUBJECT, transaction, World } from '../world.ts';

const TEAM = 'ml';
/** A Thursday; the date of everybody is over. */
const LIVE = '2026-12-10T14:00:00.000Z';

/** Its channel took the first message, and takes nothing any more when the change goes live over its models. */
describe('a change that goes live over models whose team no channel reaches', () => {
  let world: World;
  let slack: ScriptedSlack;
  let issues: MemoryIssues;
  let id: string;
  const deliver = async () => await deliverAll(world, { slack, issues });
  const begin = async (more: { escalation?: string; fallback?: string; repository?: string } = {}) => {
    const { escalation, fallback = '#admins', repository } = more;
    if (fallback !== '') world.store.seed('organisation', { policy: { fallbackChannel: fallback }, revision: 1 });
    const own = repository === undefined ? {} : { repository };
    await world.subscribe('fraud', ['/category'], { team: TEAM, channel: '#gone', ...own });
    await world.subscribe('churn', ['/category'], { team: TEAM, channel: '#ml' });
    const team = await world.store.find('team', { name: TEAM });
    if (team && escalation !== undefined) world.store.seed('team', { ...team, slack: { escalation } });
    const published = await world.publish(transaction({ category: { type: 'string' } }), { sunset: '2026-12-08' });
    id = (published.outcome === 'created' && published.announcementId) || '';
    await world.planAll(id);
    await deliver();
    world.clock.set(LIVE);
  };
  const goLive = async () => {
    await activateVersion({ subject: SUBJECT, version: '2', principal: producer }, world);
    await world.planAll(id);
    await deliver();
  };
  const saidIn = (channel: string) =>
    slack.posted.map(({ message }) => message).filter((one) => one.channel.endsWith(channel));

  beforeEach(async () => {
    world = new World();
    slack = new ScriptedSlack();
    issues = new MemoryIssues();
    await world.grant();
    await world.publish(transaction());
  });

  it('is told to the administrators, of the models that nobody heard of, with what did not take it', async () => {
    await begin();
    slack.refuse('#gone', 'is_archived');
    slack.refuse('C-#gone', 'is_archived');
    await goLive();
    const [message, ...more] = saidIn('#admins');
    expect(more).toEqual([]);
    expect(message?.text).toContain('Breaks now: `category` changes integer → string');
    const shown = JSON.stringify(message?.blocks);
    expect(shown).toContain('fraud');
    expect(shown).not.toContain('churn');
    expect(shown).toContain('Told here because #gone did not take it: is_archived');
    expect(shown).not.toContain("We'll handle it");
  });

  it.each([
    ['its team escalates to another channel', { escalation: '#on-call' }],
    ['an issue took it', { repository: 'acme/fraud' }],
    ['there is no such channel', { fallback: '' }],
  ])('is told to no administrator where %s', async (_, more) => {
    await begin(more);
    for (const channel of ['#gone', 'C-#gone']) slack.refuse(channel, 'is_archived');
    await goLive();
    expect(saidIn('#admins')).toEqual([]);
  });

  it('is told to them where the escalation fails as well, of all of its models whose channels fail', async () => {
    await begin({ escalation: '#on-call' });
    for (const channel of ['#gone', 'C-#gone', '#on-call']) slack.refuse(channel, 'is_archived');
    await goLive();
    expect(saidIn('#admins')).toHaveLength(1);
    expect(JSON.stringify(saidIn('#admins'))).not.toContain('churn');
  });

  it('is told to them once, however often the failure is found', async () => {
    await begin();
    for (const channel of ['#gone', 'C-#gone']) slack.refuse(channel, 'is_archived');
    await goLive();
    const failed = world.store.all('delivery').filter(({ status }) => status === 'failed');
    const ports = { ...world, store: world.store, registry: { url: 'https://r.example' }, slack };
    for (const delivery of failed) await deliverSlack(delivery.id, ports);
    await deliver();
    expect(saidIn('#admins')).toHaveLength(1);
  });

  it('is told again on the next working day, and no more once its channel is repaired, which has it at once', async () => {
    await begin();
    for (const channel of ['#gone', 'C-#gone']) slack.refuse(channel, 'is_archived');
    await goLive();
    world.clock.set('2026-12-11T09:15:00.000Z');
    await sweepDeadlines(world);
    await deliver();
    expect(saidIn('#admins')).toHaveLength(2);
    for (const channel of ['#gone', 'C-#gone']) slack.refuse(channel, undefined);
    await testChannels({ consumer: 'fraud', principal: reader(TEAM) }, world);
    await deliver();
    const loud = saidIn('#gone').filter(({ text }) => text.includes('Breaks now'));
    expect(loud).toHaveLength(1);
    world.clock.set('2026-12-14T09:15:00.000Z');
    await sweepDeadlines(world);
    await deliver();
    expect(saidIn('#admins')).toHaveLength(2);
  });
});
