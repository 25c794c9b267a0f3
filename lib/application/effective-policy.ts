import type { Announcement } from '../domain/announcement.ts';
import { DomainError } from '../domain/errors.ts';
import { type Governing, governing } from '../domain/policy/settings/announced-policy.ts';
import { effectiveFloors, findBelow, type PolicyFloors, raisedTo } from '../domain/policy/settings/floors.ts';
import { effectivePolicy, type Policy, type PolicyOverrides } from '../domain/policy/settings/policy.ts';
import type { Subject } from '../domain/subject.ts';
import type { Store } from './ports/store.ts';

/** The policy of a subject: the defaults, overridden by the organisation, overridden by the subject, raised to the floors. */
export async function policyOf(store: Store, subject: Pick<Subject, 'policy'>): Promise<Policy> {
  const organisation = await store.find('organisation', {});
  return raisedTo(effectiveFloors(organisation?.floors), effectivePolicy(organisation?.policy, subject.policy));
}

/** The policy that an announcement goes by: see `governing`. */
export const policyFor = async (
  announcement: Pick<Announcement, 'policy'> | undefined,
  subject: Pick<Subject, 'policy'> | undefined,
  store: Store,
): Promise<Governing> => governing(await policyOf(store, { policy: subject?.policy ?? {} }), announcement);

/** Throws `invalid-request` with what is allowed, where a policy goes below what the organisation set. `at`: where it stands in the request. */
export function refuseBelow(floors: PolicyFloors, policy: PolicyOverrides, at: string): void {
  const errors = findBelow(policy, floors).map(({ pointer, detail }) => ({ pointer: `${at}${pointer}`, detail }));
  if (errors.length === 0) return;
  throw new DomainError('invalid-request', errors.map(({ detail }) => detail).join('; '), { errors });
}
