import type { AssemblyStack, Json, JsonObject } from './cloud-assembly.ts';
import { findIntrinsic, type IntrinsicScope } from './intrinsics.ts';
import { isList } from './properties.ts';

/** What a place of one template needs to know of the others, and of the machine that they run on. */
export type ScopeSettings = {
  readonly stack: AssemblyStack;
  /** Where this is, for error messages. */
  readonly at: string;
  readonly region: string;
  readonly accountId: string;
  /** What Ref (`attribute` undefined) or Fn::GetAtt of a resource of the stack answers. */
  readonly answer: (stack: AssemblyStack, logicalId: string, attribute?: string) => Json | undefined;
  readonly importValue: (name: Json, at: string) => Json | undefined;
};

// A property whose value is this marker is left out, as CloudFormation leaves out AWS::NoValue.
const NO_VALUE = '\u0000AWS::NoValue';

/** One place of a template: replaces the intrinsic functions that stand there by their values. */
export class Scope implements IntrinsicScope {
  readonly #settings: ScopeSettings;

  constructor(settings: ScopeSettings) {
    this.#settings = settings;
  }

  get region(): string {
    return this.#settings.region;
  }

  /** Throws an Error that names this place if a function is unknown or points nowhere. */
  resolve(value: Json): Json {
    if (value === null || typeof value !== 'object') return value;
    if (isList(value)) return value.map((item) => this.resolve(item)).filter((item) => item !== NO_VALUE);
    const [member, ...others] = Object.entries(value);
    if (member === undefined || others.length > 0) return this.resolveMembers(value);
    const [name, argument] = member;
    if (name === 'Ref' && argument === 'AWS::NoValue') return NO_VALUE;
    const intrinsic = findIntrinsic(name, argument);
    if (!intrinsic) return this.resolveMembers(value);
    const result = intrinsic(argument, this);
    if (result === undefined) throw this.unresolved(`${name} ${JSON.stringify(argument)}`);
    return result;
  }

  /** As `resolve`, for an object that is no function itself. */
  resolveMembers(value: JsonObject): JsonObject {
    const entries = Object.entries(value).map(([name, item]) => [name, this.resolve(item)] as const);
    return Object.fromEntries(entries.filter(([, item]) => item !== NO_VALUE));
  }

  reference(name: string): Json | undefined {
    const { stack, answer } = this.#settings;
    if (stack.template.Resources?.[name]) return answer(stack, name);
    return this.#pseudoParameter(name) ?? stack.template.Parameters?.[name]?.Default;
  }

  attribute(logicalId: string, name: string): Json | undefined {
    return this.#settings.answer(this.#settings.stack, logicalId, name);
  }

  condition(name: string): boolean {
    const expression = this.#settings.stack.template.Conditions?.[name];
    if (expression === undefined) throw this.unresolved(`Condition ${name}`);
    return this.resolve(expression) === true;
  }

  mapped([map = '', first = '', second = '']: readonly string[]): Json | undefined {
    return this.#settings.stack.template.Mappings?.[map]?.[first]?.[second];
  }

  importValue(name: Json): Json | undefined {
    return this.#settings.importValue(name, this.#settings.at);
  }

  unresolved(what: string): Error {
    const { at } = this.#settings;
    return new Error(`The local cloud cannot resolve ${what} in ${at}: unknown function, resource or attribute.`);
  }

  #pseudoParameter(name: string): Json | undefined {
    const { stack, region, accountId } = this.#settings;
    const parameters: Record<string, string> = {
      'AWS::Region': region,
      'AWS::AccountId': accountId,
      'AWS::Partition': 'aws',
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::StackName': stack.name,
      'AWS::StackId': `arn:aws:cloudformation:${region}:${accountId}:stack/${stack.name}/local`,
    };
    return parameters[name];
  }
}
