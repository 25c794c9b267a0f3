import * as Type from 'typebox';
import { getSubject } from '../../../application/load-schema.ts';
import type { WritePorts } from '../../../application/ports/write-ports.ts';
import { approveChanges } from '../../../application/publishing/approve-changes.ts';
import { revokeApproval } from '../../../application/publishing/revoke-approval.ts';
import { parseDate } from '../../../domain/date.ts';
import { ApprovalReasonShape, ApprovalShape, FingerprintShape } from '../entities/approval.ts';
import { Entity, List, PageOf } from '../entities/entity.ts';
import type { HandlerPorts } from '../handler.ts';
import { invalidRequest } from '../problem.ts';
import { PAGING, paging } from '../query.ts';
import { defineRoute, type Route } from '../route.ts';
import { Members } from '../shape.ts';
import { NamePattern } from '../shapes.ts';

const PATH = '/v1/subjects/{subject}/approvals';

const ApprovedShape = Entity('Approved', {
  items: List(Type.Object({ outcome: Type.Enum(['created', 'updated', 'unchanged']), approval: ApprovalShape })),
});

const list = defineRoute({
  operationId: 'listApprovals',
  method: 'GET',
  path: PATH,
  verb: 'read',
  summary: 'What teams have approved of changes that are not published yet; those that ended are shown for a month',
  query: Members(PAGING),
  reply: { 200: { description: 'A page of approvals, by change and consumer', body: PageOf(ApprovalShape) } },
  refuses: ['not-found'],
  handle: async ({ params, query }, { store }: WritePorts) => {
    const { name } = await getSubject(store, params.subject);
    return { status: 200, body: await store.listApprovalsOfSubject(name, paging(query)) };
  },
});

const approve = defineRoute({
  operationId: 'approveChanges',
  method: 'POST',
  path: PATH,
  // The models' own team, or an administrator: who may is decided for each of them.
  verb: 'none',
  summary: 'Approve changes for models that they would break; the same again changes nothing',
  body: Members(
    {
      changes: Type.Array(FingerprintShape, { minItems: 1, maxItems: 50, uniqueItems: true }),
      consumers: Type.Optional(
        Type.Array(NamePattern, {
          minItems: 1,
          maxItems: 50,
          uniqueItems: true,
          description: "Absent: all models of the caller's team that subscribe to the subject.",
        }),
      ),
      until: Type.String({ maxLength: 40, description: 'A date, 2026-12-08, within what the policy allows.' }),
      reason: ApprovalReasonShape,
    },
    {
      title: 'ApprovalRequest',
      examples: [
        {
          changes: ['4f2a9c01d7be'],
          consumers: ['fraud'],
          until: '2026-12-08',
          reason: 'the retrained model reads the new codes',
        },
      ],
    },
  ),
  reply: {
    200: { description: 'Approved before; what was said otherwise then is as it is said now', body: ApprovedShape },
    201: { description: 'Approved', body: ApprovedShape },
  },
  refuses: ['not-found'],
  handle: async ({ params, body, principal, from }, ports: WritePorts) => {
    const until = parseDate(body.until);
    if (until === undefined)
      throw invalidRequest('/until', `${JSON.stringify(body.until)} is not a date: write it as 2026-12-08`);
    const items = await approveChanges({ ...body, subject: params.subject, until, principal, from }, ports);
    return { status: items.some(({ outcome }) => outcome === 'created') ? 201 : 200, body: { items } };
  },
});

const revoke = defineRoute({
  operationId: 'revokeApproval',
  method: 'DELETE',
  path: `${PATH}/{change}/{consumer}`,
  verb: 'none',
  summary: 'Take an approval back: from the next check on it holds no more',
  reply: { 204: { description: 'Taken back' } },
  refuses: ['not-found'],
  handle: async ({ params, principal, from }, ports: WritePorts) => {
    await revokeApproval({ ...params, principal, from }, ports);
    return { status: 204 };
  },
});

export const approvalRoutes: readonly Route<HandlerPorts & WritePorts>[] = [list, approve, revoke];
