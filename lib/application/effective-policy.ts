import type { Announcement } from '../domain/announcement.ts';
import { governing } from '../domain/policy/announced-policy.ts';
import { effectivePolicy, type Policy } from '../domain/policy/policy.ts';
import type { Subject } from '../domain/subject.ts';
import type { Store } from './ports.ts';

/** The policy of a subject: the defaults, overridden by the organisation, overridden by the subject. */
export async function policyOf(store: Store, subject: Pick<Subject, 'policy'>): Promise<Policy> {
  const organisation = await store.find('organisation', {});
  return effectivePolicy(organisation?.policy, subject.policy);
}

/** The policy that an announcement goes by: see `governing`. */
export const policyFor = async (
  announcement: Pick<Announcement, 'policy'> | undefined,
  subject: Pick<Subject, 'policy'> | undefined,
  store: Store,
): Promise<Policy> => governing(await policyOf(store, { policy: subject?.policy ?? {} }), announcement);
