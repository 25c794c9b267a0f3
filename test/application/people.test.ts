import { beforeEach, describe, expect, it } from 'vitest';
import { createHttpHandler, type HandlerPorts } from '../../lib/adapters/http/handler.ts';
import { announcementRoutes } from '../../lib/adapters/http/routes/announcements.ts';
import { answerMigrations } from '../../lib/application/answering/answer-migrations.ts';
import { openForm } from '../../lib/application/answering/open-form.ts';
import { readGate } from '../../lib/application/deploying/gate.ts';
import type { Answer } from '../../lib/domain/migration/answer.ts';
import { A_CONTEXT, anEvent } from '../adapters/http/an-event.ts';
import { ScriptedDirectory } from '../fakes/scripted-directory.ts';
import { SUBJECT, transaction, World } from './world.ts';

const TOKEN = 'token:01M8000000000000000000TEAM';
const NAME = 'team ml (retraining)';
let world: World;
let id = '';

beforeEach(async () => {
  world = new World();
  world.store.seed('token', {
    id: TOKEN.slice('token:'.length),
    secretHash: 'x',
    team: 'ml',
    verbs: ['subscribe'],
    description: 'retraining',
    createdBy: 'bootstrap',
    createdAt: '2026-11-20T09:00:00.000Z',
    expiresAt: '2027-11-20T09:00:00.000Z',
    revision: 1,
  });
  const payments = {
    name: 'payments',
    prefixes: [],
    slack: { users: ['U0PAY'] },
    createdAt: '2026-11-20T09:00:00.000Z',
  };
  await world.store.ensure([{ put: 'team', item: { ...payments, revision: 1 } }]);
  await world.grant();
  await world.publish(transaction());
  await world.subscribe('fraud', ['/category'], { team: 'ml' });
  const published = await world.publish(transaction({ category: { type: 'string' } }));
  id = (published.outcome === 'created' && published.announcementId) || '';
  await world.planAll(id);
});

const answer = (said: Answer) =>
  answerMigrations(
    {
      announcement: id,
      consumers: ['fraud'],
      answer: said,
      principal: { id: TOKEN, team: 'ml', verbs: ['subscribe'] },
    },
    world,
  );

describe('Who acted by a token is named by team and purpose', () => {
  it.each<Answer>([{ answer: 'migrated' }, { answer: 'not-affected', reason: 'it reads another field by now' }])(
    'at the gate, after $answer',
    async (said) => {
      await answer(said);
      const environment = 'production';
      const [model] = (await readGate({ subject: SUBJECT, version: '2', environment }, world)).models;

      expect(model?.detail).toContain(`${NAME} says so`);
      expect(model?.detail).not.toContain('token:');
    },
  );

  it('to whoever says the same again', async () => {
    await answer({ answer: 'acknowledge' });

    expect(await answer({ answer: 'acknowledge' })).toMatchObject([
      { outcome: 'unchanged', because: `${NAME} acknowledged it already` },
    ]);
  });

  it('in the form that grants more time, and what is stored keeps the id', async () => {
    await answer({ answer: 'extend', until: '2027-06-30', reason: 'freeze' });
    const directory = new ScriptedDirectory();
    const ports = { ...world, directory, forms: directory, patience: async () => undefined };
    const about = { announcement: id, team: 'ml', seen: world.clock.now(), consumers: ['fraud'] };
    const press = { kind: 'press', answer: 'grant', about, user: 'U0PAY', at: world.clock.now() } as const;
    await openForm(press, 'trigger', ports);

    expect(JSON.stringify(directory.opened)).toContain(`asks ${NAME}: freeze`);
    expect((await world.migrations(id))[0]?.state).toMatchObject({ by: TOKEN });
  });
});

describe('GET /v1/principals', () => {
  async function nameOf(asked: string): Promise<unknown> {
    const keptReplies: HandlerPorts['keptReplies'] = { once: (_request, work) => work() };
    const handler = createHttpHandler(announcementRoutes, () => ({ ...world, keptReplies }));
    const event = anEvent({ routeKey: 'GET /v1/principals', query: { id: asked } });
    return JSON.parse((await handler(event, A_CONTEXT)).body ?? '');
  }

  it('names a token', async () => {
    expect(await nameOf(TOKEN)).toEqual({ id: TOKEN, name: NAME });
  });

  it.each(['token:01M8000000000000000000GONE', 'bootstrap', 'oidc:https://ci.example.com#a=1'])(
    'leaves %s as it is, which nobody has named',
    async (asked) => {
      expect(await nameOf(asked)).toEqual({ id: asked, name: asked });
    },
  );
});
