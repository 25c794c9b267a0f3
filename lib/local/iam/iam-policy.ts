import type { Json, JsonObject } from '../cloudformation/cloud-assembly.ts';
import { physicalName } from '../cloudformation/physical-attributes.ts';
import { isList, objectsOf, stringsOf } from '../cloudformation/properties.ts';
import type { CloudResource, Deployment } from '../cloudformation/template.ts';

/** One action on one resource that a call needs, e.g. `dynamodb:PutItem` on a table's ARN. */
export type Access = { readonly action: string; readonly resource: string };

/** A permission as a person reads it: who may do what on what. */
export type Grant = { readonly functionName: string; readonly action: string; readonly resource: string };

type Statement = { readonly actions: readonly string[]; readonly resources: readonly string[] };

// What has no counterpart on this machine.
const PLATFORM_ACTIONS = [
  /^logs:/,
  /^xray:/,
  /^kms:/,
  /^cloudwatch:PutMetricData$/,
  /^dynamodb:ListStreams$/,
  /^sqs:Get(QueueAttributes|QueueUrl)$/,
];

/**
 * The identity policies that the templates give each caller's role (a function's, a schedule's): inline, attached and
 * managed. A statement that this machine cannot judge (a Condition, Deny, NotAction, NotResource) throws an Error that
 * names the role.
 */
export class IamPolicies {
  readonly #statementsOf = new Map<string, Statement[]>();
  readonly #used = new Set<string>();

  constructor(deployment: Deployment, callers: readonly { readonly name: string; readonly roleArn: string }[]) {
    for (const { name, roleArn } of callers) {
      const role = deployment
        .resources('AWS::IAM::Role')
        .find((candidate) => roleArn.endsWith(`/${roleName(candidate)}`));
      if (!role) throw new Error(`${name} has the role ${roleArn}, which is not in the templates.`);
      const documents = roleDocuments(role, deployment);
      this.#statementsOf.set(
        name,
        documents.flatMap((document) => parseStatements(document, role)),
      );
    }
  }

  hasCaller(functionName: string): boolean {
    return this.#statementsOf.has(functionName);
  }

  /** Does the function's role allow it? Remembers the permission as used. Throws an Error if no function has that name. */
  allows(functionName: string, access: Access): boolean {
    const statements = this.#statementsOf.get(functionName);
    if (!statements) throw new Error(`No function of the templates signs its calls as ${functionName}.`);
    let isAllowed = false;
    for (const { actions, resources } of statements) {
      for (const action of actions.filter((pattern) => matchesWildcard(access.action, pattern, 'insensitive'))) {
        for (const resource of resources.filter((pattern) => matchesWildcard(access.resource, pattern))) {
          this.#used.add(keyOf({ functionName, action, resource }));
          isAllowed = true;
        }
      }
    }
    return isAllowed;
  }

  /** Permissions of the templates that nobody has used yet, platform grants aside. */
  unusedGrants(): Grant[] {
    const isUsed = (grant: Grant): boolean => this.#used.has(keyOf(grant));
    return [...this.#statementsOf].flatMap(([functionName, statements]) =>
      statements.flatMap(({ actions, resources }) =>
        actions
          .filter((action) => !PLATFORM_ACTIONS.some((platform) => platform.test(action)))
          .flatMap((action) =>
            groupByTable(resources)
              .filter((group) => !group.some((resource) => isUsed({ functionName, action, resource })))
              .map(([resource = '*']) => ({ functionName, action, resource })),
          ),
      ),
    );
  }
}

function keyOf({ functionName, action, resource }: Grant): string {
  return `${functionName} ${action} ${resource}`;
}

// CDK's own grants name a table and all of its indexes together; using either uses such a grant.
function groupByTable(resources: readonly string[]): string[][] {
  const isAllIndexes = (resource: string): boolean => resource.endsWith('/index/*');
  return resources
    .filter((resource) => !(isAllIndexes(resource) && resources.includes(resource.replace('/index/*', ''))))
    .map((resource) => [resource, ...resources.filter((other) => other === `${resource}/index/*`)]);
}

function roleName(role: CloudResource): string {
  return physicalName(role, 'RoleName');
}

function roleDocuments(role: CloudResource, deployment: Deployment): readonly JsonObject[] {
  const inline = objectsOf(role.properties['Policies']).map((policy) => policy['PolicyDocument']);
  const managedArns = stringsOf(role.properties['ManagedPolicyArns']);
  const attached = ['AWS::IAM::Policy', 'AWS::IAM::RolePolicy', 'AWS::IAM::ManagedPolicy']
    .flatMap((type) => deployment.resources(type))
    .filter((policy) => {
      const roles = toList(policy.properties['Roles'] ?? policy.properties['RoleName']);
      const arn = `policy/${physicalName(policy, 'ManagedPolicyName')}`;
      return roles.includes(roleName(role)) || managedArns.some((managed) => managed.endsWith(arn));
    })
    .map(({ properties }) => properties['PolicyDocument']);
  return objectsOf([...inline, ...attached].map((document = null) => document));
}

function parseStatements(document: JsonObject, role: CloudResource): Statement[] {
  return objectsOf(toList(document['Statement'])).map((statement) => {
    const unsupported = ['Condition', 'NotAction', 'NotResource'].find((member) => statement[member] !== undefined);
    if (unsupported || statement['Effect'] !== 'Allow') {
      throw new Error(
        `The local cloud cannot judge a statement with ${unsupported ?? `Effect ${statement['Effect']}`} in the policies of ${role.path}: ${JSON.stringify(statement)}. Grant without it, or extend lib/local/iam/iam-policy.ts.`,
      );
    }
    return {
      actions: toList(statement['Action']).map(String),
      resources: toList(statement['Resource']).map(String),
    };
  });
}

/** IAM's own matching: `*` is any text, `?` any one character; actions compare without regard to case. */
export function matchesWildcard(
  text: string,
  pattern: string,
  sensitivity: 'insensitive' | 'sensitive' = 'sensitive',
): boolean {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${escaped}$`, sensitivity === 'insensitive' ? 'is' : 's').test(text);
}

function toList(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
}
