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

/** UTF-16 code units of each part: enough to explain a change, little enough for every message that carries it. */
export const MANIFEST_LIMITS: Readonly<Record<keyof Manifest, number>> = {
  message: 300,
  migrationDocumentationUrl: 2_000,
  contact: 120,
  sunset: 40,
  what: 4_000,
  why: 4_000,
  who: 4_000,
  steps: 4_000,
};
