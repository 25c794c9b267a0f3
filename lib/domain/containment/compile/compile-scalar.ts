import { isJsonArray } from '../../schema/json.ts';
import { ARRAY, EVERY_TYPE, FALSE, type Formula, NULL, NUMBER, OBJECT, STRING, TRUE } from '../algebra/formula.ts';
import { rational, toRational } from '../algebra/rational.ts';
import { countOf, keywordOf, listOf, numberOf, stringOf } from '../scope/keywords.ts';
import type { SchemaInScope } from '../scope/schema-in-scope.ts';
import type { Compiler } from './compiler.ts';

const TYPE_BITS: Readonly<Record<string, number>> = {
  null: NULL,
  boolean: TRUE | FALSE,
  number: NUMBER,
  integer: NUMBER,
  string: STRING,
  array: ARRAY,
  object: OBJECT,
};

/** `type`, `enum` and `const`. */
export function compileGeneral(compiler: Compiler, { node }: SchemaInScope, parts: Formula[]): void {
  const { formulas } = compiler;
  const type = keywordOf(node, 'type');
  if (type !== undefined) {
    const names = isJsonArray(type) ? type : [type];
    const mask = names.reduce<number>(
      (bits, name) => bits | (typeof name === 'string' ? (TYPE_BITS[name] ?? 0) : 0),
      0,
    );
    parts.push(formulas.types(names.includes('any') ? EVERY_TYPE : mask));
    if (names.includes('integer') && !names.includes('number')) parts.push(formulas.multiple(rational(1n)));
  }
  const listed = keywordOf(node, 'enum');
  if (isJsonArray(listed)) parts.push(formulas.values(listed));
  const constant = keywordOf(node, 'const');
  if (constant !== undefined) parts.push(formulas.values([constant]));
}

/** The keywords that speak of numbers. */
export function compileNumeric(compiler: Compiler, { node }: SchemaInScope, parts: Formula[]): void {
  const { formulas } = compiler;
  const divisor = numberOf(node, 'multipleOf');
  if (divisor !== undefined) {
    const of = toRational(divisor);
    if (of.num > 0n) parts.push(formulas.multiple(of));
  }
  for (const [side, bare, strict] of [
    ['min', 'minimum', 'exclusiveMinimum'],
    ['max', 'maximum', 'exclusiveMaximum'],
  ] as const) {
    const bound = numberOf(node, bare);
    const flag = keywordOf(node, strict);
    if (bound !== undefined)
      parts.push(formulas[side](toRational(bound), node.resource.dialect === 'draft-04' && flag === true));
    const exclusive = numberOf(node, strict);
    if (exclusive !== undefined) parts.push(formulas[side](toRational(exclusive), true));
  }
}

/** The keywords that speak of strings. */
export function compileTextual(compiler: Compiler, scoped: SchemaInScope, parts: Formula[]): void {
  const { node } = scoped;
  parts.push(
    compiler.formulas.size(
      'length',
      Math.ceil(countOf(node, 'minLength') ?? 0),
      Math.floor(countOf(node, 'maxLength') ?? Number.POSITIVE_INFINITY),
    ),
  );
  const asserted: Formula[] = [];
  const pattern = stringOf(node, 'pattern');
  if (pattern !== undefined) asserted.push(compiler.patternFormula(pattern, `${node.pointer}/pattern`));
  const format = stringOf(node, 'format');
  if (format !== undefined && compiler.formatMode === 'assertion') asserted.push(compiler.formulas.format(format));
  const offered = [...listOf(node, 'examples'), keywordOf(node, 'default')].filter((word) => typeof word === 'string');
  for (const atom of asserted) compiler.formulas.offer(atom, offered);
  parts.push(...asserted);
}
