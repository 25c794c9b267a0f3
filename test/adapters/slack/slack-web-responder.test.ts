import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SlackWebResponder } from '../../../lib/adapters/slack/slack-web-responder.ts';

describe('A reply to one person', () => {
  let server: Server;
  let url: string;
  let status: number;
  let posted: unknown[];

  beforeAll(async () => {
    server = createServer((request, response) => {
      void text(request).then((body) => {
        posted.push(JSON.parse(body));
        response.writeHead(status, { location: '/elsewhere' }).end('ok');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    status = 200;
    posted = [];
  });
  const reply = (to: string, apiUrl: string | undefined = `${url}/__local/slack/api/`) =>
    new SlackWebResponder({ apiUrl }).reply(to, 'done');

  it('is heard by them alone, and leaves the message as it is', async () => {
    expect(await reply(`${url}/respond/1`)).toBe('told');
    expect(posted).toEqual([{ response_type: 'ephemeral', replace_original: false, text: 'done' }]);
  });
  it.each(['http://169.254.169.254/latest', 'https://hooks.slack.com/x', 'nonsense', 'file:///etc/passwd'])(
    'is sent to Slack alone, not to %s',
    async (to) => {
      expect(await reply(to)).toBe('lost');
      expect(posted).toEqual([]);
    },
  );
  it('goes to no host but Slack’s where none is set in its place', async () => {
    expect(await new SlackWebResponder({}).reply(`${url}/respond/1`, 'done')).toBe('lost');
    expect(await new SlackWebResponder({}).reply('https://hooks.slack.com.evil.example/x', 'done')).toBe('lost');
    expect(posted).toEqual([]);
  });
  it('that Slack takes no more is lost', async () => {
    status = 404;
    expect(await reply(`${url}/respond/1`)).toBe('lost');
  });
  it.each([429, 500, 302])('fails where Slack answers %i, and is not sent elsewhere', async (failure) => {
    status = failure;
    await expect(reply(`${url}/respond/1`)).rejects.toThrow();
    expect(posted).toHaveLength(1);
  });
});
