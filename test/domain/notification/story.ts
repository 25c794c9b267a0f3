import type { Announcement } from '../../../lib/domain/announcement.ts';
import type { Change } from '../../../lib/domain/diff/change.ts';
import type { Migration } from '../../../lib/domain/migration/migration.ts';
import type { TeamMessage } from '../../../lib/domain/notification/words/team-message.ts';
import { announcedPolicy } from '../../../lib/domain/policy/settings/announced-policy.ts';
import { DEFAULT_POLICY } from '../../../lib/domain/policy/settings/policy.ts';

/** The change of the project's own story: `category` becomes a string, and two models of one team read it. */
export const CATEGORY: Change = {
  ruleId: 'type-changed',
  pointer: '/category',
  schemaPointer: '/properties/category/type',
  before: 'integer',
  after: 'string',
  severity: { serving: 'breaking', training: 'breaking' },
  message: 'category changes from integer to string',
  harm: 'pandas with errors="coerce" may turn this into NaN, silently.',
  advice: 'Keep category and add a field beside it, or read both types before the date.',
};

export const ANNOUNCEMENT: Announcement = {
  id: '01KAK3V8XQ0000000000000001',
  kind: 'breaking',
  status: 'open',
  subject: 'payments.transaction-authorized',
  ownerTeam: 'payments',
  version: 13,
  previous: 12,
  generation: 1,
  live: false,
  observed: false,
  changes: [CATEGORY],
  changeCount: 1,
  affected: 2,
  createdAt: '2026-11-24T09:00:00.000Z',
  createdBy: 'ci',
  revision: 1,
  manifest: {
    migrationDocumentationUrl: 'https://wiki.example.com/payments/category-map.md',
    contact: '#payments-data',
    steps: 'Read v13 and deploy; recording that deployment closes this.',
  },
  source: { pullRequest: 'https://github.com/acme/payments/pull/412' },
};

/** The same, after an administrator loosened what it goes by. */
export const LOOSENED: Announcement = {
  ...ANNOUNCEMENT,
  policy: announcedPolicy({ ...DEFAULT_POLICY, staleAfter: 'P30D' }),
  loosened: {
    at: '2026-11-25T09:00:00.000Z',
    by: 'token:admin',
    reason: 'nobody runs in eu any more',
    madeUnder: announcedPolicy({ ...DEFAULT_POLICY, liveEnvironments: ['production', 'eu'] }),
    told: false,
  },
};

export const migration = (consumer: string, more: Partial<Migration> = {}): Migration => ({
  announcementId: ANNOUNCEMENT.id,
  consumer,
  team: 'fraud-ml',
  tier: 'standard',
  subject: ANNOUNCEMENT.subject,
  version: 13,
  releases: ['v7'],
  slack: { channel: '#fraud-ml', mention: 'S0614TZR7' },
  concern: 'breaking',
  state: { name: 'notified', at: ANNOUNCEMENT.createdAt },
  deadline: '2026-12-08',
  announcedDeadline: '2026-12-08',
  verdict: 'breaking',
  kind: 'rejected',
  witness: { user_id: 42, category: 'grocery', amount: 12.5 },
  pointers: ['/category'],
  changes: [CATEGORY],
  changeCount: 1,
  createdAt: ANNOUNCEMENT.createdAt,
  revision: 1,
  ...more,
});

export const teamMessage = (more: Partial<TeamMessage> = {}): TeamMessage => ({
  announcement: ANNOUNCEMENT,
  migrations: [migration('fraud'), migration('churn', { releases: ['v2'] })],
  kind: 'announced',
  team: 'fraud-ml',
  mention: 'S0614TZR7',
  holdCritical: 'P7D',
  holdUntold: 'P7D',
  registryUrl: 'https://registry.example.com',
  now: '2026-11-24T09:00:00.000Z',
  ...more,
});
