import { BOTH_DANGEROUS, defineRule } from '../rule.ts';
import { findChangedAnnotation, findChangedConstraint } from '../values/changed-keyword.ts';

export const contentChanged = defineRule({
  id: 'content-changed',
  describe:
    'The encoding or media type of a text, or what is said of its decoded content (`contentEncoding`, `contentMediaType`, `contentSchema`), came, went or changed.',
  why: 'Validators do not decode by default: every text passes, and decoders do not.',
  kind: 'annotation',
  severity: BOTH_DANGEROUS,
  harm: 'Decoding by the old encoding may fail, or yield bytes that mean nothing.',
  forProducer:
    'Keep the old encoding in {field}, and send the new one in a field of its own until the readers are ready.',
  forReader: 'Check what decodes this text, and make it take both before the change comes.',
  find(pair) {
    const [schema = findChangedAnnotation(pair, 'contentSchema')[0]] = findChangedConstraint(pair, 'contentSchema');
    return [
      ...['contentEncoding', 'contentMediaType'].flatMap((keyword) => findChangedAnnotation(pair, keyword)),
      ...(schema ? [{ ...schema, severity: BOTH_DANGEROUS }] : []),
    ];
  },
});
