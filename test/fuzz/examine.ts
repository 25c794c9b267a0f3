import type { ContentModel } from '../../lib/domain/verdict.ts';
import { Random } from '../simulation/random.ts';
import { DRAFTS, draftOf } from './drafts.ts';
import { edited } from './edits.ts';
import { type Asked, type Case, failureIn, faultOf, variantPair } from './faults.ts';
import { InstanceMaker } from './instances.ts';
import type { Plain, PlainObject } from './plain.ts';
import { SchemaMaker } from './schemas.ts';
import type { Decision, Pair, Tested } from './tested.ts';
import { Validators } from './validators.ts';
import { danglingOf } from './variants.ts';

export interface Find {
  readonly asked: Case;
  readonly fault: string;
}
export interface Counts {
  pairs: number;
  instances: number;
  /** Verdicts, by what they were; undecided ones again by their reason. */
  readonly verdicts: Record<Decision['verdict'], number>;
  readonly reasons: Record<string, number>;
  repeats: number;
}
export const noCounts = (): Counts => ({
  pairs: 0,
  instances: 0,
  verdicts: { compatible: 0, breaking: 0, undecided: 0, refused: 0 },
  reasons: {},
  repeats: 0,
});

/** A question with the answer that it got among others. */
export interface Answered extends Asked {
  readonly answer: string;
}

export interface Examination {
  readonly tested: Tested;
  readonly counts: Counts;
  /** Schemas that people wrote, to be edited. */
  readonly real: readonly PlainObject[];
  readonly report: (find: Find) => Promise<void>;
  readonly progress?: () => void;
}

/** Pairs of one round: what is asked again was asked at the round's beginning. */
export const ROUND = 200;
const MODELS = ['open', 'declared'] as const;
/** Questions between one and its repetition, at least. */
const BETWEEN = 50;
const INSTANCES = 90;

/** Examines pairs of one round, which the seed alone decides; gives what was asked, to be asked elsewhere. */
export async function examineRound(
  seed: number,
  pairs: number,
  examination: Examination,
): Promise<readonly Answered[]> {
  const random = new Random(seed);
  const asked: Answered[] = [];
  for (let at = 0; at < pairs; at++) {
    const own = new Random(random.int(0, 0xffff_ffff));
    const pair = pairBy(own, examination.real);
    await examinePair(pair, own, examination);
    if (own.chance(0.5)) {
      const question = { pair: variantPair(pair, seedsBy(own)), contentModel: own.pick(MODELS) };
      asked.push({ ...question, answer: await reportOn(question, examination.tested) });
    }
    examination.counts.pairs++;
    examination.progress?.();
  }
  for (let at = 0; at < asked.length - BETWEEN; at += random.int(1, 2)) {
    const question = asked[at];
    if (!question) continue;
    const others = asked.slice(at + 1).map(({ pair, contentModel }) => ({ pair, contentModel }));
    const again = await reportOn(question, examination.tested);
    examination.counts.repeats++;
    const { pair, contentModel, answer } = question;
    if (again === answer) continue;
    const fault = `first ${answer.slice(0, 300)} and after ${others.length} others ${again.slice(0, 300)}`;
    await examination.report({ asked: { kind: 'repeat', pair, contentModel, others }, fault });
  }
  return asked;
}

/** An exception is told where it is looked for; twice the same one is no dependence on what came between. */
export const reportOn = ({ pair, contentModel }: Asked, tested: Tested): Promise<string> =>
  tested.report(pair, contentModel).catch((error: unknown) => `throws ${error}`);

const seedsBy = (random: Random): [number, number] => [random.int(0, 1e9), random.int(0, 1e9)];

function pairBy(random: Random, real: readonly PlainObject[]): Pair {
  const isReal = real.length > 0 && random.chance(0.04);
  const found = isReal ? random.pick(real) : undefined;
  const draft = found ? draftOf(found) : random.pick(DRAFTS);
  const maker = new SchemaMaker(random, draft);
  const old = found ?? maker.document();
  const next = !found && random.chance(0.2) ? maker.document() : edited(old, { random, draft, maker });
  return random.chance(0.5) ? { old, next } : { old: next, next: old };
}

async function examinePair(pair: Pair, random: Random, examination: Examination): Promise<void> {
  const turned = { old: pair.next, next: pair.old };
  const thrown = { pair: new Thrown(pair, random), turned: new Thrown(turned, random) };
  for (const contentModel of MODELS) {
    const decided = await decide(pair, contentModel, examination);
    if (!decided) return;
    await examineDecision(decided.backward, { contentModel, pair, thrown: thrown.pair }, examination);
    await examineDecision(decided.forward, { contentModel, pair: turned, thrown: thrown.turned }, examination);
  }
  const contentModel = random.pick(MODELS);
  await examineCase({ kind: 'variant', contentModel, pair, seeds: seedsBy(random) }, examination);
  if (!random.chance(0.4)) return;
  const dangling = danglingOf(pair.old, random);
  if (dangling) {
    const broken = random.chance(0.5) ? { old: dangling, next: pair.next } : { old: pair.next, next: dangling };
    await examineCase({ kind: 'dangling', contentModel, pair: broken }, examination);
  }
}

async function decide(pair: Pair, contentModel: ContentModel, { tested, counts, report }: Examination) {
  try {
    const decided = tested.decide(pair, contentModel);
    for (const decision of [decided.backward, decided.forward]) {
      counts.verdicts[decision.verdict]++;
      if (decision.reason !== undefined) {
        const reason = decision.reason.replace(/\d+|"[^"]*"/g, '…').slice(0, 70);
        counts.reasons[reason] = (counts.reasons[reason] ?? 0) + 1;
      }
    }
    const fault = failureIn(decided.backward) ?? failureIn(decided.forward);
    if (fault) await report({ asked: { kind: 'failure', contentModel, pair }, fault });
    return decided.backward.verdict === 'refused' ? undefined : decided;
  } catch (error) {
    await report({ asked: { kind: 'failure', contentModel, pair }, fault: `it throws ${error}` });
    return undefined;
  }
}

interface Question {
  readonly contentModel: ContentModel;
  readonly pair: Pair;
  readonly thrown: Thrown;
}

async function examineDecision(decision: Decision, question: Question, examination: Examination): Promise<void> {
  const { contentModel, pair, thrown } = question;
  if (decision.verdict === 'breaking') {
    thrown.seed(decision.witness ?? null);
    return examineCase({ kind: 'witness', contentModel, pair }, examination);
  }
  if (decision.verdict !== 'compatible') return;
  for (const instance of await thrown.counterexamples(examination.counts)) {
    if (contentModel === 'declared' && !examination.tested.isEmitted(pair.old, instance, 'declared')) continue;
    return examineCase({ kind: 'compatible', contentModel, pair, instance }, examination);
  }
}

async function examineCase(asked: Case, { tested, report }: Examination): Promise<void> {
  const fault = await faultOf(asked, tested).catch((error: unknown) => `it throws ${error}`);
  if (fault === undefined) return;
  await report({ asked: fault.startsWith('it throws') ? { ...asked, kind: 'failure' } : asked, fault });
}

/** Instances for one direction of a pair, made when they are first needed. */
class Thrown {
  readonly #pair: Pair;
  readonly #random: Random;
  readonly #seeds: Plain[] = [];
  #found: readonly Plain[] | undefined;

  constructor(pair: Pair, random: Random) {
    this.#pair = pair;
    // Drawn from whether or not they are needed: what comes after depends on the seed alone.
    this.#random = new Random(random.int(0, 0xffff_ffff));
  }

  /** An instance from which others may be made. */
  seed(instance: Plain): void {
    this.#seeds.push(instance);
  }

  /** Those that the old schema accepts and the new one does not, as both validators see it. */
  async counterexamples(counts: Counts): Promise<readonly Plain[]> {
    this.#found ??= await this.#throw(counts);
    return this.#found;
  }

  async #throw(counts: Counts): Promise<readonly Plain[]> {
    const { old, next } = this.#pair;
    const [left, right] = [await Validators.of(old), await Validators.of(next)];
    const random = this.#random;
    const maker = new InstanceMaker(random, draftOf(old), [old, next]);
    const accepted = this.#seeds.slice();
    const found: Plain[] = [];
    for (let at = 0; at < INSTANCES; at++) {
      const isNear = accepted.length > 0 && at % 2 === 0;
      const instance = isNear ? maker.near(random.pick(accepted)) : random.chance(0.75) ? maker.fitting() : maker.any();
      if (left.accept(instance) !== 'yes') continue;
      counts.instances++;
      accepted.push(instance);
      if (right.accept(instance) === 'no') found.push(instance);
    }
    return found;
  }
}
