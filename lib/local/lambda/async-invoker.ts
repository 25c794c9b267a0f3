import { randomUUID } from 'node:crypto';
import { propertyAt } from '../cloudformation/properties.ts';
import type { Deployment } from '../cloudformation/template.ts';
import type { Messaging } from '../messaging/messaging.ts';
import type { LocalFunctions } from './functions.ts';

/** Invokes a function as an event, without waiting for an answer to map: failures are retried, then reported. */
export type AsyncInvoker = (functionArn: string, event: unknown) => Promise<void>;

type Rules = { readonly retries: number; readonly destination: string | undefined };

// Lambda waits a minute, then two; nobody watching a terminal would.
const RETRY_DELAYS_MS = [1000, 2000];

/**
 * Lambda's asynchronous invocation: two retries unless an EventInvokeConfig says otherwise, then the on-failure
 * destination or the function's dead-letter queue. Resolves when the event is done with, either way.
 */
export function createAsyncInvoker(services: {
  readonly deployment: Deployment;
  readonly functions: LocalFunctions;
  readonly messaging: Messaging;
  readonly onProgress: (line: string) => void;
}): AsyncInvoker {
  const { deployment, functions, messaging } = services;
  const configs = deployment.resources('AWS::Lambda::EventInvokeConfig');

  function rulesFor(name: string): Rules {
    const config = configs.find(({ properties }) => functions.get(String(properties['FunctionName'])).name === name);
    const onFailure = propertyAt(config?.properties, 'DestinationConfig', 'OnFailure', 'Destination');
    const { resource } = functions.get(name);
    const destination = onFailure ?? propertyAt(resource.properties, 'DeadLetterConfig', 'TargetArn');
    return {
      retries: Number(config?.properties['MaximumRetryAttempts'] ?? 2),
      destination: typeof destination === 'string' ? destination : undefined,
    };
  }

  return async (functionArn, event) => {
    const { name, arn } = functions.get(functionArn);
    const { retries, destination } = rulesFor(name);
    for (let attempt = 0; ; attempt++) {
      const invocation = await functions.invoke(name, event);
      if (invocation.outcome === 'returned') return;
      if (attempt < retries) {
        await new Promise((resolve) => setTimeout(resolve, RETRY_DELAYS_MS[attempt] ?? 2000));
        continue;
      }
      services.onProgress(`${name} gave up an event after ${attempt + 1} attempts`);
      if (destination === undefined) return;
      const report = {
        version: '1.0',
        timestamp: new Date().toISOString(),
        requestContext: {
          requestId: randomUUID(),
          functionArn: arn,
          condition: 'RetriesExhausted',
          approximateInvokeCount: attempt + 1,
        },
        requestPayload: event,
        responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
        responsePayload: invocation.error,
      };
      return messaging.sendTo(destination, JSON.stringify(report));
    }
  };
}
