import type { PlacedRelease } from '../policy/gate/liveness.ts';

/** The engine's verdict on one version that a release reads, for one announced change. */
export interface ReadVerdict {
  readonly version: number;
  readonly verdict: 'compatible' | 'breaking' | 'undecided';
  /** Why it is not compatible. */
  readonly because?: string;
}

/** `open`: neither proven nor contradicted. */
export interface Proof {
  readonly outcome: 'proven' | 'contradicted' | 'open';
  readonly because: string;
}

/**
 * What the live releases of a model say of one change: proven, if every one reads a version with which the change is
 * compatible; contradicted, if one of `recorded`, the releases just told of, reads one that breaks. A release that
 * does not say what it reads of the subject proves nothing and contradicts nothing.
 */
export function proveMigration(input: {
  readonly subject: string;
  readonly live: readonly PlacedRelease[];
  readonly recorded: readonly PlacedRelease[];
  readonly verdicts: ReadonlyMap<number, ReadVerdict>;
}): Proof {
  const { subject, live, recorded, verdicts } = input;
  const readBy = ({ reads }: PlacedRelease) => reads.find((read) => read.subject === subject)?.version;
  const verdictOf = (release: PlacedRelease): ReadVerdict | undefined => verdicts.get(readBy(release) ?? 0);
  const words = (release: PlacedRelease): string => {
    const verdict = verdictOf(release);
    const place = `${release.release} in ${release.environment}`;
    if (!verdict) return `${place} does not say which version of ${subject} it reads`;
    return `${place} reads ${subject} v${verdict.version}${verdict.because === undefined ? '' : `, ${verdict.because}`}`;
  };
  const broken = recorded.find((release) => verdictOf(release)?.verdict === 'breaking');
  if (broken) return { outcome: 'contradicted', because: words(broken) };
  if (live.length === 0) return { outcome: 'open', because: 'no live release is recorded' };
  const doubtful = live.find((release) => verdictOf(release)?.verdict !== 'compatible');
  if (doubtful) return { outcome: 'open', because: words(doubtful) };
  return { outcome: 'proven', because: live.map(words).join('; ') };
}
