import { BOTH_SAFE, defineRule } from '../rule.ts';

export const dialectChanged = defineRule({
  id: 'dialect-changed',
  describe: 'The schema is written in another draft of JSON Schema.',
  why: 'Each side is read by its own draft, so that nothing changes for readers unless another rule says so.',
  kind: 'annotation',
  severity: BOTH_SAFE,
  harm: 'None; a validator that knows the old draft only may ignore or refuse the schema.',
  forProducer: "Write the schema in a draft that your readers' validators know.",
  forReader: 'Check that your validator knows the new draft.',
  find(pair) {
    const [before, after] = [pair.old.document.root.resource.dialect, pair.next.document.root.resource.dialect];
    // Said once, of the document.
    if (pair.next.pointer !== '' || before === after) return [];
    return [
      {
        schemaPointer: pair.next.pointerOf('$schema'),
        before,
        after,
        what: `draft changed from ${before} to ${after}`,
      },
    ];
  },
});
