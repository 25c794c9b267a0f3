import { Logger } from '@aws-lambda-powertools/logger';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { measureAnswers } from '../lib/adapters/answer-metrics.ts';
import { findSetting, getSetting } from '../lib/adapters/environment.ts';
import { slackTokenReader } from '../lib/adapters/secret-reader.ts';
import { SlackWebPeople } from '../lib/adapters/slack/slack-web-people.ts';
import { SlackWebResponder } from '../lib/adapters/slack/slack-web-responder.ts';
import { parseInteractionMessage } from '../lib/adapters/sqs/interaction-queue.ts';
import { processFifoBatch } from '../lib/adapters/sqs/process-fifo-batch.ts';
import { makeCorePorts } from '../lib/adapters/wiring.ts';
import { answerInteraction } from '../lib/application/answering/answer-interaction.ts';

const logger = new Logger();
const apiUrl = findSetting('SLACK_API_URL');
const ports = {
  ...makeCorePorts(),
  directory: new SlackWebPeople({
    token: slackTokenReader(getSetting('SLACK_SECRET_ARN'), Date.now),
    apiUrl,
    now: Date.now,
  }),
  responder: new SlackWebResponder({ apiUrl }),
  registry: { url: getSetting('REGISTRY_URL') },
  measure: measureAnswers,
};

/** Answers what people did in Slack, one after the other for the models of one team in one announcement. */
export const handler = (event: SQSEvent): Promise<SQSBatchResponse> =>
  processFifoBatch(event, {
    handle: async ({ body, messageId }) => {
      const outcome = await answerInteraction(parseInteractionMessage(body), ports);
      logger.info('Interaction answered', { messageId, outcome });
      return 'done';
    },
    onError: (error, { messageId }) => logger.error('An interaction failed', { messageId, error: String(error) }),
  });
