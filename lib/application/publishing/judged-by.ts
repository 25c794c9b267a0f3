import type { JudgedBy } from '../../domain/verdict.ts';
import type { Judge, JudgeOptions } from '../ports/judge.ts';

/** What a judge's verdicts are kept with. */
export const judgedBy = (
  { engine }: Pick<Judge, 'engine'>,
  { contentModel, formatMode }: Pick<JudgeOptions, 'contentModel' | 'formatMode'>,
): JudgedBy => ({ engine, contentModel, formatMode });
