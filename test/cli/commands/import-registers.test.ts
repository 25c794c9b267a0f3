import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { fromPlain } from '../../../lib/domain/schema/json.ts';
import { parseSchemaValue } from '../../../lib/domain/schema/parse-schema.ts';
import { FakeRegistry } from '../fake-registry.ts';
import { GitRepository } from '../git-repository.ts';
import { run } from '../run.ts';

const registry = new FakeRegistry();
beforeAll(() => registry.start());
beforeEach(() => registry.reset());
afterAll(() => registry.stop());

const SUBJECT = '/v1/subjects/payments.cards';
const contents = [{ type: 'integer' }, { type: ['integer', 'null'] }, { type: 'string' }];

const fingerprint = (content: unknown): string => {
  const parsed = parseSchemaValue(fromPlain(content));
  if (!parsed.ok) throw new Error('no schema');
  return parsed.schema.fingerprint;
};

function importHistory() {
  const repository = new GitRepository({ 'card.json': contents[0] });
  for (const content of contents.slice(1)) {
    repository.write({ 'card.json': content });
    repository.commit('next');
  }
  return run(['import', '--git', 'card.json', '--subject', 'payments.cards'], {
    cwd: repository.folder,
    env: { FOREWARN_URL: registry.url, FOREWARN_TOKEN: 'fw_secret' },
  });
}

const created = (version: number) => ({ status: 201, body: { version, outcome: 'created', changes: [] } });
const knows = (...known: readonly unknown[]) =>
  registry.on(`GET ${SUBJECT}`, { status: 200, body: { name: 'payments.cards' } }).on(`GET ${SUBJECT}/versions`, {
    status: 200,
    body: { items: known.map((content) => ({ fingerprint: fingerprint(content) })).reverse() },
  });

const sent = () => registry.requests.filter(({ method }) => method === 'POST').map(({ body }) => JSON.parse(body));

it('registers each version in order as an import, with its commit and its date', async () => {
  registry.on(`POST ${SUBJECT}/versions`, created(1), created(2), created(3));

  const { exit, stdout } = await importHistory();

  expect(sent()).toMatchObject(
    contents.map((schema) => ({
      schema,
      import: true,
      source: {
        commit: expect.stringMatching(/^[0-9a-f]{40}$/),
        committedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        file: 'card.json',
      },
    })),
  );
  expect(stdout).toContain('Registered 3 versions. Nobody was told.\n');
  expect(exit).toBe(0);
});

it('goes on behind what an earlier run has registered', async () => {
  knows(contents[0], contents[1]).on(`POST ${SUBJECT}/versions`, created(3));

  const { stdout } = await importHistory();

  expect(sent().map(({ schema }) => schema)).toEqual([contents[2]]);
  expect(stdout).toContain('Registered 1 version; 2 were there already.');
});

it('refuses to mix with versions of another history', async () => {
  knows(contents[0], contents[2]);

  const { exit, stderr } = await importHistory();

  expect(stderr).toContain('payments.cards v2 is not what this history has there');
  expect(sent()).toEqual([]);
  expect(exit).toBe(1);
});

it('stops where somebody else publishes meanwhile', async () => {
  registry.on(`POST ${SUBJECT}/versions`, created(1), created(7));

  const { exit, stderr } = await importHistory();

  expect(stderr).toContain('payments.cards became v7 where this history has v2');
  expect(exit).toBe(1);
});

it('says what the registry refuses', async () => {
  const detail = 'v1 of payments.cards was published and not imported';
  registry.on(`POST ${SUBJECT}/versions`, { status: 409, body: { code: 'conflict', title: 'Conflict', detail } });

  const { exit, stderr } = await importHistory();

  expect(stderr).toContain(detail);
  expect(exit).toBe(1);
});
