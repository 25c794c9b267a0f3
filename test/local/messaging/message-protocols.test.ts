import { describe, expect, it } from 'vitest';
import { chooseProtocols } from '../../../lib/local/messaging/message-protocols.ts';

const publish = (parameters: Record<string, string>) =>
  chooseProtocols({
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '9' },
    body: new URLSearchParams({ Action: 'Publish', TopicArn: 'arn:topic', ...parameters }).toString(),
  });
const refusal = (parameters: Record<string, string>): string => {
  const chosen = publish(parameters);
  return 'refusal' in chosen ? String(chosen.refusal.body) : '';
};

describe('A publish that differs by protocol', () => {
  it('gives queues the default and mailboxes the mail', () => {
    const Message = JSON.stringify({ default: '{"a":1}', email: 'Dear reader' });
    const chosen = publish({ Message, MessageStructure: 'json', Subject: 'News' });

    expect(chosen).toMatchObject({ mail: { subject: 'News', body: 'Dear reader' } });
    const passed = new URLSearchParams('request' in chosen ? chosen.request.body : '');
    expect(Object.fromEntries(passed)).toEqual({
      Action: 'Publish',
      TopicArn: 'arn:topic',
      Message: '{"a":1}',
      Subject: 'News',
    });
  });

  it('gives mailboxes the default where there is no mail, or none that is text', () => {
    for (const email of [undefined, 7]) {
      const Message = JSON.stringify({ default: 'all', email });
      expect(publish({ Message, MessageStructure: 'json' })).toMatchObject({ mail: { body: 'all' } });
    }
  });

  it.each(['not json', '7', '{"email":"x"}', '{"default":7}'])('is refused without a default: %s', (Message) => {
    expect(refusal({ Message, MessageStructure: 'json' })).toContain('No default entry');
  });
});

describe('Any publish', () => {
  it.each(['Größe', 'two\nlines', ' space first', 'x'.repeat(100), ''])(
    'is refused under the subject %j',
    (Subject) => {
      expect(refusal({ Message: 'm', Subject })).toContain('Invalid parameter: Subject');
    },
  );

  it('is refused where message and attributes together are too long', () => {
    const Message = 'm'.repeat(262_140);
    const attribute = { 'MessageAttributes.entry.1.Name': 'type', 'MessageAttributes.entry.1.Value.StringValue': 'x' };

    expect(refusal({ Message })).toBe('');
    expect(refusal({ Message, ...attribute })).toContain('Message too long');
  });

  it('is passed on as it is where it says the same to all', () => {
    const request = { headers: {}, body: 'Action=Publish&Message=m' };

    expect(chooseProtocols(request)).toEqual({ request });
  });
});
