import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FakeRegistry } from '../fake-registry.ts';
import { run } from '../run.ts';

const registry = new FakeRegistry();
beforeAll(() => registry.start());
afterAll(() => registry.stop());
beforeEach(() => registry.reset());

const retire = (...more: string[]) =>
  run(['retire', 'ev.pay', ...more], { env: { FOREWARN_URL: registry.url, FOREWARN_TOKEN: 't' } });
const answers = (body: object, status = 200) =>
  registry.on('POST /v1/subjects/ev.pay/retire', { status, body: { name: 'ev.pay', status: 'active', ...body } });
const sent = () => JSON.parse(registry.requests[0]?.body ?? '');

describe('forewarn retire', () => {
  it('says that the end is announced, until when the last reader has notice, and where to read on', async () => {
    const minimumNotice = { tier: 'standard', duration: 'P14D', earliest: '2026-12-08' };
    answers({ outcome: 'announced', announcementId: '01END', minimumNotice });

    const { exit, stdout } = await retire('--sunset', '2026-12-08');

    expect([exit, stdout]).toEqual([
      0,
      `✓ ev.pay will be retired: its readers are told, and it ends once they have come through or their dates are over.
  The last of them has notice until 2026-12-08.
  forewarn announcements show 01END
`,
    ]);
    expect(sent()).toEqual({ sunset: '2026-12-08' });
  });

  it.each([
    { outcome: 'retired', says: '✓ ev.pay is retired.\n' },
    { outcome: 'unchanged', says: '✓ ev.pay is retired already.\n' },
  ])('says what became of it: $outcome', async ({ outcome, says }) => {
    answers({ status: 'retired', outcome });
    expect(await retire()).toMatchObject({ exit: 0, stdout: says });
  });

  it('names who holds what was announced before', async () => {
    const holding = [{ consumer: 'fraud', team: 'ml', detail: 'notified; holds until 2026-12-08 at the latest' }];
    answers({ outcome: 'waits', announcementId: '01END', holding });
    expect((await retire()).stdout).toContain(
      '  waits for fraud (ml): notified; holds until 2026-12-08 at the latest\n',
    );
  });

  it('ends it without notice as an emergency', async () => {
    answers({ status: 'retired', outcome: 'retired', announcementId: '01END' });
    const { stdout } = await retire('--emergency', '--reason', 'the feed is switched off');
    expect(stdout).toContain('  Its readers are told.\n');
    expect(sent()).toEqual({ emergency: { reason: 'the feed is switched off' } });
  });

  it('keeps it with a reason', async () => {
    registry.on('POST /v1/subjects/ev.pay/retirement/withdraw', {
      status: 200,
      body: { name: 'ev.pay', status: 'active' },
    });
    const { exit, stdout } = await retire('--withdraw', '--reason', 'the new feed is late');
    expect([exit, stdout]).toEqual([0, '✓ ev.pay stays: whoever was told that it ends is told so.\n']);
    expect(sent()).toEqual({ reason: 'the new feed is late' });
  });

  it('fails with the refusal of a date that is too soon', async () => {
    answers({ code: 'notice-too-short', title: 'Too short', detail: '2026-12-01 is too soon', errors: [] }, 409);
    expect(await retire('--sunset', '2026-12-01')).toMatchObject({
      exit: 1,
      stderr: expect.stringContaining('2026-12-01 is too soon'),
    });
  });

  it.each([
    { flags: ['--sunset', 'soon'], says: 'is not a date' },
    { flags: ['--emergency'], says: '--emergency needs --reason' },
    { flags: ['--withdraw'], says: '--withdraw needs --reason' },
    { flags: ['--reason', 'because'], says: '--reason belongs to --emergency or --withdraw' },
    { flags: ['--withdraw', '--reason', 'because', '--sunset', '2026-12-08'], says: 'leave --sunset' },
  ])('refuses $flags', async ({ flags, says }) => {
    expect(await retire(...flags)).toMatchObject({ exit: 2, stderr: expect.stringContaining(says) });
  });
});
