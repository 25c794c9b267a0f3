import { effectivePolicy, type Policy } from '../domain/policy/policy.ts';
import type { Subject } from '../domain/subject.ts';
import type { Store } from './ports.ts';

/** The policy of a subject: the defaults, overridden by the organisation, overridden by the subject. */
export async function policyOf(store: Store, subject: Pick<Subject, 'policy'>): Promise<Policy> {
  const organisation = await store.find('organisation', {});
  return effectivePolicy(organisation?.policy, subject.policy);
}
