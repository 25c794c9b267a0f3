import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GithubIssueTracker } from '../../../lib/adapters/github/github-issue-tracker.ts';
import type { IssueMessage } from '../../../lib/application/ports/issue-tracker.ts';
import { markOf } from '../../../lib/domain/notification/github/render-issue.ts';
import { FakeGithub } from '../../../lib/local/github/fake-github.ts';

const NOW = Date.parse('2026-11-24T09:00:00.000Z');
const SINCE = '2026-11-24T08:00:00.000Z';
const MESSAGE: IssueMessage = {
  repository: 'acme/Fraud-Model',
  notificationId: 'delivery-1',
  title: 'fraud: category changes',
  body: `What changes\n\n${markOf('delivery-1')}`,
  standing: 'open',
};
const COMMENT = {
  repository: 'acme/fraud-model',
  notificationId: 'delivery-2',
  issue: 1,
  body: `News\n\n${markOf('delivery-2')}`,
};

let server: Server;
let github: FakeGithub;
let authorizations: (string | undefined)[];
let tracker: GithubIssueTracker;
let tokens: string[];

beforeAll(async () => {
  server = createServer((request, response) => {
    void text(request).then((body) => {
      const { method = '', url: path = '' } = request;
      const { authorization } = request.headers;
      authorizations.push(authorization);
      const answer = github.handle({ method, path, authorization, body });
      if (answer === 'dropped') return response.destroy();
      response.writeHead(answer.status, answer.headers);
      return response.end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  authorizations = [];
  github = new FakeGithub({ now: () => new Date(NOW) });
  tokens = ['github_pat_1'];
  tracker = new GithubIssueTracker({
    token: async (fresh) => (fresh ? tokens.at(-1) : tokens[0]) ?? '',
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    now: () => NOW,
  });
});

const sought = (notificationId: string, issue?: number) => ({
  repository: 'acme/fraud-model',
  notificationId,
  since: SINCE,
  ...(issue === undefined ? {} : { issue }),
});

describe('An issue on GitHub', () => {
  it('is opened under the label that people filter by', async () => {
    expect(await tracker.post(MESSAGE)).toEqual({
      outcome: 'sent',
      receipt: { repository: 'acme/Fraud-Model', issue: 1 },
    });
    expect(github.issues('acme/fraud-model')).toMatchObject([
      { title: MESSAGE.title, body: MESSAGE.body, state: 'open', labels: ['forewarn'] },
    ]);
  });

  it.each([
    ['completed', 'closed', 'completed'],
    ['not-planned', 'closed', 'not_planned'],
  ] as const)('is closed as %s and opened again', async (standing, state, state_reason) => {
    await tracker.post(MESSAGE);
    const receipt = { repository: MESSAGE.repository, issue: 1 };

    expect(await tracker.update({ ...MESSAGE, standing, title: 'Now' }, receipt)).toEqual({ outcome: 'sent', receipt });
    expect(github.issues('acme/fraud-model')).toMatchObject([{ title: 'Now', state, state_reason }]);

    await tracker.update(MESSAGE, receipt);
    expect(github.issues('acme/fraud-model')).toMatchObject([{ state: 'open', state_reason: 'reopened' }]);
  });

  it('has comments, each with a receipt of its own', async () => {
    await tracker.post(MESSAGE);

    const { id: comment } = { id: expect.any(Number) };
    expect(await tracker.post(COMMENT)).toEqual({
      outcome: 'sent',
      receipt: { repository: 'acme/fraud-model', issue: 1, comment },
    });
    expect(github.issues('acme/fraud-model')[0]?.comments).toMatchObject([{ body: COMMENT.body }]);
  });

  it('says that it is gone where somebody has deleted it', async () => {
    expect(await tracker.update(MESSAGE, { repository: MESSAGE.repository, issue: 7 })).toMatchObject({
      outcome: 'refused',
      gone: true,
    });
  });

  it('is found again by its mark among all that changed since, open or closed', async () => {
    for (let at = 0; at < 130; at++) await tracker.post({ ...MESSAGE, body: `Another one ${at}` });
    await tracker.update({ ...MESSAGE, standing: 'completed' }, { repository: MESSAGE.repository, issue: 3 });
    await tracker.post(COMMENT);

    expect(await tracker.findSent(sought('delivery-1'))).toEqual({
      outcome: 'sent',
      receipt: { repository: 'acme/fraud-model', issue: 3 },
    });
    expect(await tracker.findSent(sought('delivery-2', 1))).toMatchObject({
      outcome: 'sent',
      receipt: { issue: 1, comment: expect.any(Number) },
    });
    expect(await tracker.findSent(sought('delivery-3'))).toBe('not-found');
    expect(await tracker.findSent(sought('delivery-3', 1))).toBe('not-found');
  });

  it('is found where the clock of GitHub is behind ours', async () => {
    await tracker.post(MESSAGE);

    const ahead = { ...sought('delivery-1'), since: '2026-11-24T09:02:00.300Z' };
    expect(await tracker.findSent(ahead)).toMatchObject({ outcome: 'sent' });
    expect(await tracker.findSent({ ...ahead, since: '2026-11-24T10:00:00.000Z' })).toBe('not-found');
  });

  it('is not taken for one whose text only quotes the mark', async () => {
    await tracker.post({ ...MESSAGE, body: `Somebody quotes \`${markOf('delivery-1')}\`` });

    expect(await tracker.findSent(sought('delivery-1'))).toBe('not-found');
  });

  it('is not said to be missing where not all of them can be looked at', async () => {
    for (let at = 0; at < 500; at++) github.issues('acme/fraud-model').push({ ...issue(at + 1) });

    expect(await tracker.findSent(sought('delivery-1'))).toMatchObject({
      outcome: 'unknown',
      error: expect.stringContaining('500 issues'),
    });
  });
});

const issue = (number: number) => ({
  number,
  title: 't',
  body: 'b',
  state: 'open' as const,
  state_reason: null,
  labels: [],
  comments: [],
  updated_at: new Date(NOW).toISOString(),
});

describe('What GitHub answers', () => {
  it.each<[string, Parameters<FakeGithub['order']>[0], number]>([
    ['a 429', { status: 429, headers: { 'retry-after': '17' } }, 17],
    ['a 403 with Retry-After', { status: 403, headers: { 'retry-after': '30' } }, 30],
    [
      'a 403 when nothing remains',
      {
        status: 403,
        headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1_000 + 600) },
      },
      600,
    ],
    ['a 403 about too much at once', { status: 403, message: 'You have exceeded a secondary rate limit.' }, 60],
    ['a 429 without a word', { status: 429 }, 60],
  ])('with %s is a wait', async (_, fault, retryAfterSeconds) => {
    github.order(fault);

    expect(await tracker.post(MESSAGE)).toMatchObject({ outcome: 'rate-limited', retryAfterSeconds });
  });

  it.each<[Parameters<FakeGithub['order']>[0], string]>([
    [{ hidden: ['acme/fraud-model'] }, '404 Not Found: is the repository named rightly, and may the token see it?'],
    [
      { withoutIssues: ['acme/fraud-model'] },
      '410 Issues are disabled for this repo: are issues switched on in the repository?',
    ],
    [
      { status: 403, message: 'Resource not accessible by personal access token' },
      '403 Resource not accessible by personal access token: give the token write access to issues there',
    ],
    [{ status: 301, headers: { location: 'https://elsewhere.example' } }, '301 fault: the repository has moved'],
    [{ status: 422, message: 'Validation Failed' }, '422 Validation Failed'],
    [{ status: 401, times: 2 }, '401 fault: put a valid token into the secret github-token'],
  ])('to %j is a refusal that names the remedy', async (fault, error) => {
    github.order(fault);

    expect(await tracker.post(MESSAGE)).toMatchObject({ outcome: 'refused', error: expect.stringContaining(error) });
  });

  it.each([{ status: 500 }, { status: 502 }, { lostAnswer: true }])(
    'to %j leaves open what happened',
    async (fault) => {
      github.order(fault);

      expect(await tracker.post(MESSAGE)).toMatchObject({ outcome: 'unknown' });
    },
  );

  it('that refuses the token is asked again with the present one', async () => {
    tokens = ['github_pat_old', 'github_pat_new'];
    github.order({ status: 401 });

    expect(await tracker.post(MESSAGE)).toMatchObject({ outcome: 'sent' });
    expect(authorizations).toEqual(['Bearer github_pat_old', 'Bearer github_pat_new']);
  });

  it('never shows the token', async () => {
    github.order({ status: 401, times: 2 });

    expect(JSON.stringify(await tracker.post(MESSAGE))).not.toContain('github_pat_1');
  });
});
