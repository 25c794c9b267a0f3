import type { Approval } from '../../domain/approval.ts';
import { everyPage } from '../every-page.ts';
import type { Store } from '../ports/store.ts';

/** Every approval of changes of one subject that is still kept; linear in them. */
export async function allApprovals(
  store: Pick<Store, 'listApprovalsOfSubject'>,
  subject: string,
): Promise<readonly Approval[]> {
  return await everyPage((page) => store.listApprovalsOfSubject(subject, page));
}
