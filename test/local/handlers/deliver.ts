import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';

const sns = new SNSClient({});
const sqs = new SQSClient({});

type Record = {
  messageId: string;
  receiptHandle: string;
  body: string;
  attributes: { ApproximateReceiveCount: string };
};

async function deliver({ body, receiptHandle, attributes }: Record): Promise<void> {
  const message = JSON.parse(body) as { id: string; body: string };
  const attempt = Number(attributes.ApproximateReceiveCount);
  if (message.body === 'undeliverable' || (message.body === 'second-time' && attempt === 1)) {
    const QueueUrl = process.env['QUEUE_URL'];
    const ReceiptHandle = receiptHandle;
    await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
    throw new Error(`not delivered: ${message.id}`);
  }
  await fetch(`${process.env['SLACK_API_URL']}chat.postMessage`, {
    method: 'POST',
    headers: { authorization: 'Bearer xoxb-test', 'content-type': 'application/json' },
    body: JSON.stringify({ channel: '#alerts', text: `${message.id} attempt ${attempt}` }),
  });
  await sns.send(
    new PublishCommand({
      TopicArn: process.env['TOPIC_ARN'],
      Message: JSON.stringify(message),
      MessageAttributes: { kind: { DataType: 'String', StringValue: 'test' } },
    }),
  );
}

export async function handler(event: { Records: Record[] }): Promise<object> {
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const record of event.Records) {
    try {
      await deliver(record);
    } catch (error) {
      console.error(error);
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures };
}
