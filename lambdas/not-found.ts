import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { answerUnrouted } from '../lib/adapters/http/unrouted.ts';

/** `$default`: whatever no route takes, signed in or not. */
export async function handler(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const { http, requestId } = event.requestContext;
  return { ...answerUnrouted({ method: http.method, path: event.rawPath, requestId }) };
}
