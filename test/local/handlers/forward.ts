import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

const sqs = new SQSClient({});

type StreamEvent = { Records: { dynamodb: { SequenceNumber: string; NewImage: Record<string, { S: string }> } }[] };

/** Forwards new items to the delivery queue; an item with the body `poison` always fails. */
export async function handler(event: StreamEvent): Promise<object> {
  for (const { dynamodb } of event.Records) {
    const id = dynamodb.NewImage['pk']?.S ?? '';
    if (dynamodb.NewImage['body']?.S === 'poison') throw new Error(`cannot forward ${id}`);
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: process.env['QUEUE_URL'],
        MessageBody: JSON.stringify({ id, body: dynamodb.NewImage['body']?.S }),
        MessageGroupId: 'one-channel',
        MessageDeduplicationId: `${id}-${dynamodb.SequenceNumber}`,
      }),
    );
  }
  return { batchItemFailures: [] };
}
