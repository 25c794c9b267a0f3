import { effectivePolicy, type Policy, type PolicyOverrides } from '../../domain/policy/policy.ts';
import type { WritePorts } from '../activate-version.ts';
import { auditEntry } from '../audit-entry.ts';
import { contend } from '../contend.ts';
import type { Store } from '../ports.ts';
import { type Asking, requireAdmin } from './require-admin.ts';

/** What the organisation decided itself, and what holds with the defaults filled in. */
export interface OrganisationPolicy {
  readonly policy: PolicyOverrides;
  readonly effective: Policy;
}

export async function readPolicy(ports: { readonly store: Pick<Store, 'find'> }): Promise<OrganisationPolicy> {
  const organisation = await ports.store.find('organisation', {});
  return view(organisation?.policy ?? {});
}

/** Replaces the organisation's decisions; what is left out falls back to the default. Open announcements keep their dates. */
export async function setPolicy(
  request: Asking & { readonly policy: PolicyOverrides },
  ports: WritePorts,
): Promise<OrganisationPolicy> {
  requireAdmin(request.principal);
  const { policy } = request;
  return contend(ports.pacer, 'the policy', async () => {
    const known = await ports.store.find('organisation', {});
    const now = ports.clock.now();
    const detail = { policy };
    const done = await ports.store.commit(
      [
        {
          put: 'organisation',
          item: { policy, revision: (known?.revision ?? 0) + 1 },
          expect: known?.revision ?? 'absent',
          was: known,
        },
      ],
      auditEntry({ ...request, ports, now, action: 'policy.set', detail }),
    );
    return done === 'lost' ? 'lost' : view(policy);
  });
}

const view = (policy: PolicyOverrides): OrganisationPolicy => ({ policy, effective: effectivePolicy(policy) });
