/** One claim of a token, and what it must be. */
export interface ClaimCondition {
  readonly claim: string;
  readonly equals: string;
}
/** Of a list one must hold; of `all` every one. */
export type WriteCondition = ClaimCondition | { readonly all: readonly ClaimCondition[] };

/** Why a signed token may only read, in the words of its refusal; `undefined` where it may do what its team may. */
export function whyOnlyRead(
  claims: Readonly<Record<string, unknown>>,
  writeWhen: readonly WriteCondition[],
): string | undefined {
  // It runs with the rights of the branch that it is to be merged into, on what a stranger may have written.
  if (claims['event_name'] === UNTRUSTED_EVENT)
    return `this OIDC token may only read: it is of a ${UNTRUSTED_EVENT} run, whose files may be a stranger's; write from a push`;
  const holds = ({ claim, equals }: ClaimCondition): boolean => claimText(claims[claim]) === equals;
  if (writeWhen.some((condition) => conditionsOf(condition).every(holds))) return undefined;
  const conditions = writeWhen.map((condition) => conditionsOf(condition).map(wordsOf).join(' and ')).join(' or ');
  return conditions
    ? `this OIDC token may only read: writing needs ${conditions}; run the job on a protected branch or environment`
    : 'tokens of this issuer may only read; write with an API token';
}

/** GitHub's event for pull requests of forks with the rights of the base. */
export const UNTRUSTED_EVENT = 'pull_request_target';

/** A claim as it is compared; only texts, numbers and booleans are. */
export const claimText = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;

const conditionsOf = (condition: WriteCondition): readonly ClaimCondition[] =>
  'all' in condition ? condition.all : [condition];
const wordsOf = ({ claim, equals }: ClaimCondition): string => `${claim} = ${equals}`;
