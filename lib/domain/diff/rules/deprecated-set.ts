import { defineRule } from '../rule.ts';

export const deprecatedSet = defineRule({
  id: 'deprecated-set',
  describe: 'A place is now `deprecated`.',
  why: 'Nothing changes yet: it is the notice that something will.',
  kind: 'annotation',
  severity: { serving: 'dangerous', training: 'safe' },
  harm: 'None yet; the field may go at its sunset.',
  advice: 'Plan the move to its successor before `x-sunset`.',
  find(pair) {
    const [before, after] = [pair.old, pair.next].map((node) => node.isSet('deprecated'));
    if (before || !after) return [];
    return [{ schemaPointer: pair.next.pointerOf('deprecated'), before: false, after: true, what: 'deprecated' }];
  },
});
