import { describe, expect, it } from 'vitest';
import { withPeople } from '../../../lib/application/delivering/with-people.ts';
import type { MigrationState } from '../../../lib/domain/migration/state.ts';
import { renderSlack } from '../../../lib/domain/notification/slack/render-slack.ts';
import { identitySubject } from '../../../lib/domain/principal.ts';
import { ANNOUNCEMENT, migration, teamMessage } from '../../domain/notification/story.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

const ID = '01M8000000000000000000TEAM';
const BY = `token:${ID}`;
const AT = '2026-11-25T09:00:00.000Z';
const REQUEST = { at: AT, by: BY, until: '2026-12-20', reason: 'holidays' };

function storeWith(description: string): MemoryStore {
  const store = new MemoryStore();
  store.seed('token', {
    id: ID,
    secretHash: 'x',
    team: 'growth-ml',
    verbs: ['subscribe'],
    description,
    createdBy: 'bootstrap',
    createdAt: AT,
    expiresAt: '2027-11-25T09:00:00.000Z',
    revision: 1,
  });
  return store;
}
const textOf = async (state: MigrationState, store = storeWith('retraining <@U1>')): Promise<string> =>
  JSON.stringify(renderSlack(await withPeople(teamMessage({ migrations: [migration('fraud', { state })] }), store)));

describe('A message', () => {
  it.each<MigrationState>([
    { name: 'acknowledged', at: AT, by: BY },
    { name: 'extension-requested', ...REQUEST },
    { name: 'granted', at: AT, by: 'slack:U0614TZR7', until: '2026-12-20', requestedBy: BY, reason: 'holidays' },
    { name: 'denied', at: AT, by: BY },
    { name: 'objected', at: AT, by: BY, reason: 'too early' },
    { name: 'overdue', at: AT, request: REQUEST },
    { name: 'overdue', at: AT, acknowledged: { at: AT, by: BY } },
  ])('names whoever used a token by team and purpose where it is $name', async (state) => {
    const text = await textOf(state);

    expect(text).toContain('team growth-ml (retraining &lt;@\u2060U1&gt;)');
    expect(text).not.toContain('token:');
  });

  it('names a sign-in of CI by its team and its claims, and by who vouches for it if it is mapped no more', async () => {
    const issuer = 'https://token.actions.githubusercontent.com';
    const subject = identitySubject({ repository_id: '123456', repository: 'acme/payments' });
    const store = new MemoryStore();
    const state = { name: 'acknowledged', at: AT, by: `oidc:${issuer}#${subject}` } as const;

    expect(await textOf(state, store)).toContain(': a workflow (token.actions.githubusercontent.com) will handle it');
    store.seed('identity', { issuer, subject, team: 'payments', verbs: ['publish'], revision: 1 });
    expect(await textOf(state, store)).toContain(
      ': team payments (repository acme/payments, repository_id 123456 of token.actions.githubusercontent.com) will handle it',
    );
  });

  it('names the team alone where a token has no purpose, and nobody where it is gone', async () => {
    const state = { name: 'acknowledged', at: AT, by: BY } as const;

    expect(await textOf(state, storeWith(''))).toContain(': team growth-ml will handle it');
    expect(await textOf(state, new MemoryStore())).toContain(': somebody with a token will handle it');
  });

  it('names who answered what a follow-up tells, and who called it an emergency', async () => {
    const state = { name: 'acknowledged', at: AT, by: BY } as const;
    const store = storeWith('ci');
    const answered = teamMessage({ kind: 'answered', answer: { state, consumers: ['fraud'] } });
    const emergency = { ...ANNOUNCEMENT, emergency: { reason: 'leak', by: BY } };

    expect(renderSlack(await withPeople(answered, store)).text).toContain('team growth-ml (ci) will handle it');
    expect(renderSlack(await withPeople(teamMessage({ announcement: emergency }), store)).text).toContain(
      'because: leak (team growth-ml (ci))',
    );
  });
});
