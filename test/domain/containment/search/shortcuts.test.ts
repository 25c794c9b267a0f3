import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arePairwiseDisjoint, typeBit } from '../../../../lib/domain/containment/algebra/disjoint.ts';
import { exactlyOne, refuteBeside } from '../../../../lib/domain/containment/algebra/exactly-one.ts';
import { EVERY_TYPE, type Formula } from '../../../../lib/domain/containment/algebra/formula.ts';
import { holds } from '../../../../lib/domain/containment/algebra/holds.ts';
import { Engine } from '../../../../lib/domain/containment/engine.ts';
import { Branch } from '../../../../lib/domain/containment/search/branch.ts';
import type { JsonValue } from '../../../../lib/domain/schema/json.ts';
import { anyFormula, type Recipe, twoFormulas, WORLD } from './small-worlds.ts';

const RUNS = { numRuns: Number(process.env['FUZZ_RUNS'] ?? 400) };
const BUDGET = 60_000;
const TYPES = [1, 2, 4, 8, 16, 32, 64] as const;

const type = fc.constantFrom(...TYPES);
const mask = fc.oneof(type, fc.integer({ min: 0, max: EVERY_TYPE }));

interface Asked {
  readonly engine: Engine;
  readonly f: Formula;
  readonly g: Formula;
  readonly accepts: (formula: Formula, value: JsonValue) => boolean;
}

/** Asks of two formulas in one engine; what runs out of steps has no answer to check. */
function ask(recipes: readonly Recipe[], check: (asked: Asked) => void): void {
  const engine = new Engine({ formatMode: 'annotation', budget: BUDGET });
  const accepts = (formula: Formula, value: JsonValue): boolean =>
    holds(formula, value, engine.solver.algebra) === true;
  engine.guard<void>(
    () => {
      const [f = engine.formulas.true, g = engine.formulas.true] = recipes.map(({ make }) => make(engine));
      check({ engine, f, g, accepts });
    },
    () => undefined,
  );
}

const texts = (recipes: readonly Recipe[]): readonly string[] => recipes.map(({ text }) => text);
const ofType = (types: number): readonly JsonValue[] => WORLD.filter((value) => (typeBit(value) & types) !== 0);
/** The first value that a claim about all values is wrong of, told with the formulas it was made of. */
function expectNone(values: readonly JsonValue[], isWrong: (value: JsonValue) => boolean, about: object): void {
  const wrong = values.find(isWrong);
  if (wrong !== undefined) expect({ ...about, wrong }).toEqual({ ...about, wrong: 'no value' });
}

describe('the algebra', () => {
  it('negates, joins and separates as their values say', () => {
    fc.assert(
      fc.property(twoFormulas, (recipes) => {
        ask(recipes, ({ engine: { formulas }, f, g, accepts }) => {
          const not = formulas.not(f);
          const [and, or] = [formulas.and([f, g]), formulas.or([f, g])];
          const [notAnd, notOr] = [formulas.not(and), formulas.not(or)];
          const deMorgan = formulas.or([not, formulas.not(g)]);
          const absorbed = [formulas.and([f, or]), formulas.or([f, and]), formulas.and([f, f]), formulas.not(not)];
          const isWrong = (value: JsonValue): boolean => {
            const [a, b] = [accepts(f, value), accepts(g, value)];
            return (
              accepts(not, value) === a ||
              accepts(and, value) !== (a && b) ||
              accepts(or, value) !== (a || b) ||
              accepts(notAnd, value) === (a && b) ||
              accepts(notOr, value) === (a || b) ||
              accepts(deMorgan, value) === (a && b) ||
              absorbed.some((same) => accepts(same, value) !== a)
            );
          };
          expectNone(WORLD, isWrong, { formulas: texts(recipes) });
        });
      }),
      RUNS,
    );
  });

  it('calls formulas opposite only among the types that it is asked about', () => {
    fc.assert(
      fc.property(twoFormulas, mask, (recipes, within) => {
        ask(recipes, ({ engine: { formulas }, f, accepts }) => {
          formulas.not(f);
          const open = [f];
          for (const formula of open) {
            const opposite = formulas.opposite(formula, within);
            if (opposite)
              expectNone(ofType(within), (value) => accepts(opposite, value) === accepts(formula, value), {
                formulas: texts(recipes),
                within,
              });
            if (formula.kind === 'and' || formula.kind === 'or') open.push(...formula.parts);
          }
        });
      }),
      RUNS,
    );
  });

  it('covers by a mask of types every value that satisfies a formula', () => {
    fc.assert(
      fc.property(twoFormulas, (recipes) => {
        ask(recipes, ({ engine, f, accepts }) => {
          const types = engine.solver.masks.of(f);
          expectNone(ofType(EVERY_TYPE & ~types), (value) => accepts(f, value), { formulas: texts(recipes), types });
        });
      }),
      RUNS,
    );
  });

  it('reads a formula among the values of one type as it reads among all', () => {
    fc.assert(
      fc.property(twoFormulas, type, (recipes, only) => {
        ask(recipes, ({ engine, f, accepts }) => {
          const restricted = engine.solver.restrict(f, only);
          expectNone(ofType(only), (value) => accepts(restricted, value) !== accepts(f, value), {
            formulas: texts(recipes),
            only,
          });
        });
      }),
      RUNS,
    );
  });

  it('calls plainly empty only what no value satisfies, whatever its type', () => {
    fc.assert(
      fc.property(twoFormulas, (recipes) => {
        ask(recipes, ({ engine: { solver, formulas }, f, g, accepts }) => {
          for (const parts of [
            [f, g],
            [f, formulas.not(g)],
            [formulas.not(f), g],
          ])
            if (solver.isPlainlyEmpty(parts))
              expectNone(WORLD, (value) => parts.every((part) => accepts(part, value)), {
                formulas: texts(recipes),
              });
        });
      }),
      RUNS,
    );
  });
});

describe('a branch of the search', () => {
  it('refuses, calls met and calls impossible only what all its values do', () => {
    fc.assert(
      fc.property(twoFormulas, type, (recipes, only) => {
        ask(recipes, ({ engine: { solver }, f, g, accepts }) => {
          const about = { formulas: texts(recipes), only };
          const branch = new Branch(solver, only);
          const ours = ofType(only).filter((value) => accepts(f, value));
          if (!branch.assert([solver.restrict(f, only)])) return expectNone(ours, () => true, about);
          if (!branch.simplify()) return expectNone(ours, () => true, about);
          const other = solver.restrict(g, only);
          if (branch.isImpossible(other))
            expectNone(ours, (value) => accepts(g, value), { ...about, is: 'impossible' });
          if (branch.isMet(other)) expectNone(ours, (value) => !accepts(g, value), { ...about, is: 'met' });
          if (!branch.assert([other])) expectNone(ours, (value) => accepts(g, value), { ...about, is: 'refused' });
        });
      }),
      RUNS,
    );
  });

  it('splits a formula into clauses that together accept the same', () => {
    fc.assert(
      fc.property(twoFormulas, type, (recipes, only) => {
        ask(recipes, ({ engine: { solver }, f, accepts }) => {
          const clauses = solver.clauses(f, only, 50);
          if (!clauses) return;
          const inClause = (value: JsonValue): boolean =>
            clauses.some(({ atoms }) => atoms.every((atom) => accepts(atom, value)));
          expectNone(ofType(only), (value) => inClause(value) !== accepts(f, value), {
            formulas: texts(recipes),
            only,
          });
        });
      }),
      RUNS,
    );
  });
});

describe('alternatives', () => {
  const some = fc.array(anyFormula, { minLength: 1, maxLength: 4 });

  it('are told apart only where no value satisfies two of them', () => {
    fc.assert(
      fc.property(some, (recipes) => {
        ask([], ({ engine, accepts }) => {
          const branches = recipes.map(({ make }) => make(engine));
          if (!arePairwiseDisjoint(branches, engine.formulas)) return;
          const isWrong = (value: JsonValue): boolean => branches.filter((branch) => accepts(branch, value)).length > 1;
          expectNone(WORLD, isWrong, { formulas: texts(recipes) });
        });
      }),
      RUNS,
    );
  });

  it('hold as exactly one, and fail as none or several', () => {
    fc.assert(
      fc.property(some, (recipes) => {
        ask([], ({ engine, accepts }) => {
          const branches = recipes.map(({ make }) => make(engine));
          const one = exactlyOne(branches, engine.formulas);
          const other = engine.formulas.not(one);
          const isWrong = (value: JsonValue): boolean => {
            const isOne = branches.filter((branch) => accepts(branch, value)).length === 1;
            return accepts(one, value) !== isOne || accepts(other, value) === isOne;
          };
          expectNone(WORLD, isWrong, { formulas: texts(recipes) });
        });
      }),
      RUNS,
    );
  });

  it('are refuted beside others of which exactly one holds', () => {
    const picks = fc.uniqueArray(fc.nat({ max: 3 }), { minLength: 1 });
    fc.assert(
      fc.property(fc.tuple(anyFormula, anyFormula, anyFormula, anyFormula), picks, picks, (recipes, w, g) => {
        ask([], ({ engine, accepts }) => {
          const pool = recipes.map(({ make }) => make(engine));
          const [wanted, given] = [w, g].map((picked) => picked.map((at) => pool[at] ?? engine.formulas.true));
          if (!wanted || !given) return;
          const rest = refuteBeside(wanted, given, engine.formulas);
          if (!rest) return;
          const isOne = (list: readonly Formula[], value: JsonValue): boolean =>
            list.filter((one) => accepts(one, value)).length === 1;
          const isWrong = (value: JsonValue): boolean =>
            isOne(given, value) && accepts(rest, value) === isOne(wanted, value);
          expectNone(WORLD, isWrong, { formulas: texts(recipes), w, g });
        });
      }),
      RUNS,
    );
  });
});

describe('the search', () => {
  it('finds nothing only where nothing is, and otherwise what satisfies the formula', () => {
    fc.assert(
      fc.property(twoFormulas, (recipes) => {
        ask(recipes, ({ engine: { solver, formulas }, f, g, accepts }) => {
          // Several questions of one search: what it keeps of one must hold for the next.
          for (const goal of [f, g, formulas.and([f, g]), formulas.and([f, formulas.not(g)])]) {
            const outcome = solver.solve(goal);
            const about = { formulas: texts(recipes), outcome };
            if (outcome.kind === 'empty') expectNone(WORLD, (value) => accepts(goal, value), about);
            if (outcome.kind === 'value') expectNone([outcome.value], (value) => !accepts(goal, value), about);
          }
        });
      }),
      RUNS,
    );
  });

  it('asks apart without taking the goals that are open to have no value', () => {
    const { solver, formulas } = new Engine({ formatMode: 'annotation' });
    const answers: string[] = [];
    const asks = formulas.lazy({
      key: 'asks once',
      expand: () => {
        if (answers.length === 0) {
          answers.push('asked');
          answers.push(solver.solve(goal).kind, solver.apart(() => solver.solve(goal)).kind);
        }
        return formulas.types(1);
      },
    });
    const goal = formulas.and([formulas.types(64), formulas.someMember({ only: new Set(['a']) }, asks)]);
    expect(solver.solve(goal).kind).toBe('value');
    expect(answers).toEqual(['asked', 'empty', 'value']);
  });
});
