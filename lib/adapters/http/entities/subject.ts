import * as Type from 'typebox';
import type { SchemaVersion, Subject } from '../../../domain/subject.ts';
import { ManifestShape, SourceShape } from '../shapes.ts';
import { Count, DueDate, Entity, Instant, List, mirrors, Revision, Text } from './entity.ts';
import { PolicyOverridesShape } from './policy.ts';
import { JudgedShape } from './verdict.ts';

const VersionNumber = (description: string) => Type.Integer({ minimum: 1, description });

export const SUBJECT = {
  name: Type.String({ examples: ['payments.transaction-authorized'] }),
  ownerTeam: Text('The producer team.'),
  status: Type.Enum(['active', 'retired']),
  head: Type.Optional(VersionNumber('The newest live version; absent before the first goes live.')),
  latest: Count('The newest version, whatever its status.'),
  policy: PolicyOverridesShape,
  observeUntil: Type.Optional(DueDate('Until then the subject is only observed: nothing is announced.')),
  dueAt: Type.Optional(Instant("When the end of that joins the owner's weekly report.")),
  imported: Type.Optional(VersionNumber('The newest version that was imported from a history.')),
  tiers: Type.Object(
    { critical: Count('Critical ones.'), standard: Count('Standard ones.'), experimental: Count('Experimental ones.') },
    { description: 'Subscriptions of each tier.' },
  ),
  exacting: Count('Subscriptions with own expectations or `strict`, which every change is judged for.'),
  generation: Count('Counts breaking versions that went live: a proposal is of its own generation only.'),
  proposal: Type.Optional(Text('The announcement of the newest proposal.')),
  retirement: Type.Optional(Text('The announcement that it will be retired, while its readers are waited for.')),
  live: Type.Optional(
    List(Type.String(), { description: 'Announcements of breaking versions that are live, newest first, at most 5.' }),
  ),
  source: Type.Optional(SourceShape),
  channel: Type.Optional(Text("Where the producer's team is notified of answers.", { examples: ['#payments-data'] })),
  createdAt: Instant(),
  revision: Revision,
};

export const SubjectShape = mirrors<Subject>()(
  Entity('Subject', SUBJECT, 'A named stream of data with one schema history.'),
);

const VersionStatusShape = Type.Enum(['proposed', 'active', 'deprecated', 'retired', 'withdrawn']);

export const VERSION = {
  subject: Type.String(),
  version: VersionNumber('Counts from 1.'),
  fingerprint: Text('SHA-256 of the canonical JSON (RFC 8785).', { pattern: '^[0-9a-f]{64}$' }),
  status: VersionStatusShape,
  sameAs: Type.Optional(VersionNumber('The older version with the same content, where a change was taken back.')),
  announcementId: Type.Optional(Text('The announcement that tells its readers.')),
  manifest: Type.Optional(ManifestShape),
  source: Type.Optional(SourceShape),
  generation: Count("The subject's generation when it was compared."),
  judged: Type.Optional(JudgedShape),
  publishedAt: Instant(),
  publishedBy: Text('The principal, e.g. `token:01J…`.'),
  deprecatedAt: Type.Optional(Instant('When a breaking successor went live.')),
  sunset: Type.Optional(DueDate('When it ends.')),
  successor: Type.Optional(VersionNumber('The version that took its place.')),
  revision: Revision,
};

export const SchemaVersionShape = mirrors<SchemaVersion>()(
  Entity('SchemaVersion', VERSION, 'An immutable, numbered schema of a subject; only its status moves.'),
);
