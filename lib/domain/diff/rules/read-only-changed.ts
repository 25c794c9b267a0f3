import { BOTH_SAFE, defineRule } from '../rule.ts';

export const readOnlyChanged = defineRule({
  id: 'read-only-changed',
  describe: 'Whether a value is `readOnly` changed.',
  why: 'It says who may set the value; what readers are sent stays the same.',
  kind: 'annotation',
  severity: BOTH_SAFE,
  harm: 'None by itself; a value that users may now set may be distributed otherwise.',
  advice: 'Ask who sets the value from now on.',
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
