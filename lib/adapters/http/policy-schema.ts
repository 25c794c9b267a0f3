import { Temporal } from 'temporal-polyfill';
import * as Type from 'typebox';
import { RECORD_VALUES } from '../../domain/policy/settings/policy.ts';
import { NAME_LENGTH, SUBJECT_NAME } from '../../domain/subject.ts';
import { List } from './entities/entity.ts';
import { Members } from './shape.ts';

const LONGEST_DAYS = 3660;

/** An ISO 8601 duration of whole days, weeks, months or years, zero to ten years: deadlines are calendar days. */
const DayDuration = Type.Refine(
  Type.String({ maxLength: 40, description: 'ISO 8601 duration in days or longer units', examples: ['P14D'] }),
  isDayDuration,
  () => 'must be an ISO 8601 duration of whole days, at most ten years, e.g. P14D',
);

const Durations = (description: string) => List(DayDuration, { maxItems: 10, uniqueItems: true, description });

const EnvironmentName = Type.String({ minLength: 1, maxLength: NAME_LENGTH, pattern: SUBJECT_NAME.source });

/** Every decision of a policy. */
export const POLICY_MEMBERS = {
  compatibility: Type.Enum([
    'NONE',
    'BACKWARD',
    'BACKWARD_TRANSITIVE',
    'FORWARD',
    'FORWARD_TRANSITIVE',
    'FULL',
    'FULL_TRANSITIVE',
  ]),
  contentModel: Type.Enum(['declared', 'open'], {
    description: 'Whether the producer emits declared members only, or anything that its schema does not forbid.',
  }),
  formatMode: Type.Enum(['annotation', 'assertion'], {
    description: 'Whether `format` only describes records, or rejects them.',
  }),
  onBreaking: Type.Enum(['propose', 'announce', 'reject'], {
    description: 'What a breaking publish does: waits as a proposal, goes live with an announcement, or is refused.',
  }),
  onUndecided: Type.Enum(['hold', 'pass'], {
    description:
      'What a publish does if nobody could prove whether it breaks: it waits or is refused as for a break, or passes. Readers are notified either way.',
  }),
  notice: { critical: DayDuration, standard: DayDuration, experimental: DayDuration },
  reminders: Durations('How long before a deadline reminders go out.'),
  remindersAcknowledged: Durations('The same, to those who acknowledged.'),
  holdCritical: DayDuration,
  holdObjection: DayDuration,
  holdUntold: DayDuration,
  extension: DayDuration,
  approval: DayDuration,
  liveEnvironments: List(EnvironmentName, {
    minItems: 1,
    maxItems: 10,
    uniqueItems: true,
    description: 'Environments in which a deployment of a version means that it is live.',
  }),
  categoryKeywords: List(Type.String({ minLength: 3, maxLength: 60, pattern: '^x-[A-Za-z0-9._-]+$' }), {
    maxItems: 10,
    uniqueItems: true,
    description: 'Keywords of your own that list categories without closing the set, as `x-extensible-enum` does.',
  }),
  recordValues: Type.Enum([...RECORD_VALUES], {
    description: 'Whether messages and answers show values of records, or generated ones of their types.',
  }),
  fallbackChannel: Type.String({
    maxLength: 80,
    description:
      'Slack channel in which administrators hear what no channel of a team took; empty: none. The organisation’s alone.',
    examples: ['#forewarn-admins'],
  }),
  staleAfter: DayDuration,
};

const { notice } = POLICY_MEMBERS;

/** The settings that an organisation or a subject may decide for itself; the level above decides what is left out. */
export const PolicyOverridesSchema = Members(
  {
    compatibility: Type.Optional(POLICY_MEMBERS.compatibility),
    contentModel: Type.Optional(POLICY_MEMBERS.contentModel),
    formatMode: Type.Optional(POLICY_MEMBERS.formatMode),
    onBreaking: Type.Optional(POLICY_MEMBERS.onBreaking),
    onUndecided: Type.Optional(POLICY_MEMBERS.onUndecided),
    notice: Type.Optional(
      Members({
        critical: Type.Optional(notice.critical),
        standard: Type.Optional(notice.standard),
        experimental: Type.Optional(notice.experimental),
      }),
    ),
    reminders: Type.Optional(POLICY_MEMBERS.reminders),
    remindersAcknowledged: Type.Optional(POLICY_MEMBERS.remindersAcknowledged),
    holdCritical: Type.Optional(POLICY_MEMBERS.holdCritical),
    holdObjection: Type.Optional(POLICY_MEMBERS.holdObjection),
    holdUntold: Type.Optional(POLICY_MEMBERS.holdUntold),
    extension: Type.Optional(POLICY_MEMBERS.extension),
    approval: Type.Optional(POLICY_MEMBERS.approval),
    liveEnvironments: Type.Optional(POLICY_MEMBERS.liveEnvironments),
    categoryKeywords: Type.Optional(POLICY_MEMBERS.categoryKeywords),
    recordValues: Type.Optional(POLICY_MEMBERS.recordValues),
    fallbackChannel: Type.Optional(POLICY_MEMBERS.fallbackChannel),
    staleAfter: Type.Optional(POLICY_MEMBERS.staleAfter),
  },
  { title: 'PolicyOverrides', description: 'What is left out is decided above it.' },
);

/** The settings that an administrator may give an announcement that is open; the domain decides which are allowed. */
export const LooseningSchema = Members(
  {
    contentModel: PolicyOverridesSchema.properties.contentModel,
    formatMode: PolicyOverridesSchema.properties.formatMode,
    onBreaking: PolicyOverridesSchema.properties.onBreaking,
    onUndecided: PolicyOverridesSchema.properties.onUndecided,
    notice: PolicyOverridesSchema.properties.notice,
    holdCritical: PolicyOverridesSchema.properties.holdCritical,
    holdObjection: PolicyOverridesSchema.properties.holdObjection,
    holdUntold: PolicyOverridesSchema.properties.holdUntold,
    extension: PolicyOverridesSchema.properties.extension,
    liveEnvironments: PolicyOverridesSchema.properties.liveEnvironments,
    staleAfter: PolicyOverridesSchema.properties.staleAfter,
  },
  { title: 'Loosening', description: 'What is left out stays as it is.' },
);

/** The limits of an organisation below which no policy may go; a limit that is left out is the default. */
export const FloorOverridesSchema = Members(
  {
    onBreaking: Type.Optional(POLICY_MEMBERS.onBreaking),
    onUndecided: Type.Optional(POLICY_MEMBERS.onUndecided),
    notice: Type.Optional(
      Members({
        critical: Type.Optional(notice.critical),
        standard: Type.Optional(notice.standard),
        experimental: Type.Optional(notice.experimental),
      }),
    ),
    holdCritical: Type.Optional(POLICY_MEMBERS.holdCritical),
    holdObjection: Type.Optional(POLICY_MEMBERS.holdObjection),
    holdUntold: Type.Optional(POLICY_MEMBERS.holdUntold),
    staleAfter: Type.Optional(POLICY_MEMBERS.staleAfter),
    liveEnvironments: Type.Optional(List(EnvironmentName, { maxItems: 10, uniqueItems: true })),
  },
  { title: 'FloorOverrides', description: 'What no policy may go below; what is left out is the default.' },
);

function isDayDuration(text: string): boolean {
  try {
    const duration = Temporal.Duration.from(text);
    const isWhole = duration.sign >= 0 && !text.toUpperCase().includes('T');
    return isWhole && duration.total({ unit: 'day', relativeTo: '2026-01-01' }) <= LONGEST_DAYS;
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return false;
    throw error;
  }
}
