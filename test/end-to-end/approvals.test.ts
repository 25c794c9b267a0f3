import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type System, startSystem } from './system.ts';

const SUBJECT = 'payments.transaction';
const APPROVALS = `/v1/subjects/${SUBJECT}/approvals`;
const DAY = 86_400_000;

/** A pull request whose change the owner of a model approves, from its first check to the publish. */
describe('an approval', () => {
  let system: System;
  let folder: string;
  /** What `check` gave the owner to type. */
  let command: readonly string[];

  const check = async (category: object, more: object = {}, format = 'text') => {
    const file = join(folder, 'transaction.json');
    await writeFile(file, record(category, more));
    return await system.forewarn('payments', ['check', '--subject', SUBJECT, file, '--format', format]);
  };
  const record = (category: object, more: object = {}) =>
    JSON.stringify({
      type: 'object',
      properties: { id: { type: 'string' }, category: { $ref: '#/$defs/category' }, ...more },
      required: ['id', 'category'],
      $defs: { category },
    });
  const dayIn = (days: number) => new Date(system.cloud.clock.now().getTime() + days * DAY).toISOString().slice(0, 10);
  /** The command as it was shown, with a reason, and another date if one is given. */
  const approve = async (reason: string, { as = 'fraud-ml', until = command[8] ?? '' } = {}) =>
    await system.forewarn(as, [...command.slice(0, 8), until, '--reason', reason]);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'forewarn-approval-'));
    system = await startSystem();
    await system.addTeam('payments', ['read', 'publish'], 'payments');
    const schema = JSON.parse(record({ type: 'integer' }));
    await system.call('POST', `/v1/subjects/${SUBJECT}/versions`, { as: 'payments', body: { schema } });
    for (const [team, consumer, pointer] of [
      ['fraud-ml', 'fraud', '/category'],
      ['growth-ml', 'churn', '/id'],
    ] as const) {
      await system.addTeam(team, ['read', 'subscribe']);
      const body = { tier: 'standard', slack: { channel: `#${team}` }, releases: ['v7'] };
      await system.call('PUT', `/v1/consumers/${consumer}`, { as: team, body });
      const subscription = { trainedOn: 'head', reads: [{ pointer }] };
      await system.call('PUT', `/v1/consumers/${consumer}/subscriptions/${SUBJECT}`, { as: team, body: subscription });
    }
  }, 180_000);
  afterAll(async () => {
    await system?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('is asked for where a model breaks, with the command to type', async () => {
    const { code, stdout } = await check({ type: 'string' });
    expect(code).toBe(1);
    const shown = /or approve {3}@fraud-ml: forewarn (approve .*)$/m.exec(stdout)?.[1];
    expect(shown).toMatch(
      /^approve --subject payments\.transaction --change [0-9a-f]{12} --consumer fraud --until \d{4}-\d\d-\d\d --reason "…"$/,
    );
    command = shown?.split(' ') ?? [];
    const markdown = await check({ type: 'string' }, {}, 'markdown');
    expect(markdown.stdout).toContain(`change \`${command[4]}\``);
    expect(markdown.stdout).toContain(`forewarn ${shown}`);
  }, 60_000);

  it('is refused to every token but the owner’s, and without a reason', async () => {
    for (const as of ['growth-ml', 'payments'])
      expect(await approve('we would not mind', { as })).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('with a token of its own team that has the verb "subscribe"'),
      });
    // As it is copied from the comment, without a reason of one's own.
    expect(await approve('…')).toMatchObject({ code: 2, stderr: expect.stringContaining('reason') });
    expect((await system.call('GET', APPROVALS, { as: 'payments' })).body).toEqual({ items: [] });
  }, 60_000);

  it('lets later commits pass, which say who approved, until when and why', async () => {
    const given = await approve('we retrain on Monday');
    expect(given).toMatchObject({ code: 0, stdout: expect.stringContaining(`✓ fraud: ${command[4]} of ${SUBJECT}`) });
    const { code, stdout } = await check({ type: 'string' }, { note: { type: 'string' } });
    expect(code).toBe(0);
    expect(stdout).toContain('BREAKING type-changed /category integer -> string');
    expect(stdout).toContain(`approved by @fraud-ml until ${command[8]}: we retrain on Monday`);
  }, 60_000);

  it('is asked for anew once the change itself changes', async () => {
    const { code, stdout } = await check({ type: 'boolean' });
    expect(code).toBe(1);
    expect(stdout).toContain('or approve   @fraud-ml');
    expect(stdout).not.toContain(command[4]);
    expect((await check({ type: 'string' })).code).toBe(0);
  }, 60_000);

  it('ends on its date, and the check says so', async () => {
    await system.call('POST', '/__local/clock', { body: { advance: 'P20D' } });
    const { code, stdout } = await check({ type: 'string' });
    expect(code).toBe(1);
    expect(stdout).toContain(`lapsed   by @fraud-ml until ${command[8]}: we retrain on Monday`);
  }, 60_000);

  it('is bounded by the policy, is taken back, and leaves a trail', async () => {
    expect(await approve('too long', { until: dayIn(100) })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('the policy lets an approval hold for P90D'),
    });
    expect(await approve('for a while', { until: dayIn(30) })).toMatchObject({ code: 0 });
    expect((await check({ type: 'string' })).code).toBe(0);
    const revoke = ['approve', '--revoke', '--subject', SUBJECT, '--change', command[4] ?? '', '--consumer', 'fraud'];
    expect((await system.forewarn('growth-ml', revoke)).code).toBe(2);
    expect(await system.forewarn('fraud-ml', revoke)).toMatchObject({ code: 0 });
    expect((await check({ type: 'string' })).code).toBe(1);
    const trail = await system.call('GET', `/v1/audit-events?subject=${SUBJECT}&limit=3`, { as: 'payments' });
    expect(trail.body.items).toMatchObject([
      { action: 'approval.revoked', consumer: 'fraud', team: 'fraud-ml' },
      { action: 'change.approved', detail: { reason: 'for a while' } },
      { action: 'change.approved', detail: { reason: 'we retrain on Monday' } },
    ]);
  }, 60_000);

  it('opens the migration as acknowledged when the change is published, and is told so', async () => {
    await approve('we retrain on Monday', { until: dayIn(30) });
    const listed = await system.forewarn('fraud-ml', ['approvals', '--subject', SUBJECT]);
    expect(listed.stdout).toMatch(new RegExp(`${command[4]} +fraud +fraud-ml +${dayIn(30)} .*we retrain on Monday`));
    const body = { schema: JSON.parse(record({ type: 'string' })) };
    const { body: published } = await system.call('POST', `/v1/subjects/${SUBJECT}/versions`, { as: 'payments', body });
    expect(published.status).toBe('proposed');
    await system.settle();
    const path = `/v1/announcements/${published.announcementId}/migrations`;
    const { body: migrations } = await system.call('GET', path, { as: 'payments' });
    expect(migrations.items).toMatchObject([
      { consumer: 'fraud', state: { name: 'acknowledged', approved: 'we retrain on Monday' } },
    ]);
    const [message] = (await system.slack()).filter(({ channel }) => channel === '#fraud-ml');
    expect(message?.text).toContain('approved it before it was published: we retrain on Monday');
  }, 60_000);
});
