import { defined } from '../../domain/defined.ts';
import { effectiveFloors, type FloorOverrides, type PolicyFloors } from '../../domain/policy/settings/floors.ts';
import type { Policy, PolicyOverrides } from '../../domain/policy/settings/policy.ts';
import { auditEntry } from '../audit-entry.ts';
import { contend } from '../contend.ts';
import { policyOf, refuseBelow } from '../effective-policy.ts';
import type { Entities } from '../ports/entities.ts';
import type { Store } from '../ports/store.ts';
import type { WritePorts } from '../ports/write-ports.ts';
import { type Asking, requireAdmin } from './require-admin.ts';

/** What the organisation decided itself, and what holds with the defaults filled in. */
export interface OrganisationPolicy {
  readonly policy: PolicyOverrides;
  readonly effective: Policy;
  /** What no policy may go below. */
  readonly floors: FloorOverrides;
  readonly effectiveFloors: PolicyFloors;
}

export async function readPolicy({ store }: { readonly store: Store }): Promise<OrganisationPolicy> {
  const [organisation, effective] = await Promise.all([
    store.find('organisation', {}),
    policyOf(store, { policy: {} }),
  ]);
  const { policy = {}, floors = {} } = organisation ?? {};
  return { policy, effective, floors, effectiveFloors: effectiveFloors(floors) };
}

/**
 * Replaces the organisation's decisions; what is left out falls back to the default. What was announced keeps its own.
 * Throws `invalid-request` for what lies below the floors.
 */
export async function setPolicy(
  request: Asking & { readonly policy: PolicyOverrides },
  ports: WritePorts,
): Promise<OrganisationPolicy> {
  const { policy } = request;
  return await change(request, ports, {
    action: 'policy.set',
    detail: { policy },
    next: (known) => {
      refuseBelow(effectiveFloors(known.floors), policy, '');
      return { ...known, policy };
    },
  });
}

/**
 * Replaces what no policy may go below; what is left out falls back to the default. Policies below it are raised to it
 * from now on, for what is announced from now on.
 */
export async function setFloors(
  request: Asking & { readonly floors: FloorOverrides },
  ports: WritePorts,
): Promise<OrganisationPolicy> {
  const { floors } = request;
  return await change(request, ports, {
    action: 'policy.floors-set',
    detail: { floors },
    next: (known) => ({ ...known, floors }),
  });
}

type Organisation = Omit<Entities['organisation'], 'revision'>;

async function change(
  request: Asking,
  ports: WritePorts,
  step: {
    readonly action: string;
    readonly detail: Readonly<Record<string, unknown>>;
    readonly next: (known: Organisation) => Organisation;
  },
): Promise<OrganisationPolicy> {
  requireAdmin(request.principal);
  const { store } = ports;
  return await contend(ports.pacer, 'the policy', async () => {
    const known = await store.find('organisation', {});
    const { revision = 0, ...decided } = known ?? { policy: {} };
    const item = { ...step.next(decided), revision: revision + 1 };
    const { action, detail } = step;
    const { principal, from } = request;
    const asking = { principal, ...defined({ from }) };
    const entry = auditEntry({ ...asking, ports, now: ports.clock.now(), action, detail });
    const write = { put: 'organisation' as const, item, expect: known?.revision ?? ('absent' as const), was: known };
    return (await store.commit([write], entry)) === 'lost' ? 'lost' : await readPolicy({ store });
  });
}
