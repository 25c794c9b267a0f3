/** One release of a model that runs in an environment, and the versions of the data that it reads. */
export interface LiveRelease {
  /** e.g. `v8`. */
  readonly release: string;
  readonly reads: readonly { readonly subject: string; readonly version: number }[];
  /** UTC ISO 8601. */
  readonly at: string;
  readonly by: string;
}

/** What of one model is live in one environment, as its CI recorded it; several releases while one replaces another. */
export interface ModelDeployment {
  readonly consumer: string;
  readonly team: string;
  readonly environment: string;
  /** Newest first; none: the model was taken out of the environment. */
  readonly releases: readonly LiveRelease[];
  readonly revision: number;
}

/** A place where anything was ever recorded to run. */
export interface Environment {
  readonly name: string;
  /** When something was first recorded there (UTC ISO 8601). */
  readonly since: string;
  readonly by: string;
}

/** Which version of a subject its producer emits in one environment. */
export interface SubjectDeployment {
  readonly subject: string;
  readonly environment: string;
  readonly version: number;
  /** UTC ISO 8601. */
  readonly at: string;
  readonly by: string;
  readonly revision: number;
}
