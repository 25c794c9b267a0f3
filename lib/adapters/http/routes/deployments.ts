import * as Type from 'typebox';
import {
  type RecordModelOutcome,
  recordModelDeployment,
} from '../../../application/deploying/record-model-deployment.ts';
import { recordVersionDeployment } from '../../../application/deploying/record-version-deployment.ts';
import type { JudgingPorts } from '../../../application/ports/write-ports.ts';
import { DomainError } from '../../../domain/errors.ts';
import { MigrationShape } from '../entities/announcement.ts';
import {
  AFFECTED,
  EnvironmentShape,
  GateModelShape,
  ModelDeploymentShape,
  ReadVersionShape,
  SubjectDeploymentShape,
} from '../entities/deployment.ts';
import { Entity, List, mirrors, PageOf } from '../entities/entity.ts';
import type { HandlerPorts } from '../handler.ts';
import { PAGING, paging } from '../query.ts';
import { defineRoute, type Route } from '../route.ts';
import { Members } from '../shape.ts';
import { Name } from '../shapes.ts';

const MODEL = '/v1/environments/{environment}/deployments/consumers/{consumer}';
/** So many subjects as one pipeline ever joins; each is judged. */
const MOST_READS = 50;
const ReleaseName = Type.String({ minLength: 1, maxLength: 100, examples: ['v8'] });

const RecordedModelShape = Entity(
  'RecordedModelDeployment',
  {
    outcome: Type.Enum(['recorded', 'unchanged']),
    deployment: ModelDeploymentShape,
    migrations: List(
      Type.Object({
        outcome: Type.Enum(['proven', 'reopened', 'unchanged']),
        because: Type.String({ description: 'What the live releases read, and what the engine says of it.' }),
        migration: MigrationShape,
      }),
      { description: 'Breaks announced to the model, in view of everything that runs of it.' },
    ),
    followed: mirrors<RecordModelOutcome['followed']>()(
      List(Type.Object({ subject: Type.String(), trainedOn: Type.Integer(), former: Type.Integer() }), {
        description: 'Subscriptions that follow the oldest version that a live release reads.',
      }),
    ),
    notes: List(Type.String(), { description: 'What a person should look at.' }),
  },
  'A release as it was recorded, and what it proves.',
);

function recorded({ outcome, deployment, migrations, followed, notes }: RecordModelOutcome) {
  const shown = migrations.map(({ outcome: moved, because, migration }) => ({ outcome: moved, because, migration }));
  return { status: 200 as const, body: { outcome, deployment, migrations: shown, followed, notes } };
}

const recordModel = defineRoute({
  operationId: 'recordModelDeployment',
  method: 'PUT',
  path: MODEL,
  verb: 'subscribe',
  summary: 'Record what runs of a model there and what it reads; it proves migrations, or opens them again',
  body: Members(
    {
      release: ReleaseName,
      reads: Type.Array(Members({ subject: Name, version: ReadVersionShape.properties.version }), {
        maxItems: MOST_READS,
      }),
      alongside: Type.Optional(Type.Boolean({ description: 'Beside the releases that run there, as a canary does.' })),
    },
    {
      title: 'ModelDeploymentRequest',
      examples: [{ release: 'v8', reads: [{ subject: 'payments.transaction', version: 13 }] }],
    },
  ),
  reply: { 200: { description: 'Recorded, or the same again', body: RecordedModelShape } },
  refuses: ['not-found'],
  handle: async ({ params, body, principal, from }, ports: JudgingPorts) => {
    const { release, reads, alongside } = body;
    const change = { name: 'deployed', reads, alongside: alongside ?? false } as const;
    return recorded(await recordModelDeployment({ ...params, release, change, principal, from }, ports));
  },
});

const removeModel = defineRoute({
  operationId: 'removeModelDeployment',
  method: 'DELETE',
  path: MODEL,
  verb: 'subscribe',
  summary: 'Record that a release runs there no more',
  query: Members({ release: ReleaseName }),
  reply: { 200: { description: 'Recorded, or it was not there', body: RecordedModelShape } },
  refuses: ['not-found'],
  handle: async ({ params, query, principal, from }, ports: JudgingPorts) => {
    const request = { ...params, release: query.release, change: { name: 'removed' } as const, principal, from };
    return recorded(await recordModelDeployment(request, ports));
  },
});

const recordVersion = defineRoute({
  operationId: 'recordVersionDeployment',
  method: 'PUT',
  path: '/v1/environments/{environment}/deployments/subjects/{subject}',
  verb: 'publish',
  summary: 'Record which version a producer emits there; where that is live, a proposal becomes the head',
  body: Members(
    { version: ReadVersionShape.properties.version },
    { title: 'VersionDeploymentRequest', examples: [{ version: 13 }] },
  ),
  reply: {
    200: {
      description: 'Recorded, or the same again',
      body: Entity('RecordedVersionDeployment', {
        outcome: Type.Enum(['recorded', 'unchanged']),
        deployment: SubjectDeploymentShape,
        effects: List(Type.Enum(['activated', 'live', 'emergency', 'rolled-back']), {
          description: '`activated`: it became the head. The others: what the message to its readers says.',
        }),
        blockers: List(GateModelShape, { description: 'Models that held the gate when it went live.' }),
        ...AFFECTED,
        notes: List(Type.String(), { description: 'What a person should look at.' }),
      }),
    },
  },
  refuses: ['not-found'],
  handle: async ({ params, body, principal, from }, ports: JudgingPorts) => ({
    status: 200,
    body: await recordVersionDeployment({ ...params, ...body, principal, from }, ports),
  }),
});

const listModels = defineRoute({
  operationId: 'listModelDeployments',
  method: 'GET',
  path: '/v1/environments/{environment}/deployments/consumers',
  verb: 'read',
  summary: 'What runs of which model in an environment',
  query: Members(PAGING),
  reply: { 200: { description: 'A page of deployments', body: PageOf(ModelDeploymentShape) } },
  handle: async ({ params, query }, { store }: JudgingPorts) => ({
    status: 200,
    body: await store.listModelDeployments(params.environment, paging(query)),
  }),
});

const listVersions = defineRoute({
  operationId: 'listVersionDeployments',
  method: 'GET',
  path: '/v1/environments/{environment}/deployments/subjects',
  verb: 'read',
  summary: 'Which version of which subject is emitted in an environment',
  query: Members(PAGING),
  reply: { 200: { description: 'A page of deployments', body: PageOf(SubjectDeploymentShape) } },
  handle: async ({ params, query }, { store }: JudgingPorts) => ({
    status: 200,
    body: await store.listSubjectDeployments(params.environment, paging(query)),
  }),
});

const listEnvironments = defineRoute({
  operationId: 'listEnvironments',
  method: 'GET',
  path: '/v1/environments',
  verb: 'read',
  summary: 'The environments in which a deployment was ever recorded',
  query: Members(PAGING),
  reply: { 200: { description: 'A page of environments', body: PageOf(EnvironmentShape) } },
  handle: async ({ query }, { store }: JudgingPorts) => ({
    status: 200,
    body: await store.listEnvironments(paging(query)),
  }),
});

const listOfConsumer = defineRoute({
  operationId: 'listDeploymentsOfConsumer',
  method: 'GET',
  path: '/v1/consumers/{consumer}/deployments',
  verb: 'read',
  summary: 'Where a model runs, and what it reads there',
  query: Members(PAGING),
  reply: { 200: { description: 'A page of deployments', body: PageOf(ModelDeploymentShape) } },
  refuses: ['not-found'],
  handle: async ({ params, query }, { store }: JudgingPorts) => {
    if (!(await store.find('consumer', { name: params.consumer })))
      throw new DomainError(
        'not-found',
        `there is no consumer ${params.consumer}; \`forewarn consumers\` lists those that exist`,
      );
    return { status: 200, body: await store.listDeploymentsOfConsumer(params.consumer, paging(query)) };
  },
});

export const deploymentRoutes: readonly Route<HandlerPorts & JudgingPorts>[] = [
  recordModel,
  removeModel,
  recordVersion,
  listModels,
  listVersions,
  listEnvironments,
  listOfConsumer,
];
