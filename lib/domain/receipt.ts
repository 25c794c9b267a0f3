export interface SlackReceipt {
  readonly channelId: string;
  readonly ts: string;
}
export interface SnsReceipt {
  readonly messageId: string;
}
/** An issue, or a comment in it. */
export interface IssueReceipt {
  readonly repository: string;
  readonly issue: number;
  readonly comment?: number;
}
/** What an HTTPS endpoint answered to what it took. */
export interface WebReceipt {
  readonly status: number;
  /** Its own id of the request, if it gave one. */
  readonly request?: string;
}
export type Receipt = WebReceipt | SlackReceipt | SnsReceipt | IssueReceipt;
