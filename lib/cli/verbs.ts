import { VERBS, type Verb } from '../domain/principal.ts';
import { usageError } from './exit.ts';
import { hint } from './hint.ts';
import { visible } from './output/escape.ts';

/** Reads `read,publish`; an unknown verb is reported with the nearest known one. */
export function readVerbs(text: string): readonly Verb[] {
  return text.split(',').map((word) => {
    const verb = VERBS.find((known) => known === word.trim());
    if (verb) return verb;
    throw usageError(`--verbs knows no ${JSON.stringify(visible(word))}; ${hint(word, VERBS)}`);
  });
}
