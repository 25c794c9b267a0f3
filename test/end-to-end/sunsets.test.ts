import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type System, startSystem } from './system.ts';

const BEGIN = '2026-11-30T09:00:00.000Z';

/** What a producer and a reader see of a sunset that was told; by the command line only. */
describe('a sunset that was told for 1 June 2027', () => {
  let system: System;
  let folder: string;
  const path = (name: string) => join(folder, `${name}.json`);
  const moveClock = async (now: string) => {
    await system.call('POST', '/__local/clock', { body: { now } });
    await system.settle();
  };
  const check = async (subject: string, file: string, ...more: string[]) =>
    await system.forewarn('shop', ['check', '--subject', subject, path(file), ...more]);
  const publish = async (subject: string, file: string, ...more: string[]) =>
    await system.forewarn('shop', ['publish', '--subject', subject, path(file), '--wait', ...more]);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'forewarn-sunsets-'));
    const write = async (name: string, b: object | undefined) => {
      const properties = { a: { type: 'integer' }, ...(b ? { b: { type: 'integer', ...b } } : {}) };
      const $schema = 'https://json-schema.org/draft/2020-12/schema';
      await writeFile(path(name), JSON.stringify({ $schema, type: 'object', properties }));
    };
    await write('first', {});
    await write('marked', { deprecated: true, 'x-sunset': '2027-06-01' });
    await write('sooner', { deprecated: true, 'x-sunset': '2026-12-20' });
    await write('soon', { deprecated: true, 'x-sunset': 'soon' });
    await write('gone', undefined);
    system = await startSystem();
    await moveClock(BEGIN);
    await system.addTeam('shop', ['read', 'publish'], 'shop');
    await system.addTeam('ml', ['read', 'subscribe']);
  }, 180_000);
  afterAll(async () => await system?.stop());

  async function tell(subject: string, consumer: string): Promise<void> {
    expect((await publish(subject, 'first')).code).toBe(0);
    const words = ['--consumer', consumer, '--team', 'ml', '--subject', subject, '--trained-on', '1', '--reads', '/b'];
    expect((await system.forewarn('ml', ['subscribe', ...words])).code).toBe(0);
    expect((await publish(subject, 'marked')).code).toBe(0);
    await system.settle();
  }

  it('is the earliest date for a removal, and no other is taken', async () => {
    await tell('shop.p', 'p1');
    const early = ['--sunset', '2026-12-20'];
    for (const { code, stdout, stderr } of [
      await check('shop.p', 'gone', ...early),
      await publish('shop.p', 'gone', ...early),
    ]) {
      expect(code).toBe(1);
      expect(stdout + stderr).toContain('readers were told 2027-06-01');
    }
    expect(await publish('shop.p', 'sooner')).toMatchObject({ code: 1 });
    expect((await publish('shop.p', 'gone')).code).toBe(0);
    await system.settle();
    const { stdout } = await system.forewarn('ml', ['migrations', '--consumer', 'p1']);
    expect(
      stdout.match(/\d{4}-\d{2}-\d{2}/g)?.every((date) => date === '2027-06-01' || date.startsWith('2026-11')),
    ).toBe(true);
  }, 120_000);

  it('cannot be a text that is not a date, which both doors say with the form', async () => {
    for (const { code, stdout, stderr } of [await check('shop.p', 'soon'), await publish('shop.p', 'soon')]) {
      expect(code).toBe(2);
      expect(stdout + stderr).toContain('"soon" is not a date; write a day as 2026-12-08');
    }
  }, 60_000);

  it('is kept until its day is over everywhere, and then check and publish agree', async () => {
    await tell('shop.r', 'r1');
    await moveClock('2027-06-02T11:00:00.000Z');
    const before = await check('shop.r', 'gone', '--sunset', '2027-06-01');
    expect(before.code).toBe(1);
    await moveClock('2027-06-02T12:00:00.000Z');
    const after = await check('shop.r', 'gone');
    expect(after.code).toBe(0);
    expect(after.stdout).toContain('its sunset has passed: its readers were told');
    const published = await publish('shop.r', 'gone');
    expect(published.code).toBe(0);
    expect(published.stdout).toContain('v3 active');
  }, 120_000);
});
