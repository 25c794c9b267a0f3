import type { AssemblyStack, Json, JsonObject, TemplateResource } from './cloud-assembly.ts';

/** A resource whose properties have every intrinsic function replaced by its value. */
export type CloudResource<P = JsonObject> = {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  /** The construct path that CDK left in the metadata, or `stack/logicalId`. */
  readonly path: string;
  readonly properties: P;
};

/** What Ref (`attribute` undefined) or Fn::GetAtt of a resource answers; undefined if it has no such attribute here. */
export type AttributeResolver = (resource: CloudResource, attribute: string | undefined) => Json | undefined;

export type Deployment = {
  /** The resolved resources of one type, in the order of the templates. */
  readonly resources: (type: string) => CloudResource[];
  readonly types: () => Map<string, number>;
  /** The value that an expression from this stack's template stands for. */
  readonly resolve: (stack: string, expression: Json) => Json;
  readonly outputs: () => Record<string, Json>;
};

export type DeploymentSettings = {
  readonly stacks: readonly AssemblyStack[];
  readonly region: string;
  readonly accountId: string;
  readonly attributes: AttributeResolver;
};

type Place = { readonly stack: AssemblyStack; readonly at: string };
type Intrinsic = (argument: Json, place: Place) => Json | undefined;

/**
 * Resolves the templates of a cloud assembly lazily: a resource's properties are resolved when they are asked for.
 * An intrinsic function that is unknown, or points nowhere, throws an Error that names the resource and the function.
 */
export function createDeployment(settings: DeploymentSettings): Deployment {
  const { stacks, region, accountId, attributes } = settings;
  const cache = new Map<string, CloudResource>();
  const pseudo = (name: string, { stack }: Place): Json | undefined =>
    ({
      'AWS::Region': region,
      'AWS::AccountId': accountId,
      'AWS::Partition': 'aws',
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::StackName': stack.name,
      'AWS::StackId': `arn:aws:cloudformation:${region}:${accountId}:stack/${stack.name}/local`,
    })[name];

  function ref(name: string, place: Place): Json | undefined {
    const resource = place.stack.template.Resources?.[name];
    if (resource) return attributes(load(place.stack, name, resource), undefined);
    return pseudo(name, place) ?? place.stack.template.Parameters?.[name]?.Default;
  }

  function attribute(name: string, key: string, place: Place): Json | undefined {
    const resource = place.stack.template.Resources?.[name];
    return resource && attributes(load(place.stack, name, resource), key);
  }

  function substitute(argument: Json, place: Place): string {
    const [text, values] = Array.isArray(argument) ? [argument[0], argument[1] as JsonObject] : [argument];
    return String(text).replace(/\$\{([^}]*)\}/g, (whole, name: string) => {
      if (name.startsWith('!')) return `\${${name.slice(1)}}`;
      const own = values?.[name];
      if (own !== undefined) return String(resolve(own, place));
      const [id = '', ...rest] = name.split('.');
      const value = rest.length > 0 ? attribute(id, rest.join('.'), place) : ref(name, place);
      if (value === undefined) throw unresolved(`Fn::Sub ${whole}`, place);
      return String(value);
    });
  }

  function condition(name: string, place: Place): boolean {
    const expression = place.stack.template.Conditions?.[name];
    if (expression === undefined) throw unresolved(`Condition ${name}`, place);
    return resolve(expression, place) === true;
  }

  function importValue(name: Json, place: Place): Json | undefined {
    for (const stack of stacks) {
      for (const [id, output] of Object.entries(stack.template.Outputs ?? {})) {
        const there = { stack, at: `output ${id}` };
        if (output.Export && resolve(output.Export.Name, there) === name) return resolve(output.Value, there);
      }
    }
    // CDK's consumer may also name another stack's output ("Stack.Output") without an export.
    const [stackName, outputName] = String(name).split(/[.:]/);
    const stack = stacks.find((candidate) => candidate.name === stackName);
    const output = stack?.template.Outputs?.[outputName ?? ''];
    return stack && output ? resolve(output.Value, { ...place, stack }) : undefined;
  }

  const list = (argument: Json, place: Place): Json[] => {
    const value = resolve(argument, place);
    if (!Array.isArray(value)) throw unresolved(`the list ${JSON.stringify(argument)}`, place);
    return value;
  };
  const items = (argument: Json): readonly Json[] => (Array.isArray(argument) ? argument : [argument]);
  const intrinsics: Record<string, Intrinsic> = {
    Ref: (name, place) => ref(String(name), place),
    'Fn::GetAtt': (argument, place) => {
      const [id, ...rest] = typeof argument === 'string' ? argument.split('.') : items(argument);
      return attribute(String(id), rest.map((part) => String(resolve(part ?? '', place))).join('.'), place);
    },
    'Fn::Sub': substitute,
    'Fn::Join': (argument, place) => {
      const [separator, parts] = items(argument);
      return list(parts ?? [], place)
        .map(String)
        .join(String(separator));
    },
    'Fn::Select': (argument, place) => {
      const [index, choices] = items(argument);
      return list(choices ?? [], place)[Number(resolve(index ?? 0, place))];
    },
    'Fn::Split': (argument, place) => {
      const [separator, text] = items(argument);
      return String(resolve(text ?? '', place)).split(String(separator));
    },
    'Fn::ImportValue': (name, place) => importValue(resolve(name, place), place),
    'Fn::GetStackOutput': (argument, place) => {
      const { StackName, OutputName } = resolve(argument, place) as JsonObject;
      return importValue(`${StackName}.${OutputName}`, place);
    },
    'Fn::If': (argument, place) => {
      const [name, yes, no] = items(argument);
      return resolve((condition(String(name), place) ? yes : no) ?? null, place);
    },
    'Fn::Equals': (argument, place) => {
      const [left, right] = list(argument, place);
      return JSON.stringify(left) === JSON.stringify(right);
    },
    'Fn::Not': (argument, place) => list(argument, place)[0] !== true,
    'Fn::And': (argument, place) => list(argument, place).every((value) => value === true),
    'Fn::Or': (argument, place) => list(argument, place).some((value) => value === true),
    'Fn::FindInMap': (argument, place) => {
      const [map, first, second] = list(argument, place).map(String);
      return place.stack.template.Mappings?.[map ?? '']?.[first ?? '']?.[second ?? ''];
    },
    'Fn::Base64': (argument, place) => Buffer.from(String(resolve(argument, place))).toString('base64'),
    'Fn::GetAZs': () => ['a', 'b', 'c'].map((zone) => region + zone),
    Condition: (name, place) => condition(String(name), place),
  };

  function resolve(value: Json, place: Place): Json {
    if (value === null || typeof value !== 'object') return value;
    if (isList(value)) return value.map((item) => resolve(item, place)).filter((item) => item !== NO_VALUE);
    const [key, ...others] = Object.keys(value);
    if (key !== undefined && others.length === 0 && isIntrinsic(key, value[key] ?? null)) {
      if (key === 'Ref' && value[key] === 'AWS::NoValue') return NO_VALUE;
      const result = intrinsics[key]?.(value[key] ?? null, place);
      if (result === undefined) throw unresolved(`${key} ${JSON.stringify(value[key])}`, place);
      return result;
    }
    const entries = Object.entries(value).map(([name, item]) => [name, resolve(item, place)] as const);
    return Object.fromEntries(entries.filter(([, item]) => item !== NO_VALUE));
  }

  function load(stack: AssemblyStack, logicalId: string, resource: TemplateResource): CloudResource {
    const id = `${stack.name}/${logicalId}`;
    const known = cache.get(id);
    if (known) return known;
    const path = resource.Metadata?.['aws:cdk:path'];
    let properties: JsonObject | undefined;
    const loaded: CloudResource = {
      stack: stack.name,
      logicalId,
      type: resource.Type,
      path: typeof path === 'string' ? path : id,
      // Lazily, so that what nobody asks for (a dashboard's body) need not be resolvable here.
      get properties() {
        properties ??= resolve(resource.Properties ?? {}, {
          stack,
          at: `${id} (${resource.Type})`,
        }) as JsonObject;
        return properties;
      },
    };
    cache.set(id, loaded);
    return loaded;
  }

  const existing = stacks.flatMap((stack) =>
    Object.entries(stack.template.Resources ?? {})
      .filter(([id, { Condition }]) => Condition === undefined || condition(Condition, { stack, at: id }))
      .map(([logicalId, resource]) => ({ stack, logicalId, resource })),
  );
  return {
    resources: (type) =>
      existing
        .filter(({ resource }) => resource.Type === type)
        .map(({ stack, logicalId, resource }) => load(stack, logicalId, resource)),
    types: () => {
      const counts = new Map<string, number>();
      for (const { resource } of existing) counts.set(resource.Type, (counts.get(resource.Type) ?? 0) + 1);
      return counts;
    },
    resolve: (name, expression) => {
      const stack = stacks.find((candidate) => candidate.name === name);
      if (!stack) throw new Error(`There is no stack ${name} in the cloud assembly.`);
      return resolve(expression, { stack, at: name });
    },
    outputs: () =>
      Object.fromEntries(
        stacks.flatMap((stack) =>
          Object.entries(stack.template.Outputs ?? {}).map(([id, output]) => [
            `${stack.name}.${id}`,
            resolve(output.Value, { stack, at: `output ${id} of ${stack.name}` }),
          ]),
        ),
      ),
  };
}

// A property whose value is this marker is left out, as CloudFormation leaves out AWS::NoValue.
const NO_VALUE = '\u0000AWS::NoValue';

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isIntrinsic(key: string, argument: Json): boolean {
  // IAM statements have a member "Condition" too, always an object; a condition reference is a string.
  return key === 'Ref' || key.startsWith('Fn::') || (key === 'Condition' && typeof argument === 'string');
}

function unresolved(what: string, { at }: Place): Error {
  return new Error(`The local cloud cannot resolve ${what} in ${at}: unknown function, resource or attribute.`);
}
