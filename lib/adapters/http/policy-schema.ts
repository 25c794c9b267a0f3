import { Temporal } from 'temporal-polyfill';
import * as Type from 'typebox';
import { Members } from './shape.ts';

const LONGEST_DAYS = 3660;

/** An ISO 8601 duration of whole days, weeks, months or years, zero to ten years: deadlines are calendar days. */
const DayDuration = Type.Refine(
  Type.String({ maxLength: 40, description: 'ISO 8601 duration in days or longer units', examples: ['P14D'] }),
  isDayDuration,
  () => 'must be an ISO 8601 duration of whole days, at most ten years, e.g. P14D',
);

/** What an organisation or a subject may decide for itself; what it leaves out is decided above it. */
export const PolicyOverridesSchema = Members({
  compatibility: Type.Optional(
    Type.Enum(['NONE', 'BACKWARD', 'BACKWARD_TRANSITIVE', 'FORWARD', 'FORWARD_TRANSITIVE', 'FULL', 'FULL_TRANSITIVE']),
  ),
  contentModel: Type.Optional(Type.Enum(['declared', 'open'])),
  formatMode: Type.Optional(Type.Enum(['annotation', 'assertion'])),
  onBreaking: Type.Optional(Type.Enum(['propose', 'announce', 'reject'])),
  notice: Type.Optional(
    Members({
      critical: Type.Optional(DayDuration),
      standard: Type.Optional(DayDuration),
      experimental: Type.Optional(DayDuration),
    }),
  ),
  reminders: Type.Optional(Type.Array(DayDuration, { maxItems: 10, uniqueItems: true })),
  remindersAcknowledged: Type.Optional(Type.Array(DayDuration, { maxItems: 10, uniqueItems: true })),
  holdCritical: Type.Optional(DayDuration),
  holdObjection: Type.Optional(DayDuration),
  staleAfter: Type.Optional(DayDuration),
});

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
