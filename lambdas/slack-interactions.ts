import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@aws-lambda-powertools/logger';
import { findSetting, getSetting } from '../lib/adapters/environment.ts';
import { createSlackHandler } from '../lib/adapters/http/slack-handler.ts';
import { signingSecretReader, slackTokenReader } from '../lib/adapters/secret-reader.ts';
import { SlackSignature } from '../lib/adapters/slack/slack-signature.ts';
import { SlackWebPeople } from '../lib/adapters/slack/slack-web-people.ts';
import { SqsInteractionQueue } from '../lib/adapters/sqs/interaction-queue.ts';
import { makeCorePorts } from '../lib/adapters/wiring.ts';

// Slack gives three seconds for everything; a form that opens for a stranger is the lesser evil.
const PATIENCE_MS = 700;
const FORM_TIMEOUT_MS = 2_000;

const logger = new Logger();

/** What people press, fill in and type in Slack. */
export const handler = createSlackHandler(() => {
  const people = new SlackWebPeople({
    token: slackTokenReader(getSetting('SLACK_SECRET_ARN'), Date.now),
    apiUrl: findSetting('SLACK_API_URL'),
    timeoutMs: FORM_TIMEOUT_MS,
    now: Date.now,
    onFormFailed: (error) => logger.warn('A form was not opened', { error }),
  });
  const core = makeCorePorts();
  return {
    ...core,
    directory: people,
    forms: people,
    patience: () => sleep(PATIENCE_MS),
    signature: new SlackSignature({
      secret: signingSecretReader(getSetting('SLACK_SIGNING_SECRET_ARN'), Date.now),
      // Slack signs by its own clock, which the local cloud moves with everybody's.
      now: () => Date.parse(core.clock.now()),
    }),
    queue: new SqsInteractionQueue({ queueUrl: getSetting('INTERACTIONS_QUEUE_URL') }),
  };
});
