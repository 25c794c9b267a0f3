import type { Json } from './cloud-assembly.ts';
import { isList, isObject, propertyAt } from './properties.ts';

/** One place of a template, as the intrinsic functions that are used there see it. */
export type IntrinsicScope = {
  readonly region: string;
  resolve(value: Json): Json;
  /** What Ref answers; undefined if the template has nothing of that name. */
  reference(name: string): Json | undefined;
  /** What Fn::GetAtt answers; undefined if there is no such resource or attribute. */
  attribute(logicalId: string, name: string): Json | undefined;
  condition(name: string): boolean;
  mapped(path: readonly string[]): Json | undefined;
  importValue(name: Json): Json | undefined;
  /** The error that says where something could not be resolved. */
  unresolved(what: string): Error;
};

/** Answers undefined if what it names does not exist. */
type Intrinsic = (argument: Json, scope: IntrinsicScope) => Json | undefined;

/** The intrinsic function that an object with one member stands for; undefined if the member is a plain one. */
export function findIntrinsic(name: string, argument: Json): Intrinsic | undefined {
  // IAM statements have a member "Condition" too, always an object; a condition reference is a string.
  const isFunction =
    name === 'Ref' || name.startsWith('Fn::') || (name === 'Condition' && typeof argument === 'string');
  return isFunction ? (INTRINSICS[name] ?? (() => undefined)) : undefined;
}

const INTRINSICS: Record<string, Intrinsic> = {
  Ref: (name, scope) => scope.reference(String(name)),
  Condition: (name, scope) => scope.condition(String(name)),
  'Fn::GetAtt': (argument, scope) => {
    const [id, ...rest] = typeof argument === 'string' ? argument.split('.') : itemsOf(argument);
    return scope.attribute(String(id), rest.map((part) => String(scope.resolve(part))).join('.'));
  },
  'Fn::Sub': substitute,
  'Fn::Join': (argument, scope) => {
    const [separator, parts = []] = itemsOf(argument);
    return listOf(parts, scope).map(String).join(String(separator));
  },
  'Fn::Select': (argument, scope) => {
    const [index = 0, choices = []] = itemsOf(argument);
    return listOf(choices, scope)[Number(scope.resolve(index))];
  },
  'Fn::Split': (argument, scope) => {
    const [separator, text = ''] = itemsOf(argument);
    return String(scope.resolve(text)).split(String(separator));
  },
  'Fn::ImportValue': (name, scope) => scope.importValue(scope.resolve(name)),
  'Fn::GetStackOutput': (argument, scope) => {
    const output = scope.resolve(argument);
    return scope.importValue(`${propertyAt(output, 'StackName')}.${propertyAt(output, 'OutputName')}`);
  },
  'Fn::If': (argument, scope) => {
    const [name, yes = null, no = null] = itemsOf(argument);
    return scope.resolve(scope.condition(String(name)) ? yes : no);
  },
  'Fn::Equals': (argument, scope) => {
    const [left, right] = listOf(argument, scope);
    return JSON.stringify(left) === JSON.stringify(right);
  },
  'Fn::Not': (argument, scope) => listOf(argument, scope)[0] !== true,
  'Fn::And': (argument, scope) => listOf(argument, scope).every((value) => value === true),
  'Fn::Or': (argument, scope) => listOf(argument, scope).some((value) => value === true),
  'Fn::FindInMap': (argument, scope) => scope.mapped(listOf(argument, scope).map(String)),
  'Fn::Base64': (argument, scope) => Buffer.from(String(scope.resolve(argument))).toString('base64'),
  'Fn::GetAZs': (_argument, { region }) => ['a', 'b', 'c'].map((zone) => region + zone),
};

function substitute(argument: Json, scope: IntrinsicScope): string {
  const [text, values] = itemsOf(argument);
  return String(text).replace(/\$\{([^}]*)\}/g, (whole, name: string) => {
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    const own = isObject(values) ? values[name] : undefined;
    if (own !== undefined) return String(scope.resolve(own));
    const [id = '', ...rest] = name.split('.');
    const value = rest.length > 0 ? scope.attribute(id, rest.join('.')) : scope.reference(name);
    if (value === undefined) throw scope.unresolved(`Fn::Sub ${whole}`);
    return String(value);
  });
}

function itemsOf(argument: Json): readonly Json[] {
  return isList(argument) ? argument : [argument];
}

function listOf(argument: Json, scope: IntrinsicScope): readonly Json[] {
  const value = scope.resolve(argument);
  if (!isList(value)) throw scope.unresolved(`the list ${JSON.stringify(argument)}`);
  return value;
}
