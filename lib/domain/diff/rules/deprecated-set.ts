import { defineRule } from '../rule.ts';

export const deprecatedSet = defineRule({
  id: 'deprecated-set',
  describe: 'A place is now `deprecated`.',
  why: 'Nothing changes yet: it is the notice that something will.',
  kind: 'annotation',
  severity: { serving: 'dangerous', training: 'safe' },
  harm: 'None yet; the field may go at its sunset.',
  forProducer: 'Name a successor of {field} in its description, and give an `x-sunset` that leaves its readers time.',
  forReader: 'Plan the move to its successor before `x-sunset`; where there is none, train without the field.',
  find(pair) {
    const [before, after] = [pair.old, pair.next].map((node) => node.isSet('deprecated'));
    if (before || !after) return [];
    return [{ schemaPointer: pair.next.pointerOf('deprecated'), before: false, after: true, what: 'deprecated' }];
  },
});
