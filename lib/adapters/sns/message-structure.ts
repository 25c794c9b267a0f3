import type { Email } from '../../domain/notification/email/email.ts';

/** SNS takes 262,144 bytes of message and attributes together; a kilobyte is left for what it counts besides. */
const MOST_BYTES = 262_144 - 1_024;

/** The parameters of a publish that say what is sent; https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export interface Content {
  readonly Message: string;
  readonly MessageStructure?: 'json';
  readonly Subject?: string;
}

/**
 * One publish for all who are subscribed: mailboxes get the mail, every other protocol the event as it stands. Where both do
 * not fit together, the event goes out alone, under the mail's subject: what machines act upon is never cut for people.
 */
export function contentFor(event: string, email: Email, attributes: object): Content {
  const structured = JSON.stringify({ default: event, email: email.body });
  const besides = Buffer.byteLength(JSON.stringify(attributes)) + email.subject.length;
  const fits = Buffer.byteLength(structured) + besides <= MOST_BYTES;
  return fits
    ? { Message: structured, MessageStructure: 'json', Subject: email.subject }
    : { Message: event, Subject: email.subject };
}
