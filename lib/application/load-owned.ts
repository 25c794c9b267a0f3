import { mayPublish } from '../domain/access.ts';
import { DomainError } from '../domain/errors.ts';
import type { Principal } from '../domain/principal.ts';
import type { Subject } from '../domain/subject.ts';
import { getSubject } from './load-schema.ts';
import type { Store } from './ports/store.ts';

/** An existing subject that the principal may change; throws `not-found`, `forbidden`. */
export async function loadOwned(
  request: { readonly subject: string; readonly principal: Principal },
  store: Store,
): Promise<Subject> {
  const subject = await getSubject(store, request.subject);
  const access = mayPublish(request.principal, subject);
  if (!access.allowed) throw new DomainError('forbidden', access.detail);
  return subject;
}
