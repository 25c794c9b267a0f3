import type { ChannelOutcome } from '../../lib/application/ports/channel.ts';
import type {
  IssueComment,
  IssueMessage,
  IssueTracker,
  SoughtIssue,
} from '../../lib/application/ports/issue-tracker.ts';
import type { IssueReceipt } from '../../lib/domain/receipt.ts';

interface StoredIssue {
  readonly number: number;
  message: IssueMessage;
  readonly comments: IssueComment[];
}
type Answer = ChannelOutcome<IssueReceipt>;

/** Keeps issues in memory, unless a test has scripted other answers. */
export class MemoryIssues implements IssueTracker {
  readonly issues: StoredIssue[] = [];
  readonly sought: SoughtIssue[] = [];
  /** What a look is answered with while it is set. */
  blind: Exclude<Answer, { outcome: 'sent' }> | undefined;
  readonly #script: { readonly outcome: Exclude<Answer, { outcome: 'sent' }>; readonly arrives: boolean }[] = [];

  /** The next post or update that has no answer yet gets this one; with `arrives`, it was done all the same. */
  answer(outcome: Exclude<Answer, { outcome: 'sent' }>, { arrives = false } = {}): void {
    this.#script.push({ outcome, arrives });
  }

  async post(message: IssueMessage | IssueComment): Promise<Answer> {
    return this.#scripted(() => ('issue' in message ? this.#comment(message) : this.#open(message)));
  }

  async update(message: IssueMessage, receipt: IssueReceipt): Promise<Answer> {
    return this.#scripted(() => {
      const issue = this.issues.find(({ number }) => number === receipt.issue);
      if (!issue) return { outcome: 'refused', error: '410 This issue was deleted', gone: true };
      issue.message = message;
      return { outcome: 'sent', receipt };
    });
  }

  async findSent(sought: SoughtIssue): Promise<Answer | 'not-found'> {
    this.sought.push(sought);
    if (this.blind) return this.blind;
    const { repository, notificationId, issue: within } = sought;
    for (const { number, message, comments } of this.issues) {
      const at = comments.findIndex((comment) => comment.notificationId === notificationId);
      if (within === number && at >= 0) return { outcome: 'sent', receipt: { repository, issue: number, comment: at } };
      if (within === undefined && message.notificationId === notificationId)
        return { outcome: 'sent', receipt: { repository, issue: number } };
    }
    return 'not-found';
  }

  #open(message: IssueMessage): Answer {
    const issue = { number: this.issues.length + 1, message, comments: [] };
    this.issues.push(issue);
    return { outcome: 'sent', receipt: { repository: message.repository, issue: issue.number } };
  }

  #comment(comment: IssueComment): Answer {
    const { repository, issue: number } = comment;
    const comments = this.issues.find((issue) => issue.number === number)?.comments ?? [];
    comments.push(comment);
    return { outcome: 'sent', receipt: { repository, issue: number, comment: comments.length - 1 } };
  }

  #scripted(act: () => Answer): Answer {
    const scripted = this.#script.shift();
    if (!scripted) return act();
    if (scripted.arrives) act();
    return scripted.outcome;
  }
}
