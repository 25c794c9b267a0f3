import type { ChannelOutcome } from '../../lib/application/ports/channel.ts';
import type {
  IssueComment,
  IssueMessage,
  IssueTracker,
  SoughtIssue,
} from '../../lib/application/ports/issue-tracker.ts';
import type { IssueReceipt } from '../../lib/domain/receipt.ts';
import type { Closures } from './closures.ts';
import type { Random } from './random.ts';

export interface SimulatedIssue {
  readonly at: string;
  readonly repository: string;
  readonly number: number;
  readonly notificationId: string;
  readonly standing: IssueMessage['standing'];
  readonly title: string;
  readonly comments: readonly string[];
}
type Answer = ChannelOutcome<IssueReceipt>;

/** Repositories that keep their issues, say at times that they are busy, and break off before they answer. */
export class SimulatedIssues implements IssueTracker {
  readonly issues: SimulatedIssue[] = [];
  readonly #random: Random;
  readonly #closures: Closures;
  readonly #now: () => string;

  constructor(random: Random, closures: Closures, now: () => string) {
    this.#random = random;
    this.#closures = closures;
    this.#now = now;
  }

  async post(message: IssueMessage | IssueComment): Promise<Answer> {
    const { repository, notificationId } = message;
    const trouble = this.#trouble(repository);
    if (trouble && trouble.outcome !== 'unknown') return trouble;
    if ('issue' in message) {
      const known = this.#known(repository, message.issue);
      if (!known) return { outcome: 'refused', error: '404 no such issue' };
      this.#keep({ ...known, comments: [...known.comments, notificationId] });
      const receipt = { repository, issue: known.number, comment: known.comments.length };
      return trouble ?? { outcome: 'sent', receipt };
    }
    const { standing, title } = message;
    const number = this.issues.length + 1;
    this.issues.push({ at: this.#now(), repository, number, notificationId, standing, title, comments: [] });
    return trouble ?? { outcome: 'sent', receipt: { repository, issue: number } };
  }

  async update({ repository, standing, title }: IssueMessage, { issue }: IssueReceipt): Promise<Answer> {
    const trouble = this.#trouble(repository);
    if (trouble && trouble.outcome !== 'unknown') return trouble;
    const known = this.#known(repository, issue);
    if (!known) return { outcome: 'refused', error: '410 this issue was deleted', gone: true };
    this.#keep({ ...known, standing, title });
    return trouble ?? { outcome: 'sent', receipt: { repository, issue } };
  }

  async findSent({ repository, notificationId, issue }: SoughtIssue): Promise<Answer | 'not-found'> {
    const trouble = this.#trouble(repository);
    if (trouble) return trouble;
    for (const { number, notificationId: first, comments, ...known } of this.issues) {
      if (known.repository !== repository) continue;
      const comment = comments.indexOf(notificationId);
      if (issue === number && comment >= 0) return { outcome: 'sent', receipt: { repository, issue, comment } };
      if (issue === undefined && first === notificationId)
        return { outcome: 'sent', receipt: { repository, issue: number } };
    }
    return 'not-found';
  }

  #known(repository: string, number: number): SimulatedIssue | undefined {
    return this.issues.find((issue) => issue.number === number && issue.repository === repository);
  }

  #keep(issue: SimulatedIssue): void {
    this.issues[issue.number - 1] = issue;
  }

  #trouble(repository: string): Exclude<Answer, { outcome: 'sent' }> | undefined {
    if (this.#closures.isClosed(repository)) return { outcome: 'refused', error: '404 no such repository' };
    if (this.#random.chance(0.01)) return { outcome: 'rate-limited', retryAfterSeconds: this.#random.int(1, 30) };
    return this.#random.chance(0.01) ? { outcome: 'unknown', error: 'socket hang up' } : undefined;
  }
}
