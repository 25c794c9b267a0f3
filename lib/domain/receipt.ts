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
export type Receipt = SlackReceipt | SnsReceipt | IssueReceipt;
