import type { Change } from '../change.ts';
import { defineRule } from '../rule.ts';

export const subjectRetired = defineRule({
  id: 'subject-retired',
  describe: 'The subject ends: nothing of it is sent any more.',
  why: 'No comparison finds it; it is what `forewarn retire`, or a publish without the schema, announces. History stays readable.',
  kind: 'presence',
  severity: { serving: 'breaking', training: 'safe' },
  harm: 'No record arrives any more: features made of it may go stale or missing without an error.',
  forProducer: 'Keep sending the subject until its last reader has moved, and name what takes its place.',
  forReader: 'Find out what takes its place, move the model there, and unsubscribe it from this subject.',
  find() {
    return [];
  },
});

/** The message to the readers of a subject that ends. */
export const retiredChange = (subject: string): Change => ({
  ruleId: subjectRetired.id,
  pointer: '',
  schemaPointer: '',
  severity: subjectRetired.severity,
  message: `${subject} is retired: nothing of it is sent any more`,
  harm: subjectRetired.harm,
  advice: subjectRetired.forReader,
});
