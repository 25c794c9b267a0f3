/** What a producer says about a change, in `change.md`: front matter and the headings WHAT, WHY, WHO, STEPS. */
export interface Manifest {
  readonly message?: string;
  readonly migrationDocumentationUrl?: string;
  readonly contact?: string;
  /** ISO date the producer asks for; also given as `--sunset`. */
  readonly sunset?: string;
  readonly what?: string;
  readonly why?: string;
  readonly who?: string;
  readonly steps?: string;
}
