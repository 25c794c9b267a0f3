import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Handler } from './handler.ts';

export interface FunctionSecretProps {
  readonly secretName: string;
  readonly description: string;
  /** The environment variable by which functions know the secret. */
  readonly setting: string;
  readonly whyNotRotated: string;
}

/** A secret with a random first value; the functions get its ARN and read the value themselves. */
export class FunctionSecret extends Construct {
  readonly secret: Secret;
  private readonly settingName: string;

  constructor(scope: Construct, id: string, props: FunctionSecretProps) {
    super(scope, id);
    this.settingName = props.setting;
    this.secret = new Secret(this, 'Secret', {
      secretName: props.secretName,
      description: props.description,
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    Validations.of(this.secret).acknowledge({ id: 'AwsSolutions-SMG4', reason: props.whyNotRotated });
  }

  grantRead(handler: Handler): void {
    handler.allow(['secretsmanager:GetSecretValue'], this.secret.secretArn);
    handler.setting(this.settingName, this.secret.secretArn);
  }
}
