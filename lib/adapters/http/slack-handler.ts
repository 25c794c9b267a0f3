import { createHash } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type OpenFormPorts, openForm } from '../../application/answering/open-form.ts';
import type { InteractionQueue } from '../../application/ports/queues.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Interaction } from '../../domain/interaction/interaction.ts';
import { parseCommand, parseInteraction } from '../slack/parse-interaction.ts';
import type { SlackSignature } from '../slack/slack-signature.ts';
import { problem, unexpectedProblem } from './problem.ts';

export interface SlackHandlerPorts extends OpenFormPorts {
  readonly signature: SlackSignature;
  readonly queue: InteractionQueue;
}

/** Slack's largest requests carry a whole message; they stay far below this. */
const MAX_BYTES = 512 * 1024;
const DONE: APIGatewayProxyStructuredResultV2 = { statusCode: 200, body: '' };

const logger = new Logger();

/**
 * `POST /slack/interactions` and `POST /slack/commands`. Slack waits three seconds: a form is opened, all else is queued.
 * What Slack has not signed is refused before anything of it is read.
 */
export function createSlackHandler(makePorts: () => SlackHandlerPorts) {
  let ports: SlackHandlerPorts | undefined;
  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const instance = event.requestContext.requestId;
    try {
      ports ??= makePorts();
      return await receive(event, ports);
    } catch (error) {
      if (error instanceof DomainError) return { ...problem(error, instance) };
      logger.error('unexpected failure', { routeKey: event.routeKey, requestId: instance, error });
      return { ...unexpectedProblem(instance) };
    }
  };
}

async function receive(
  event: APIGatewayProxyEventV2,
  ports: SlackHandlerPorts,
): Promise<APIGatewayProxyStructuredResultV2> {
  // Forms are not text to API Gateway: the signature is over what was encoded.
  const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (body.length > MAX_BYTES) throw new DomainError('too-large', `the body has more than ${MAX_BYTES} bytes`);
  if ((await ports.signature.verify({ body, headers: event.headers })) === 'unsigned')
    throw new DomainError('unauthenticated', 'the request is not signed by Slack within the last five minutes');
  const fields = new URLSearchParams(body.toString('utf8'));
  const at = ports.clock.now();
  // The same act has the same body, each time that Slack sends it.
  const id = createHash('sha256').update(body).digest('hex');
  const queue = async (interaction: Interaction): Promise<APIGatewayProxyStructuredResultV2> => {
    await ports.queue.send(interaction, id);
    return DONE;
  };
  if (event.routeKey.endsWith('/slack/commands'))
    return fields.get('ssl_check') === '1' ? DONE : await queue(parseCommand(fields, at));
  const request = parseInteraction(fields.get('payload') ?? '', at);
  switch (request.kind) {
    case 'ignored':
      return DONE;
    case 'invalid-form':
      return json({ response_action: 'errors', errors: request.errors });
    case 'answered':
      return await queue(request.interaction);
    case 'press':
      return (await openForm(request.press, request.trigger, ports)) === 'opened' ? DONE : await queue(request.press);
  }
}

const json = (body: object): APIGatewayProxyStructuredResultV2 => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
