import { decideContainment } from '../containment/decide.ts';
import type { ParsedSchema } from '../schema/parse-schema.ts';
import type { ContentModel, FormatMode, Lens, Verdict } from '../verdict.ts';
import type { Change } from './change.ts';
import { diffSchemas } from './diff.ts';

/**
 * Two schemas' relation and what changed between them: containment decides both lenses, rules explain, and a structural
 * finding at a place that containment proves equal is a refactoring.
 */
export function compareSchemas(
  old: ParsedSchema,
  next: ParsedSchema,
  options: { readonly contentModel: ContentModel; readonly formatMode: FormatMode },
): { readonly verdicts: Readonly<Record<Lens, Verdict>>; readonly changes: readonly Change[] } {
  const verdicts = {
    serving: decideContainment(next.value, old.value, options),
    training: decideContainment(old.value, next.value, options),
  };
  return { verdicts, changes: diffSchemas(old, next) };
}
