import type { ChannelOutcome } from '../../application/ports/channel.ts';
import type { IssueComment, IssueMessage, IssueTracker, SoughtIssue } from '../../application/ports/issue-tracker.ts';
import { type IssueStanding, markOf } from '../../domain/notification/github/render-issue.ts';
import type { IssueReceipt } from '../../domain/receipt.ts';
import { type GithubAnswer, GithubApi, type GithubConnection } from './github-api.ts';

/** For people to filter by; GitHub leaves it out where the token may not set labels, so nothing depends on it. */
const LABEL = 'forewarn';
const PER_PAGE = 100;
/** What changed since a delivery was made, minutes ago; more than that in one repository is for a person to look at. */
const PAGES = 5;
/** GitHub's clock is not ours, and it counts in whole seconds. */
const CLOCKS_APART_MS = 5 * 60_000;

const STANDINGS: Readonly<Record<IssueStanding, { state: 'open' | 'closed'; state_reason: string }>> = {
  open: { state: 'open', state_reason: 'reopened' },
  completed: { state: 'closed', state_reason: 'completed' },
  'not-planned': { state: 'closed', state_reason: 'not_planned' },
};

/** Issues of GitHub's repositories. */
export class GithubIssueTracker implements IssueTracker {
  readonly #api: GithubApi;

  constructor(connection: GithubConnection) {
    this.#api = new GithubApi(connection);
  }

  async post(message: IssueMessage | IssueComment): Promise<ChannelOutcome<IssueReceipt>> {
    const { repository } = message;
    if (!('issue' in message)) {
      const { title, body } = message;
      const made = await this.#api.call('POST', repository, '/issues', { title, body, labels: [LABEL] });
      return sent(made, (number) => ({ repository, issue: number }), 'number');
    }
    const { issue, body } = message;
    const made = await this.#api.call('POST', repository, `/issues/${issue}/comments`, { body });
    return sent(made, (comment) => ({ repository, issue, comment }), 'id');
  }

  async update(message: IssueMessage, receipt: IssueReceipt): Promise<ChannelOutcome<IssueReceipt>> {
    const { title, body, standing } = message;
    const { repository, issue } = receipt;
    const changed = { title, body, ...STANDINGS[standing] };
    const answer = await this.#api.call('PATCH', repository, `/issues/${issue}`, changed);
    if (answer.outcome === 'refused' && answer.status === 410) return { ...answer, gone: true };
    return sent(answer, () => ({ repository, issue }), 'number');
  }

  async findSent(sought: SoughtIssue): Promise<ChannelOutcome<IssueReceipt> | 'not-found'> {
    const { repository, notificationId, issue, since } = sought;
    const mark = markOf(notificationId);
    for (let page = 1; page <= PAGES; page++) {
      const answer = await this.#api.call('GET', repository, listPath(issue, since, page));
      if (answer.outcome !== 'ok') return answer;
      const listed = Array.isArray(answer.body) ? answer.body : [];
      const found = listed.find((item) => isMarked(item, mark));
      if (found)
        return sent(
          { outcome: 'ok', body: found },
          (number) => (issue === undefined ? { repository, issue: number } : { repository, issue, comment: number }),
          issue === undefined ? 'number' : 'id',
        );
      if (listed.length < PER_PAGE) return 'not-found';
    }
    return { outcome: 'unknown', error: `${PAGES * PER_PAGE} issues changed there since; it may be among older ones` };
  }
}

/** On a line of its own, where no text of a stranger can put it; a pull request is listed among issues, and is none. */
const isMarked = (item: { readonly body?: unknown; readonly pull_request?: unknown } | null, mark: string): boolean =>
  item?.pull_request === undefined &&
  String(item?.body ?? '')
    .split(/\r?\n/)
    .includes(mark);

/** Listed, not searched for: GitHub's search knows a new issue only after a while. */
function listPath(issue: number | undefined, since: string, page: number): string {
  const from = new Date(Date.parse(since) - CLOCKS_APART_MS).toISOString();
  const common = `since=${encodeURIComponent(from)}&per_page=${PER_PAGE}&page=${page}`;
  return issue === undefined
    ? `/issues?state=all&sort=created&direction=desc&${common}`
    : `/issues/${issue}/comments?${common}`;
}

function sent(
  answer: GithubAnswer,
  receipt: (number: number) => IssueReceipt,
  member: 'number' | 'id',
): ChannelOutcome<IssueReceipt> {
  if (answer.outcome !== 'ok') return answer;
  const { [member]: number } = Object(answer.body) as Partial<Record<'number' | 'id', unknown>>;
  if (typeof number === 'number') return { outcome: 'sent', receipt: receipt(number) };
  return { outcome: 'unknown', error: `GitHub's answer has no ${member}` };
}
