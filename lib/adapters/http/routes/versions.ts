import * as Type from 'typebox';
import { retireVersion } from '../../../application/administration/subjects.ts';
import { policyOf } from '../../../application/effective-policy.ts';
import { getSubject, getVersion, loadSchema } from '../../../application/load-schema.ts';
import type { JudgingPorts } from '../../../application/ports/write-ports.ts';
import { activateVersion } from '../../../application/publishing/activate-version.ts';
import { judgedBy } from '../../../application/publishing/judged-by.ts';
import { withdrawVersion } from '../../../application/publishing/withdraw-version.ts';
import { endOf } from '../../../domain/date.ts';
import { defined } from '../../../domain/defined.ts';
import type { SchemaVersion } from '../../../domain/subject.ts';
import { VersionChangesShape } from '../entities/comparison.ts';
import { AFFECTED } from '../entities/deployment.ts';
import { Entity, Json, PageOf } from '../entities/entity.ts';
import { SchemaVersionShape, VERSION } from '../entities/subject.ts';
import type { HandlerPorts } from '../handler.ts';
import { PAGING, paging } from '../query.ts';
import { defineRoute, type Route } from '../route.ts';
import { Members } from '../shape.ts';
import { EmergencyShape } from '../shapes.ts';

const listVersions = defineRoute({
  operationId: 'listVersions',
  method: 'GET',
  path: '/v1/subjects/{subject}/versions',
  verb: 'read',
  summary: 'All versions, newest first',
  query: Members(PAGING),
  reply: { 200: { description: 'A page of versions, without their schemas', body: PageOf(SchemaVersionShape) } },
  refuses: ['not-found'],
  handle: async ({ params, query }, { store }: JudgingPorts) => {
    const { name } = await getSubject(store, params.subject);
    return { status: 200, body: await store.listVersions(name, paging(query)) };
  },
});

const readVersion = defineRoute({
  operationId: 'readVersion',
  method: 'GET',
  path: '/v1/subjects/{subject}/versions/{version}',
  verb: 'read',
  summary: 'One version with its schema: a number, `latest` or `head`',
  reply: {
    200: {
      description: 'The version with its schema',
      body: Entity('VersionWithSchema', { ...VERSION, schema: Json('As it was published, in canonical form.') }),
      headers: {
        deprecation: { description: 'When it was deprecated (RFC 9745).', example: '@1795255200' },
        sunset: { description: 'When it ends (RFC 8594).', example: 'Wed, 09 Dec 2026 12:00:00 GMT' },
        link: {
          description: 'What took its place (RFC 8288).',
          example: '</v1/subjects/payments.cards/versions/13>; rel="successor-version"',
        },
      },
    },
  },
  refuses: ['not-found'],
  handle: async ({ params }, { store }: JudgingPorts) => {
    const subject = await getSubject(store, params.subject);
    const version = await getVersion(store, subject, params.version);
    const schema = await loadSchema(store, subject.name, version.version);
    return { status: 200, headers: deprecationHeaders(version), body: { ...version, schema: schema.value } };
  },
});

const readChanges = defineRoute({
  operationId: 'readChanges',
  method: 'GET',
  path: '/v1/subjects/{subject}/versions/{version}/changes',
  verb: 'read',
  summary: 'What changed between any two versions; `since` is the one before unless told',
  query: Members({ since: Type.Optional(Type.String({ maxLength: 10 })) }),
  reply: { 200: { description: 'The changes', body: VersionChangesShape } },
  refuses: ['not-found'],
  handle: async ({ params, query }, { store, judge }: JudgingPorts) => {
    const subject = await getSubject(store, params.subject);
    const version = await getVersion(store, subject, params.version);
    const since = await getVersion(store, subject, query.since ?? String(Math.max(1, version.version - 1)));
    const [old, next] = await Promise.all(
      [since, version].map(async ({ version: number }) => await loadSchema(store, subject.name, number)),
    );
    if (!old || !next) throw new Error('two versions were asked for');
    const policy = await policyOf(store, subject);
    const comparison = { ...(await judge.compare({ old, next, options: policy })), judged: judgedBy(judge, policy) };
    const numbers = { version: version.version, since: since.version, changeCount: comparison.changes.length };
    return { status: 200, body: { subject: subject.name, ...numbers, ...comparison } };
  },
});

const activate = defineRoute({
  operationId: 'activateVersion',
  method: 'POST',
  path: '/v1/subjects/{subject}/versions/{version}/activate',
  verb: 'publish',
  summary: 'Make a proposal the head, once its gate is open',
  body: Members({ emergency: Type.Optional(EmergencyShape) }, { title: 'ActivateRequest' }),
  reply: {
    200: {
      description: 'The version, live',
      body: Entity('Activated', {
        ...VERSION,
        outcome: Type.Enum(['activated', 'unchanged']),
        head: Type.Optional(Type.Integer({ minimum: 1 })),
        ...AFFECTED,
      }),
    },
  },
  refuses: ['not-found', 'conflict', 'gate-closed'],
  handle: async ({ params, body, principal, from }, ports: JudgingPorts) => {
    const { subject, version, ...rest } = await activateVersion({ ...params, ...body, principal, from }, ports);
    return {
      status: 200,
      body: { ...version, ...rest, ...defined({ head: subject.head }) },
    };
  },
});

const withdraw = defineRoute({
  operationId: 'withdrawVersion',
  method: 'POST',
  path: '/v1/subjects/{subject}/versions/{version}/withdraw',
  verb: 'publish',
  summary: 'Take a proposal back; whoever was notified is notified of this too',
  body: Members({ reason: Type.String({ minLength: 1, maxLength: 500 }) }, { title: 'WithdrawRequest' }),
  reply: { 200: { description: 'The withdrawn version', body: SchemaVersionShape } },
  refuses: ['not-found', 'conflict'],
  handle: async ({ params, body, principal, from }, ports: JudgingPorts) => ({
    status: 200,
    body: await withdrawVersion({ ...params, ...body, principal, from }, ports),
  }),
});

const retireOne = defineRoute({
  operationId: 'retireVersion',
  method: 'POST',
  path: '/v1/subjects/{subject}/versions/{version}/retire',
  verb: 'publish',
  summary: 'End a version that is live no more',
  reply: { 200: { description: 'The retired version', body: SchemaVersionShape } },
  refuses: ['not-found', 'conflict'],
  handle: async ({ params, principal, from }, ports: JudgingPorts) => ({
    status: 200,
    body: await retireVersion({ ...params, principal, from }, ports),
  }),
});

/** Deprecation as RFC 9745 has it (a structured date), Sunset as RFC 8594 (an HTTP date), and what comes after. */
function deprecationHeaders({ subject, deprecatedAt, sunset, successor }: SchemaVersion) {
  return {
    ...(deprecatedAt === undefined ? {} : { deprecation: `@${Math.floor(Date.parse(deprecatedAt) / 1000)}` }),
    ...(sunset === undefined ? {} : { sunset: new Date(endOf(sunset)).toUTCString() }),
    ...(successor === undefined
      ? {}
      : { link: `</v1/subjects/${subject}/versions/${successor}>; rel="successor-version"` }),
  };
}

export const versionRoutes: readonly Route<HandlerPorts & JudgingPorts>[] = [
  listVersions,
  readVersion,
  readChanges,
  activate,
  withdraw,
  retireOne,
];
