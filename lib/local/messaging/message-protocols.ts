import type { RawRequest, RawResponse } from '../raw-http.ts';

/** What mailboxes would get of a message; the events of a queue or a function are said by the message itself. */
export type Mail = { readonly subject: string; readonly body: string };

const MOST_BYTES = 262_144;
const SUBJECT = /^[!-~][ -~]{0,98}$/;

/**
 * Looks into a publish as SNS does, which the embedded one does not: a message that differs by protocol
 * (`MessageStructure`), the bounds of a subject and of the whole. Answers with the request that the embedded SNS is to have,
 * where the message is what queues and functions get, or with SNS's refusal.
 */
export function chooseProtocols(request: RawRequest): { request: RawRequest; mail?: Mail } | { refusal: RawResponse } {
  const parameters = new URLSearchParams(request.body);
  if (parameters.get('Action') !== 'Publish') return { request };
  const message = parameters.get('Message') ?? '';
  const subject = parameters.get('Subject');
  if (subject !== null && !SUBJECT.test(subject)) return refuse('Subject');
  if (Buffer.byteLength(message) + attributeBytes(parameters) > MOST_BYTES) return refuse('Message too long');
  if (parameters.get('MessageStructure') !== 'json') return { request };
  const messages = readMessages(message);
  if (!messages) return refuse('Message Structure - No default entry in JSON message body');
  parameters.delete('MessageStructure');
  parameters.set('Message', messages.default);
  const { 'content-length': _, ...headers } = request.headers;
  const mail = { subject: subject ?? 'AWS Notification Message', body: messages.email ?? messages.default };
  return { request: { headers, body: parameters.toString() }, mail };
}

type Messages = { readonly default: string; readonly email?: string };

function readMessages(text: string): Messages | undefined {
  try {
    const messages: unknown = JSON.parse(text);
    if (typeof messages !== 'object' || messages === null || !('default' in messages)) return undefined;
    if (typeof messages.default !== 'string') return undefined;
    // A value that is not text is ignored, and the default stands in its place.
    const email = 'email' in messages && typeof messages.email === 'string' ? { email: messages.email } : {};
    return { default: messages.default, ...email };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function attributeBytes(parameters: URLSearchParams): number {
  let bytes = 0;
  for (const [name, value] of parameters)
    if (/^MessageAttributes\.entry\.\d+\.(Name|Value\.)/.test(name)) bytes += Buffer.byteLength(value);
  return bytes;
}

const refuse = (what: string): { refusal: RawResponse } => ({
  refusal: {
    status: 400,
    headers: { 'content-type': 'text/xml' },
    body: `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>InvalidParameter</Code><Message>Invalid parameter: ${what}</Message></Error><RequestId>local</RequestId></ErrorResponse>`,
  },
});
