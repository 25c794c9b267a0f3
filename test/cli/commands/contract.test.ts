import { describe, expect, it } from 'vitest';
import { run } from '../run.ts';

const trained = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  required: ['id', 'category'],
  properties: {
    id: { type: 'integer' },
    category: { enum: ['food', 'fuel'] },
    rows: { type: 'array', uniqueItems: true, items: { properties: { sku: { type: 'string' }, note: {} } } },
  },
};
const subscription = (subject: string, more: object) => ({ subject, trainedOn: 1, ...more });
const models = {
  consumers: [
    {
      name: 'fraud',
      subscriptions: [
        subscription('payments.card', { reads: ['/category'] }),
        subscription('payments.cash', { reads: [{ pointer: '/category', handles: ['missing', 'new-values'] }] }),
      ],
    },
    { name: 'churn', subscriptions: [subscription('payments.card', { reads: ['/rows/*/sku'] })] },
    { name: 'strict', subscriptions: [subscription('payments.card', { expectations: { required: ['id'] } })] },
  ],
};
const files = { 'v1.json': trained, 'forewarn.consumer.yaml': models };
const contract = (...argv: readonly string[]) => run(['contract', 'v1.json', ...argv], { files });

describe('forewarn contract', () => {
  it('prints what a model can take, seen through the fields it reads', async () => {
    const { exit, stdout, stderr } = await contract('--consumer', 'fraud', '--subject', 'payments.card');

    expect(JSON.parse(stdout)).toEqual({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      required: ['category'],
      properties: { category: { enum: ['food', 'fuel'] } },
    });
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
  });

  it('loosens what the model handles', async () => {
    const { stdout } = await contract('--consumer', 'fraud', '--subject', 'payments.cash', '--format', 'json');

    expect(JSON.parse(stdout)).toMatchObject({
      command: 'contract',
      result: { type: 'object', properties: { category: { type: 'string' } } },
      unsaid: [],
    });
  });

  it("prints a model's own expectations as they are", async () => {
    const { stdout } = await contract('--consumer', 'strict');
    expect(JSON.parse(stdout)).toEqual({ required: ['id'] });
  });

  it('warns of what it leaves out', async () => {
    const { exit, stderr } = await contract('--consumer', 'churn');

    expect(exit).toBe(0);
    expect(stderr).toBe(
      'warning: the contract asks for more than this schema says: uniqueItems over items that are only read in part at /*\n',
    );
  });

  it.each([
    { argv: ['--consumer', 'fraud'], says: 'several subscriptions (fraud of payments.card, fraud of payments.cash)' },
    { argv: ['--consumer', 'frued'], says: 'no such subscription; it has fraud of payments.card, fraud of payments' },
    { argv: ['nowhere.yaml'], says: 'nowhere.yaml cannot be read' },
  ])('refuses $argv', async ({ argv, says }) => {
    const { exit, stderr } = await contract(...argv);

    expect(exit).toBe(2);
    expect(stderr).toContain(says);
  });

  it('refuses to read both files from standard input, and what is not a schema', async () => {
    expect((await run(['contract', '-', '-'])).stderr).toContain('Both files are standard input');
    const ran = await run(['contract', 'v1.json', '--consumer', 'strict'], {
      files: { ...files, 'v1.json': { type: 1 } },
    });
    expect(ran).toMatchObject({ exit: 2, stderr: expect.stringContaining('v1.json is not a JSON Schema') });
  });
});
