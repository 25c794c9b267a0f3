import type { AssemblyStack, Json, JsonObject, TemplateResource } from './cloud-assembly.ts';
import { Scope } from './scope.ts';

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

export type DeploymentSettings = {
  readonly stacks: readonly AssemblyStack[];
  readonly region: string;
  readonly accountId: string;
  readonly attributes: AttributeResolver;
};

type Declared = { readonly stack: AssemblyStack; readonly logicalId: string; readonly resource: TemplateResource };

/**
 * Resolves the templates of a cloud assembly lazily: a resource's properties are resolved when they are asked for.
 * An intrinsic function that is unknown, or points nowhere, throws an Error that names the resource and the function.
 */
export class Deployment {
  readonly #settings: DeploymentSettings;
  readonly #loaded = new Map<string, CloudResource>();
  readonly #declared: readonly Declared[];

  constructor(settings: DeploymentSettings) {
    this.#settings = settings;
    this.#declared = settings.stacks.flatMap((stack) =>
      Object.entries(stack.template.Resources ?? {})
        .filter(([id, { Condition }]) => Condition === undefined || this.#scope(stack, id).condition(Condition))
        .map(([logicalId, resource]) => ({ stack, logicalId, resource })),
    );
  }

  /** The resolved resources of one type, in the order of the templates. */
  resources(type: string): CloudResource[] {
    return this.#declared.filter(({ resource }) => resource.Type === type).map((declared) => this.#load(declared));
  }

  /** The value that an expression from this stack's template stands for. */
  resolve(stackName: string, expression: Json): Json {
    const stack = this.#settings.stacks.find(({ name }) => name === stackName);
    if (!stack) throw new Error(`There is no stack ${stackName} in the cloud assembly.`);
    return this.#scope(stack, stackName).resolve(expression);
  }

  /** The outputs of all stacks, under `stack.output`. */
  outputs(): Record<string, Json> {
    const outputs: Record<string, Json> = {};
    for (const stack of this.#settings.stacks) {
      for (const [id, { Value }] of Object.entries(stack.template.Outputs ?? {})) {
        outputs[`${stack.name}.${id}`] = this.#scope(stack, `output ${id} of ${stack.name}`).resolve(Value);
      }
    }
    return outputs;
  }

  #scope(stack: AssemblyStack, at: string): Scope {
    const { region, accountId, attributes } = this.#settings;
    return new Scope({
      ...{ stack, at, region, accountId },
      answer: (owner, logicalId, attribute) => {
        const resource = owner.template.Resources?.[logicalId];
        return resource && attributes(this.#load({ stack: owner, logicalId, resource }), attribute);
      },
      importValue: (name, importedAt) => this.#importValue(name, importedAt),
    });
  }

  #importValue(name: Json, at: string): Json | undefined {
    for (const stack of this.#settings.stacks) {
      for (const [id, output] of Object.entries(stack.template.Outputs ?? {})) {
        const scope = this.#scope(stack, `output ${id}`);
        if (output.Export && scope.resolve(output.Export.Name) === name) return scope.resolve(output.Value);
      }
    }
    // CDK's consumer may also name another stack's output ("Stack.Output") without an export.
    const [stackName, outputName = ''] = String(name).split(/[.:]/);
    const stack = this.#settings.stacks.find((candidate) => candidate.name === stackName);
    const output = stack?.template.Outputs?.[outputName];
    return stack && output ? this.#scope(stack, at).resolve(output.Value) : undefined;
  }

  #load({ stack, logicalId, resource }: Declared): CloudResource {
    const id = `${stack.name}/${logicalId}`;
    const known = this.#loaded.get(id);
    if (known) return known;
    const path = resource.Metadata?.['aws:cdk:path'];
    const scope = this.#scope(stack, `${id} (${resource.Type})`);
    let properties: JsonObject | undefined;
    const loaded: CloudResource = {
      stack: stack.name,
      logicalId,
      type: resource.Type,
      path: typeof path === 'string' ? path : id,
      // Lazily, so that what nobody asks for (a dashboard's body) need not be resolvable here.
      get properties() {
        properties ??= scope.resolveMembers(resource.Properties ?? {});
        return properties;
      },
    };
    this.#loaded.set(id, loaded);
    return loaded;
  }
}
