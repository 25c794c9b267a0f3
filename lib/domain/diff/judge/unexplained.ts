import type { Lens, Verdict } from '../../verdict.ts';
import type { Change } from '../change.ts';
import type { Pair } from '../pair/pair.ts';
import { breakUnexplained } from '../rules/break-unexplained.ts';

const LENSES: readonly Lens[] = ['serving', 'training'];

interface Explained {
  readonly kept: readonly Change[];
  readonly root: Pair;
  /** Of the two documents as wholes. */
  readonly verdicts: Readonly<Record<Lens, Verdict>> | undefined;
}

/** A break of the whole that no change accounts for in its lens is reported at the deepest place where it fails. */
export function unexplained({ kept, root, verdicts }: Explained): readonly Change[] {
  const open = LENSES.filter(
    (lens) => verdicts?.[lens].verdict === 'breaking' && !kept.some(({ severity }) => severity[lens] !== 'safe'),
  );
  const verdict = open.map((lens) => verdicts?.[lens]).find((candidate) => candidate?.verdict === 'breaking');
  if (verdict?.verdict !== 'breaking') return [];
  const pointer = verdict.pointers[0] ?? '';
  return [
    {
      ruleId: breakUnexplained.id,
      pointer,
      schemaPointer: root.next.pointer,
      severity: {
        serving: open.includes('serving') ? 'breaking' : 'safe',
        training: open.includes('training') ? 'breaking' : 'safe',
      },
      message: `${pointer || 'the record'}: one side accepts a record that the other rejects, and no rule says why`,
      harm: breakUnexplained.harm,
      advice: breakUnexplained.forReader,
      proof: 'proven-breaking',
      witness: verdict.witness,
      ...(pointer === '' ? {} : { witnessAt: '' }),
    },
  ];
}
