import type { IssueStanding } from '../../domain/notification/github/render-issue.ts';
import type { IssueReceipt } from '../../domain/receipt.ts';
import type { ChannelOutcome, LastingChannel } from './channel.ts';

/** What stands in a repository's list of issues. */
export interface IssueMessage {
  readonly repository: string;
  readonly notificationId: string;
  readonly title: string;
  readonly body: string;
  readonly standing: IssueStanding;
}

/** A comment in an issue that there is. */
export interface IssueComment {
  readonly repository: string;
  readonly notificationId: string;
  readonly issue: number;
  readonly body: string;
}

/** Looks for an issue, or for a comment in one, among those that changed since. */
export interface SoughtIssue {
  readonly repository: string;
  readonly notificationId: string;
  readonly issue?: number;
  /** UTC ISO 8601. */
  readonly since: string;
}

/** An issue's title, text and state are kept true; what was said in it stays as it was said. */
export interface IssueTracker extends LastingChannel<IssueMessage | IssueComment, IssueReceipt, IssueMessage> {
  /** By its notification id; `sent` with the receipt of what was sent, another outcome where it cannot be known now. */
  findSent(sought: SoughtIssue): Promise<ChannelOutcome<IssueReceipt> | 'not-found'>;
}
