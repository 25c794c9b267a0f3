import { Alias } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Handler } from './handler.ts';

/** The CloudEvents that teams subscribe their own queues, functions and mailboxes to. */
export class EventTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: { readonly topicName: string }) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', {
      topicName: props.topicName,
      displayName: 'Forewarn',
      // The key that AWS manages for SNS costs nothing and needs no grant; only our own functions publish here.
      masterKey: Alias.fromAliasName(this, 'Key', 'alias/aws/sns'),
      enforceSSL: true,
    });
  }

  grantPublish(handler: Handler): void {
    handler.allow(['sns:Publish'], this.topic.topicArn);
    handler.setting('TOPIC_ARN', this.topic.topicArn);
  }
}
