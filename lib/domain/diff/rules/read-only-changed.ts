import { BOTH_SAFE, defineRule } from '../rule.ts';

export const readOnlyChanged = defineRule({
  id: 'read-only-changed',
  describe: 'Whether a value is `readOnly` changed.',
  why: 'It says who may set the value; what readers are sent stays the same.',
  kind: 'annotation',
  severity: BOTH_SAFE,
  harm: 'None by itself; a value that users may now set may be distributed otherwise.',
  forProducer: 'Say in the description of {field} who sets it from now on.',
  forReader: 'Ask who sets the value from now on, and whether it is still the same value.',
  find({ old, next }) {
    const [before, after] = [old.isSet('readOnly'), next.isSet('readOnly')];
    if (before === after) return [];
    return [
      {
        schemaPointer: (after ? next : old).pointerOf('readOnly'),
        before,
        after,
        what: after ? 'became read-only' : 'no longer read-only',
      },
    ];
  },
});
