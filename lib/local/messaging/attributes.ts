import type { JsonObject } from '../cloudformation/cloud-assembly.ts';

const QUEUE_ATTRIBUTES = [
  'VisibilityTimeout',
  'DelaySeconds',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'RedrivePolicy',
  'FifoQueue',
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
];
const TOPIC_ATTRIBUTES = ['FifoTopic', 'ContentBasedDeduplication'];
const SUBSCRIPTION_ATTRIBUTES = ['RawMessageDelivery', 'FilterPolicy', 'FilterPolicyScope', 'RedrivePolicy'];

/** The attributes of CreateQueue that a template's queue asks for. */
export function queueAttributes(properties: JsonObject): Record<string, string> {
  return pickText(properties, QUEUE_ATTRIBUTES);
}

/** The attributes of CreateTopic, as query parameters. */
export function topicAttributes(properties: JsonObject): Record<string, string> {
  return toParameters(pickText(properties, TOPIC_ATTRIBUTES));
}

/** The attributes of Subscribe, as query parameters. */
export function subscriptionAttributes(properties: JsonObject): Record<string, string> {
  return toParameters(pickText(properties, SUBSCRIPTION_ATTRIBUTES));
}

function pickText(properties: JsonObject, names: readonly string[]): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const name of names) {
    const value = properties[name];
    if (value !== undefined) picked[name] = typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
  return picked;
}

function toParameters(attributes: Record<string, string>): Record<string, string> {
  const entries = Object.entries(attributes).flatMap(([key, value], index) => [
    [`Attributes.entry.${index + 1}.key`, key] as const,
    [`Attributes.entry.${index + 1}.value`, value] as const,
  ]);
  return Object.fromEntries(entries);
}
