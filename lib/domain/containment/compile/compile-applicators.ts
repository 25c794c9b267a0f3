import { isJsonArray } from '../../schema/json.ts';
import { exactlyOne } from '../algebra/exactly-one.ts';
import type { Formula } from '../algebra/formula.ts';
import { hasKeyword, keywordOf } from '../scope/keywords.ts';
import type { SchemaInScope } from '../scope/schema-in-scope.ts';
import type { Compiler } from './compiler.ts';

/** The keywords that apply schemas to the value itself, but `allOf`. */
export function compileApplicators(compiler: Compiler, scoped: SchemaInScope, parts: Formula[]): void {
  const { formulas } = compiler;
  const { node } = scoped;
  const branches = (keyword: string): Formula[] =>
    compiler.graph.branches(scoped, keyword).map((branch) => compiler.formulaOf(branch));
  if (isJsonArray(keywordOf(node, 'anyOf'))) parts.push(formulas.or(branches('anyOf')));
  if (isJsonArray(keywordOf(node, 'oneOf'))) parts.push(exactlyOne(branches('oneOf'), formulas));
  if (hasKeyword(node, 'not')) parts.push(formulas.not(compiler.child(scoped, 'not')));
  if (!hasKeyword(node, 'if')) return;
  const condition = compiler.child(scoped, 'if');
  const negation = formulas.not(condition);
  const yes = hasKeyword(node, 'then') ? compiler.child(scoped, 'then') : formulas.true;
  const no = hasKeyword(node, 'else') ? compiler.child(scoped, 'else') : formulas.true;
  if (yes === formulas.true) parts.push(formulas.or([condition, no]));
  else if (no === formulas.true) parts.push(formulas.or([negation, yes]));
  else parts.push(formulas.or([formulas.and([condition, yes]), formulas.and([negation, no])]));
}
