import {
  type OrganisationPolicy,
  readPolicy,
  setFloors,
  setPolicy,
} from '../../../application/administration/organisation-policy.ts';
import type { WritePorts } from '../../../application/ports/write-ports.ts';
import { Entity, mirrors } from '../entities/entity.ts';
import { FloorOverridesShape, PolicyFloorsShape, PolicyOverridesShape, PolicyShape } from '../entities/policy.ts';
import { FloorOverridesSchema, PolicyOverridesSchema } from '../policy-schema.ts';
import { defineRoute } from '../route.ts';

const OrganisationPolicyShape = mirrors<OrganisationPolicy>()(
  Entity('OrganisationPolicy', {
    policy: PolicyOverridesShape,
    effective: PolicyShape,
    floors: FloorOverridesShape,
    effectiveFloors: PolicyFloorsShape,
  }),
);

export const policyRoutes = [
  defineRoute({
    operationId: 'readPolicy',
    method: 'GET',
    path: '/v1/policy',
    verb: 'read',
    summary: "Shows the organisation's policy, as set and with its defaults",
    reply: { 200: { description: 'The policy', body: OrganisationPolicyShape } },
    handle: async (_request, ports: Pick<WritePorts, 'store'>) => ({ status: 200, body: await readPolicy(ports) }),
  }),
  defineRoute({
    operationId: 'putPolicy',
    method: 'PUT',
    path: '/v1/policy',
    verb: 'administer',
    summary: "Replaces the organisation's policy",
    body: PolicyOverridesSchema,
    reply: { 200: { description: 'The policy as it is now', body: OrganisationPolicyShape } },
    handle: async ({ body, principal, from }, ports: WritePorts) => ({
      status: 200,
      body: await setPolicy({ policy: body, principal, from }, ports),
    }),
  }),
  defineRoute({
    operationId: 'putPolicyFloors',
    method: 'PUT',
    path: '/v1/policy/floors',
    verb: 'administer',
    summary: 'Replaces what no policy may go below; policies below it are raised to it',
    body: FloorOverridesSchema,
    reply: { 200: { description: 'The policy as it is now', body: OrganisationPolicyShape } },
    handle: async ({ body, principal, from }, ports: WritePorts) => ({
      status: 200,
      body: await setFloors({ floors: body, principal, from }, ports),
    }),
  }),
];
