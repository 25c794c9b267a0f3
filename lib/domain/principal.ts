export const VERBS = ['read', 'publish', 'subscribe', 'watch', 'administer'] as const;
/** `read` everything; `publish`: register, activate, withdraw, set policy; `subscribe`: consumers and answers; `watch`: say what another registry has already; `administer`: teams, grants, transfers. */
export type Verb = (typeof VERBS)[number];

/** Who calls, after the authorizer: mapped to a team, or an administrator. */
export interface Principal {
  /** For the audit trail, e.g. `token:01J…`, `oidc:https://token.actions.githubusercontent.com#123456`, `bootstrap`. */
  readonly id: string;
  readonly team?: string;
  readonly verbs: readonly Verb[];
  /** Verbs that the identity is mapped to but this sign-in may not use, e.g. from an unprotected branch, and why. */
  readonly withheld?: { readonly verbs: readonly Verb[]; readonly reason: string };
}

/** An API token as stored: the secret only as its SHA-256. Written as `fw_<id>_<secret>`. */
export interface ApiToken {
  readonly id: string;
  readonly secretHash: string;
  readonly team: string;
  readonly verbs: readonly Verb[];
  readonly description: string;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly revokedAt?: string;
  readonly revision: number;
}

export interface Team {
  readonly name: string;
  /** Subjects whose name is the prefix, starts with it and a `.`, or with what stands before its `*`, may be first published by this team. */
  readonly prefixes: readonly string[];
  readonly hours?: WorkingHours;
  readonly slack?: TeamSlack;
  /** How many models it may call critical by itself; absent: three. */
  readonly criticalAllowance?: number;
  /** The names of those that this counts. */
  readonly criticals?: readonly string[];
  /** Where it may have itself told, where an administrator limits that. */
  readonly allowed?: AllowedPlaces;
  readonly createdAt: string;
  readonly revision: number;
}

/** Absent: any of the workspace's. */
export interface AllowedPlaces {
  /** Names or ids; one that ends in `*` stands for all that begin so. */
  readonly channels?: readonly string[];
  /** Ids of user groups that it may have mentioned. */
  readonly groups?: readonly string[];
}

/** When a team may be reminded of something; an emergency does not ask. */
export interface WorkingHours {
  /** IANA name, e.g. `Europe/Berlin`. */
  readonly timeZone: string;
  /** ISO weekdays, 1 is Monday. */
  readonly days: readonly number[];
  /** Wall-clock times, e.g. `09:00` and `17:30`; `from` is before `to`. */
  readonly from: string;
  readonly to: string;
}

/** Who of a Slack workspace belongs to the team, and where it is told what nobody answered. */
export interface TeamSlack {
  /** User ids, e.g. `U0614TZR7`. */
  readonly users?: readonly string[];
  /** Id of a user group whose members may answer. */
  readonly group?: string;
  /** Channel that hears when a model of the team is overdue, e.g. `#ml-on-call`. */
  readonly escalation?: string;
}

/** A claim of an OIDC issuer that stands for a team, e.g. GitHub's `repository_id` 123456. */
export interface Identity {
  readonly issuer: string;
  /** The claims that must all match, canonical: `repository_id=123456;repository_owner_id=42`. */
  readonly subject: string;
  readonly team: string;
  readonly verbs: readonly Verb[];
  readonly revision: number;
}

/** Characters of an identity's canonical claims: they are a sort key, which holds 1,024 bytes. */
export const IDENTITY_LENGTH = 1000;

/**
 * The canonical form of the claims that stand for a team: sorted by name, each name and value percent-encoded, so that
 * no value can pass for another claim.
 */
export const identitySubject = (claims: Readonly<Record<string, string>>): string =>
  Object.entries(claims)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort()
    .join(';');

/** The claims of a canonical form. */
export const identityClaims = (subject: string): readonly (readonly [string, string])[] =>
  subject.split(';').map((claim) => {
    const [name = '', value = ''] = claim.split('=', 2).map(decodeURIComponent);
    return [name, value];
  });
