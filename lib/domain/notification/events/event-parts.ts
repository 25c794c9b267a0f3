import type { Change } from '../../diff/change.ts';
import { canonicalJson } from '../../schema/canonical.ts';
import type { JsonValue } from '../../schema/json.ts';
import type { Email } from '../email/email.ts';
import type { CloudEvent, EventAttributes, EventType } from './cloud-event.ts';

export interface RenderedEvent {
  readonly event: CloudEvent;
  readonly attributes: EventAttributes;
  /** The same for mailboxes that are subscribed to the topic. */
  readonly email: Email;
}

/** Bytes of JSON, by which an event stays within what SNS takes. */
export const SENTENCE = 500;
const VALUE = 512;

export interface Envelope {
  /** Of the delivery, which makes the event's id. */
  readonly deliveryId: string;
  /** When the delivery was made, so that a repeat says the same time. */
  readonly at: string;
}

export function envelope(input: {
  readonly id: string;
  readonly type: EventType;
  /** The event's `subject`. */
  readonly about: string;
  readonly at: string;
  readonly registryUrl: string;
  readonly data: Readonly<Record<string, unknown>>;
}): CloudEvent {
  return {
    specversion: '1.0',
    id: input.id,
    source: input.registryUrl,
    type: input.type,
    subject: input.about,
    time: input.at,
    datacontenttype: 'application/json',
    data: input.data,
  };
}

/** A change as every event has it. */
export function eventChange(change: Change): Readonly<Record<string, unknown>> {
  const { ruleId, pointer, severity, before, after, message, harm, advice } = change;
  return {
    ruleId,
    pointer: cut(pointer, SENTENCE),
    severity,
    ...bounded('before', before, VALUE),
    ...bounded('after', after, VALUE),
    message: cut(message, SENTENCE),
    harm: cut(harm, SENTENCE),
    advice: cut(advice, SENTENCE),
  };
}

/** The value, or only the word that it was left out for its size: a part of a record would prove nothing. */
export function bounded(name: string, value: JsonValue | undefined, bytes: number): Readonly<Record<string, unknown>> {
  if (value === undefined) return {};
  return Buffer.byteLength(canonicalJson(value)) > bytes ? { [`${name}Omitted`]: true } : { [name]: value };
}

/** At most so many bytes of JSON: a character takes up to three, an escaped one six. */
export function cut(text: string, bytes: number): string {
  let kept = text.slice(0, bytes);
  for (let size = jsonBytes(kept); size > bytes; size = jsonBytes(kept))
    kept = kept.slice(0, (kept.length * bytes) / size);
  return kept.length < text.length ? `${kept.slice(0, -1)}…` : text;
}

const jsonBytes = (text: string): number => Buffer.byteLength(JSON.stringify(text)) - 2;

export const cutAll = (texts: object, bytes: number): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, cut(String(text), bytes)]));
