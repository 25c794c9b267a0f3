/** Every refusal a caller can meet; public and stable: it is the `code` of the problem details. */
export type DomainErrorCode =
  | 'not-json'
  | 'invalid-request'
  | 'invalid-schema'
  | 'remote-reference'
  | 'dangling-reference'
  | 'unknown-field'
  | 'unknown-environment'
  | 'unsupported-media-type'
  | 'too-large'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'method-not-allowed'
  | 'incompatible'
  | 'notice-too-short'
  | 'gate-closed'
  | 'conflict'
  | 'rate-limited'
  | 'unavailable';

/** Where in the request the problem lies: an RFC 6901 pointer into its body, '' for the whole of it. */
export interface ErrorPlace {
  readonly pointer: string;
  readonly detail: string;
}

/** A caller's mistake or a world that is not ready; `message` names element, place and remedy. */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: DomainErrorCode;
  readonly errors: readonly ErrorPlace[];
  /** What a client may show beside the text, e.g. the verdict behind an `incompatible`. */
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(
    code: DomainErrorCode,
    message: string,
    more: { readonly errors?: readonly ErrorPlace[]; readonly extensions?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(message);
    this.code = code;
    this.errors = more.errors ?? [];
    this.extensions = more.extensions ?? {};
  }
}
