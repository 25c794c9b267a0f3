import type { Approval } from '../domain/approval.ts';
import type { Store } from './ports.ts';

/** Every approval of changes of one subject that is still kept; linear in them. */
export async function allApprovals(
  store: Pick<Store, 'listApprovalsOfSubject'>,
  subject: string,
): Promise<readonly Approval[]> {
  const approvals: Approval[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.listApprovalsOfSubject(subject, { limit: 100, ...(cursor ? { cursor } : {}) });
    approvals.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return approvals;
}
