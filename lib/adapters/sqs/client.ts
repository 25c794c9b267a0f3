import { SQSClient } from '@aws-sdk/client-sqs';

let shared: SQSClient | undefined;

/** One client a process, made when first needed. The queue's own address is not called: AWS_ENDPOINT_URL_SQS rules. */
export function sharedSqsClient(): SQSClient {
  shared ??= new SQSClient({
    useQueueUrlAsEndpoint: false,
    maxAttempts: 4,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
  });
  return shared;
}
