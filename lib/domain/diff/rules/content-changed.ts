import { findChangedAnnotation, findChangedConstraint } from '../changed-keyword.ts';
import { BOTH_DANGEROUS, defineRule } from '../rule.ts';

export const contentChanged = defineRule({
  id: 'content-changed',
  describe:
    'The encoding or media type of a text, or what is said of its decoded content (`contentEncoding`, `contentMediaType`, `contentSchema`), came, went or changed.',
  why: 'Validators do not decode by default: every text passes, and decoders do not.',
  kind: 'annotation',
  severity: BOTH_DANGEROUS,
  harm: 'Decoding by the old encoding may fail, or yield bytes that mean nothing.',
  advice: 'Check what decodes this text before the change.',
  find(pair) {
    const [schema = findChangedAnnotation(pair, 'contentSchema')[0]] = findChangedConstraint(pair, 'contentSchema');
    return [
      ...['contentEncoding', 'contentMediaType'].flatMap((keyword) => findChangedAnnotation(pair, keyword)),
      ...(schema ? [{ ...schema, severity: BOTH_DANGEROUS }] : []),
    ];
  },
});
