import type { Json } from '../cloudformation/cloud-assembly.ts';
import { physicalName } from '../cloudformation/physical-attributes.ts';
import { propertyAt } from '../cloudformation/properties.ts';
import type { CloudResource, Deployment } from '../cloudformation/template.ts';
import type { LocalFunctions } from '../lambda/functions.ts';
import type { Access, IamPolicies } from './iam-policy.ts';

/** Something other than a function that acts under a role of the templates. */
export type PlatformCaller = { readonly name: string; readonly roleArn: string };

/** What the platform does under a role, and the resource of the template that makes it do so. */
type Duty = Access & { readonly caller: string; readonly because: string };

/** The schedules, which call their targets under roles of their own. */
export function scheduleCallers(deployment: Deployment): PlatformCaller[] {
  return deployment.resources('AWS::Scheduler::Schedule').map((schedule) => ({
    name: scheduleCaller(schedule),
    roleArn: String(propertyAt(schedule.properties, 'Target', 'RoleArn')),
  }));
}

/**
 * Checks that Lambda, the scheduler and API Gateway may do what the templates ask of them: read queues and streams, report
 * failures, invoke functions. Throws an Error that names every missing permission. These count as used from here on.
 */
export function checkPlatformPermissions(services: {
  readonly deployment: Deployment;
  readonly functions: LocalFunctions;
  readonly policies: IamPolicies;
}): void {
  const { deployment, functions, policies } = services;
  const missing = [...mappingDuties(services), ...invokeDuties(services), ...scheduleDuties(deployment)]
    .filter(({ caller, action, resource }) => !policies.allows(caller, { action, resource }))
    .map(({ caller, action, resource, because }) => `${caller} may not ${action} on ${resource}, as ${because} needs`);
  const invokable = new Set(
    deployment
      .resources('AWS::Lambda::Permission')
      .filter(({ properties }) => properties['Principal'] === 'apigateway.amazonaws.com')
      .map(({ properties }) => functions.get(String(properties['FunctionName'])).name),
  );
  for (const { properties, path } of deployment.resources('AWS::ApiGatewayV2::Integration')) {
    const { name } = functions.get(functionArnOf(properties['IntegrationUri']));
    if (!invokable.has(name))
      missing.push(`API Gateway may not invoke ${name}, as ${path} needs (AWS::Lambda::Permission)`);
  }
  if (missing.length > 0) throw new Error(`The templates lack permissions:\n- ${missing.join('\n- ')}`);
}

/** The function's ARN inside an integration's or authorizer's URI, which may be that ARN itself. */
export function functionArnOf(uri: Json | undefined): string {
  return /functions\/(arn:[^/]+)\/invocations/.exec(String(uri))?.[1] ?? String(uri);
}

function mappingDuties({ deployment, functions }: { deployment: Deployment; functions: LocalFunctions }): Duty[] {
  return deployment.resources('AWS::Lambda::EventSourceMapping').flatMap(({ properties, path }) => {
    const caller = functions.get(String(properties['FunctionName'])).name;
    const resource = String(properties['EventSourceArn']);
    const actions =
      resource.split(':')[2] === 'sqs'
        ? ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']
        : ['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream'];
    const duties = actions.map((action): Duty => ({ caller, action, resource, because: path }));
    const destination = onFailure(properties['DestinationConfig']);
    return destination === undefined ? duties : [...duties, sendDuty(destination, { caller, because: path })];
  });
}

function invokeDuties({ deployment, functions }: { deployment: Deployment; functions: LocalFunctions }): Duty[] {
  const configured = deployment.resources('AWS::Lambda::EventInvokeConfig').flatMap(({ properties, path }) => {
    const destination = onFailure(properties['DestinationConfig']);
    const caller = functions.get(String(properties['FunctionName'])).name;
    return destination === undefined ? [] : [sendDuty(destination, { caller, because: path })];
  });
  const deadLetters = functions.list().flatMap(({ name, resource }) => {
    const target = propertyAt(resource.properties, 'DeadLetterConfig', 'TargetArn');
    return target === undefined ? [] : [sendDuty(String(target), { caller: name, because: resource.path })];
  });
  return [...configured, ...deadLetters];
}

function scheduleDuties(deployment: Deployment): Duty[] {
  return deployment.resources('AWS::Scheduler::Schedule').flatMap((schedule) => {
    const who = { caller: scheduleCaller(schedule), because: schedule.path };
    const arn = String(propertyAt(schedule.properties, 'Target', 'Arn'));
    const isFunction = arn.split(':')[2] === 'lambda';
    const call = isFunction ? { ...who, action: 'lambda:InvokeFunction', resource: arn } : sendDuty(arn, who);
    const deadLetters = propertyAt(schedule.properties, 'Target', 'DeadLetterConfig', 'Arn');
    return deadLetters === undefined ? [call] : [call, sendDuty(String(deadLetters), who)];
  });
}

function sendDuty(arn: string, who: { caller: string; because: string }): Duty {
  return { ...who, action: arn.split(':')[2] === 'sns' ? 'sns:Publish' : 'sqs:SendMessage', resource: arn };
}

function onFailure(config: Json | undefined): string | undefined {
  const destination = propertyAt(config, 'OnFailure', 'Destination');
  return destination === undefined ? undefined : String(destination);
}

function scheduleCaller(schedule: CloudResource): string {
  return `schedule ${physicalName(schedule, 'Name')}`;
}
