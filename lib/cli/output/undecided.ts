import { keysOf } from '../../domain/keys-of.ts';
import type { Schemas } from '../api/operations.ts';
import type { Comparison } from '../run/comparison.ts';
import { visible } from './escape.ts';
import { plural } from './words.ts';

/** Models for which it is undecided whether they break, and what follows for them. */
interface UndecidedModels {
  readonly what: string;
  readonly models: readonly Schemas['AffectedConsumer'][];
}

type Kind = NonNullable<Schemas['AffectedConsumer']['undecided']>;
const WHAT: Readonly<Record<Exclude<Kind, 'untouched'>, string>> = {
  held: 'for these models, waited for as for a break until they answer: please look',
  asked: 'for these critical models: they are asked to look',
  told: 'for these models: they find it in their weekly digest',
  known: 'for these models before this change already: nobody is told',
};

/** Those named, in the order of how much follows. */
export function undecidedModels({ affected }: Pick<Comparison, 'affected'>): readonly UndecidedModels[] {
  const open = affected.filter(({ verdict }) => verdict === 'undecided');
  return keysOf(WHAT).flatMap((kind) => {
    // A registry of an older version says nothing of it: what is not known to follow, does.
    const models = open.filter(({ undecided = 'held' }) => undecided === kind);
    return models.length === 0 ? [] : [{ what: WHAT[kind], models }];
  });
}

/** Those who are not named, with the reasons; nothing if there are none. */
export function untouchedText({ undecided }: Pick<Comparison, 'undecided'>): string | undefined {
  if (!undecided || undecided.untouched === 0) return undefined;
  const { untouched, reasons } = undecided;
  const why = reasons.slice(0, SHOWN_REASONS).map(({ reason, count }) => `${visible(reason)} (${count})`);
  const more = reasons.length - why.length;
  return `for ${untouched} ${plural(untouched, 'subscriber', 'subscribers')} where nothing changed: ${why.join('; ')}${more > 0 ? `; ${more} more reasons` : ''}`;
}

const SHOWN_REASONS = 3;
