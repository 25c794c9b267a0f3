import { BOTH_SAFE, defineRule } from '../rule.ts';

export const deprecatedRemoved = defineRule({
  id: 'deprecated-removed',
  describe: 'A place is no longer `deprecated`.',
  why: 'The notice was taken back.',
  kind: 'annotation',
  severity: BOTH_SAFE,
  harm: 'None; a migration that is under way may be needless.',
  forProducer: 'Tell the readers of {field} whether it stays for good.',
  forReader: 'Ask whether the field stays before you go back to it.',
  find(pair) {
    const [before, after] = [pair.old, pair.next].map((node) => node.isSet('deprecated'));
    if (!before || after) return [];
    return [
      { schemaPointer: pair.old.pointerOf('deprecated'), before: true, after: false, what: 'no longer deprecated' },
    ];
  },
});
