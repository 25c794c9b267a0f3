/** What became of one call to a channel. */
export type ChannelOutcome<Receipt> =
  | { readonly outcome: 'sent'; readonly receipt: Receipt }
  | { readonly outcome: 'rate-limited'; readonly retryAfterSeconds: number }
  /** The other side said no, and will say so again. `gone`: what was to be brought up to date is there no more. */
  | { readonly outcome: 'refused'; readonly error: string; readonly gone?: true }
  /** No answer or a server error: it may have been sent. */
  | { readonly outcome: 'unknown'; readonly error: string };

/** A place outside where deliveries are told; each kind is an adapter of its own. */
export interface Channel<Message, Receipt> {
  post(message: Message): Promise<ChannelOutcome<Receipt>>;
}

/** A channel in which what was sent stands and is kept true; `Kept` are those messages that change. */
export interface LastingChannel<Message, Receipt, Kept = Message> extends Channel<Message, Receipt> {
  update(message: Kept, receipt: Receipt): Promise<ChannelOutcome<Receipt>>;
}
