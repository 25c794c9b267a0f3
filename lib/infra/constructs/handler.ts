import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, type Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { FUNCTIONS, type FunctionName } from '../functions.ts';
import { nameOf } from '../names.ts';
import { type Alarms, FIVE_MINUTES } from './alarms.ts';

export interface HandlerProps {
  readonly name: FunctionName;
  readonly stage: string;
  readonly code: Code;
  readonly alarms: Alarms;
}

/** The namespace and service under which the functions' own metrics are counted. */
export const METRICS = { namespace: 'Forewarn', service: (stage: string) => nameOf(stage, 'service') };

/** One function of `lambdas/` with a role of its own that may nothing but what `allow` says, its logs and its alarms. */
export class Handler extends Construct {
  readonly name: FunctionName;
  readonly function: LambdaFunction;
  private readonly role: Role;

  constructor(scope: Construct, id: string, props: HandlerProps) {
    super(scope, id);
    const { memoryMb, timeoutSeconds } = FUNCTIONS[props.name];
    const functionName = nameOf(props.stage, props.name);
    this.name = props.name;
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.function = new LambdaFunction(this, 'Function', {
      functionName,
      description: `Forewarn: lambdas/${props.name}.ts`,
      code: props.code,
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: memoryMb,
      timeout: Duration.seconds(timeoutSeconds),
      role: this.role,
      logGroup,
      tracing: Tracing.ACTIVE,
      environment: {
        POWERTOOLS_SERVICE_NAME: METRICS.service(props.stage),
        POWERTOOLS_METRICS_NAMESPACE: METRICS.namespace,
      },
    });
    this.allow(['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn);
    Validations.of(this.role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'X-Ray: PutTraceSegments and PutTelemetryRecords take no resource; nothing else is allowed on *.',
    });
    this.watch(props.alarms);
  }

  /** Adds a permission; whoever calls it sets the matching environment variable as well. */
  allow(actions: readonly string[], ...resources: readonly string[]): void {
    this.role.addToPolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }));
  }

  setting(name: string, value: string): void {
    this.function.addEnvironment(name, value);
  }

  private watch(alarms: Alarms): void {
    alarms.add(`${this.name}-errors`, {
      metric: this.function.metricErrors({ period: FIVE_MINUTES }),
      threshold: 1,
      meaning: `The function ${this.name} threw, ran out of time or out of memory.`,
      runbook: 'function-errors',
    });
    alarms.add(`${this.name}-throttles`, {
      metric: this.function.metricThrottles({ period: FIVE_MINUTES }),
      threshold: 1,
      periods: 2,
      meaning: `Lambda refused to start another copy of ${this.name}.`,
      runbook: 'function-throttles',
    });
  }
}
