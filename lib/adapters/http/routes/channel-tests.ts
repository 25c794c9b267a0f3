import * as Type from 'typebox';
import type { WritePorts } from '../../../application/ports/write-ports.ts';
import { readChannelTest } from '../../../application/subscribing/read-channel-test.ts';
import { type ChannelTestRun, testChannels } from '../../../application/subscribing/test-channels.ts';
import { DeliveryShape } from '../entities/delivery.ts';
import { Entity, List, mirrors } from '../entities/entity.ts';
import type { HandlerPorts } from '../handler.ts';
import { defineRoute, type Route } from '../route.ts';

const ChannelTestShape = mirrors<ChannelTestRun>()(
  Entity(
    'ChannelTest',
    {
      test: Type.String({ description: 'Its id.' }),
      deliveries: List(DeliveryShape, { description: 'One a channel.' }),
    },
    'One test of a model’s channels.',
  ),
);

const beginChannelTest = defineRoute({
  operationId: 'testChannels',
  method: 'POST',
  path: '/v1/consumers/{consumer}/channels/test',
  verb: 'subscribe',
  summary: 'Send a test message to each of its channels, on the way that every message takes',
  reply: { 202: { description: 'The messages are on their way', body: ChannelTestShape } },
  refuses: ['not-found'],
  handle: async ({ params, principal, from }, ports: WritePorts) => {
    const run = await testChannels({ consumer: params.consumer, principal, from }, ports);
    return { status: 202, body: run };
  },
});

const lookAtChannelTest = defineRoute({
  operationId: 'readChannelTest',
  method: 'GET',
  path: '/v1/consumers/{consumer}/channels/test/{test}',
  verb: 'subscribe',
  summary: 'What has become of a test message in each channel',
  reply: { 200: { description: 'The test', body: ChannelTestShape } },
  refuses: ['not-found'],
  handle: async ({ params, principal }, ports: WritePorts) => ({
    status: 200,
    body: await readChannelTest({ ...params, principal }, ports),
  }),
});

export const channelTestRoutes: readonly Route<HandlerPorts & WritePorts>[] = [beginChannelTest, lookAtChannelTest];
