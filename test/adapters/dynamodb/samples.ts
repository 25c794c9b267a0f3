import type { Announcement } from '../../../lib/domain/announcement.ts';
import type { Approval } from '../../../lib/domain/approval.ts';
import type { AuditEntry } from '../../../lib/domain/audit.ts';
import type { Consumer, Subscription } from '../../../lib/domain/consumer.ts';
import type { Delivery } from '../../../lib/domain/delivery.ts';
import type { ModelDeployment, SubjectDeployment } from '../../../lib/domain/deployment.ts';
import type { Change } from '../../../lib/domain/diff/change.ts';
import type { Migration } from '../../../lib/domain/migration/migration.ts';
import { announcementDeliveryId, digestDeliveryId } from '../../../lib/domain/notification/plan/delivery-id.ts';
import { ExactNumber, type JsonValue, parseJson } from '../../../lib/domain/schema/json.ts';
import type { SchemaVersion, Subject } from '../../../lib/domain/subject.ts';

export const AT = '2026-11-21T09:00:00.000Z';
export const SUBJECT = 'payments.transaction-authorized';
export const ANNOUNCEMENT_ID = '01KAJ0000000000000000000A1';

let entries = 0;
export function auditEntry(more: Partial<AuditEntry> = {}): AuditEntry {
  entries++;
  const id = `01KAJ${String(entries).padStart(21, '0')}`;
  return { id, at: AT, action: 'test.done', principal: 'bootstrap', detail: {}, ...more };
}

export const subject = (more: Partial<Subject> = {}): Subject => ({
  name: SUBJECT,
  ownerTeam: 'payments',
  status: 'active',
  latest: 1,
  policy: { notice: { critical: 'P60D' } },
  tiers: { critical: 1, standard: 0, experimental: 2 },
  exacting: 0,
  generation: 0,
  createdAt: AT,
  revision: 1,
  ...more,
});

export const version = (more: Partial<SchemaVersion> = {}): SchemaVersion => ({
  subject: SUBJECT,
  version: 1,
  fingerprint: 'ab'.repeat(32),
  status: 'active',
  manifest: { message: 'category becomes a word', steps: '1. retrain' },
  source: { repository: 'acme/payments' },
  publishedAt: AT,
  generation: 0,
  publishedBy: 'bootstrap',
  revision: 1,
  ...more,
});

export const consumer = (more: Partial<Consumer> = {}): Consumer => ({
  name: 'fraud',
  team: 'fraud-ml',
  tier: 'critical',
  slack: { channel: '#fraud-ml', mention: 'S0614TZR7' },
  releases: ['v7', 'v8'],
  lastSeenAt: AT,
  createdAt: AT,
  revision: 1,
  ...more,
});

/** What DynamoDB's own types would not bring back: lost digits, `__proto__` as a name, empty names, nothing at all. */
export const AWKWARD_JSON: JsonValue = parsed(
  '{"__proto__":{"polluted":true},"":null,"amount":9007199254740993,"huge":1e400,"list":[[],{},"\\u0000"],"toString":0.1}',
);
function parsed(text: string): JsonValue {
  const answer = parseJson(text);
  if (!answer.ok) throw new Error(answer.detail);
  return answer.value;
}

export const subscription = (more: Partial<Subscription> = {}): Subscription => ({
  consumer: 'fraud',
  subject: SUBJECT,
  team: 'fraud-ml',
  tier: 'critical',
  trainedOn: 1,
  reads: [{ pointer: '/category', handles: ['new-values'] }],
  strict: false,
  expectations: AWKWARD_JSON,
  alreadyBroken: { kind: 'rejected', witness: AWKWARD_JSON, pointers: ['/category'] },
  createdAt: AT,
  revision: 1,
  ...more,
});

const change = (more: Partial<Change> = {}): Change => ({
  ruleId: 'type-changed',
  pointer: '/category',
  schemaPointer: '/properties/category/type',
  before: new ExactNumber('9007199254740993'),
  after: AWKWARD_JSON,
  severity: { serving: 'breaking', training: 'safe' },
  message: 'category changed from integer to string',
  harm: 'the model may read NaN',
  advice: 'add category_code beside it',
  witness: AWKWARD_JSON,
  ...more,
});

export const announcement = (more: Partial<Announcement> = {}): Announcement => ({
  id: ANNOUNCEMENT_ID,
  kind: 'breaking',
  status: 'planning',
  subject: SUBJECT,
  ownerTeam: 'payments',
  version: 2,
  previous: 1,
  generation: 0,
  observed: false,
  live: false,
  changes: [change()],
  changeCount: 1,
  affected: 0,
  createdAt: AT,
  createdBy: 'bootstrap',
  revision: 1,
  ...more,
});

export const migration = (more: Partial<Migration> = {}): Migration => ({
  announcementId: ANNOUNCEMENT_ID,
  consumer: 'fraud',
  team: 'fraud-ml',
  tier: 'critical',
  subject: SUBJECT,
  version: 2,
  releases: ['v7'],
  concern: 'breaking',
  state: { name: 'notified', at: AT },
  deadline: '2026-12-21T17:00:00.000Z',
  announcedDeadline: '2026-12-21T17:00:00.000Z',
  verdict: 'breaking',
  kind: 'rejected',
  witness: AWKWARD_JSON,
  pointers: ['/category'],
  changes: [change()],
  changeCount: 1,
  createdAt: AT,
  revision: 1,
  ...more,
});

/** What still gathers; it has no subject of its own. */
export const digest = (more: Partial<Delivery> = {}): Delivery => ({
  id: digestDeliveryId({ team: 'fraud-ml', channel: { kind: 'sns' }, week: '2026-W48' }),
  kind: 'digest',
  channel: { kind: 'sns' },
  announcementIds: [ANNOUNCEMENT_ID],
  team: 'fraud-ml',
  status: 'scheduled',
  attempts: 0,
  createdAt: AT,
  dueAt: '2026-11-23T09:00:00.000Z',
  revision: 1,
  ...more,
});

export const delivery = (more: Partial<Delivery> = {}): Delivery => ({
  id: announcementDeliveryId({
    announcementId: ANNOUNCEMENT_ID,
    kind: 'announced',
    channel: { kind: 'slack', channel: '#fraud-ml' },
    team: 'fraud-ml',
  }),
  kind: 'announced',
  channel: { kind: 'slack', channel: '#fraud-ml', mention: 'S0614TZR7' },
  subject: SUBJECT,
  version: 2,
  announcementId: ANNOUNCEMENT_ID,
  team: 'fraud-ml',
  status: 'pending',
  attempts: 0,
  createdAt: AT,
  revision: 1,
  ...more,
});

export const modelDeployment = (more: Partial<ModelDeployment> = {}): ModelDeployment => ({
  consumer: 'fraud',
  team: 'fraud-ml',
  environment: 'production',
  releases: [{ release: 'v8', reads: [{ subject: SUBJECT, version: 13 }], at: AT, by: 'token:ci' }],
  revision: 1,
  ...more,
});
export const subjectDeployment = (more: Partial<SubjectDeployment> = {}): SubjectDeployment => ({
  subject: SUBJECT,
  environment: 'production',
  version: 13,
  at: AT,
  by: 'token:ci',
  revision: 1,
  ...more,
});
export const approval = (more: Partial<Approval> = {}): Approval => ({
  subject: SUBJECT,
  change: '0123456789ab',
  consumer: 'fraud',
  team: 'fraud-ml',
  until: '2026-12-08',
  reason: 'we retrain on Monday',
  by: 'token:01KAJ0000000000000000000T1',
  at: AT,
  revision: 1,
  ...more,
});
