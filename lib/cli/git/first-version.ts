import { type Comparison, countSeverities } from '../run/comparison.ts';
import type { Target } from '../workspace/targets.ts';

/** The result of a check of a schema without an older one to compare with: it is valid, and nothing can break. */
export async function firstVersion(
  { subject, file }: Target,
  { to, allowUnknown }: { readonly to: string; readonly allowUnknown: boolean | undefined },
): Promise<Comparison> {
  const { parseSource } = await import('../run/compare-files.ts');
  parseSource(file, { unknown: allowUnknown ? 'allowed' : 'refused' });
  return {
    name: subject,
    file: file.path,
    to,
    passes: true,
    counts: countSeverities([]),
    changes: [],
    changeCount: 0,
    affected: [],
    reasons: [],
  };
}
