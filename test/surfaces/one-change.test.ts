import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpHandler, type HandlerPorts } from '../../lib/adapters/http/handler.ts';
import { checkRoutes } from '../../lib/adapters/http/routes/check.ts';
import {
  loadFirstMessage,
  loadProducerMessage,
  loadTeamMessage,
} from '../../lib/application/delivering/load-team-message.ts';
import type { Schemas } from '../../lib/cli/api/operations.ts';
import type { Delivery, DeliveryKind } from '../../lib/domain/delivery.ts';
import { renderDigestEvents } from '../../lib/domain/notification/events/render-digest-event.ts';
import { renderTeamEvents } from '../../lib/domain/notification/events/render-event.ts';
import { renderIssue } from '../../lib/domain/notification/github/render-issue.ts';
import { renderProducer } from '../../lib/domain/notification/slack/render-producer.ts';
import { renderSlack } from '../../lib/domain/notification/slack/render-slack.ts';
import { renderSlackDigest } from '../../lib/domain/notification/slack/render-slack-digest.ts';
import { renderForm } from '../../lib/domain/notification/slack/slack-modal.ts';
import type { DigestMessage, ProducerMessage, TeamMessage } from '../../lib/domain/notification/words/team-message.ts';
import { dayName } from '../../lib/domain/notification/words/wording.ts';
import { A_CONTEXT, anEvent } from '../adapters/http/an-event.ts';
import { SUBJECT, transaction, World } from '../application/world.ts';
import { FakeRegistry } from '../cli/fake-registry.ts';
import { run } from '../cli/run.ts';

/*
 * One change of one field, told on every surface there is, each worded by the code that words it in production. What they say of
 * models, dates and counts is compared with the migrations that the registry holds.
 */

const TEAM = 'risk-ml';
const MODELS = ['churn', 'fraud', 'pricing'];
/** Reads another field of the same data. */
const BYSTANDER = 'basket';
const SLACK = { kind: 'slack', channel: '#risk-ml' } as const;
const NEXT = transaction({ category: { type: 'string' } });

/** What a surface says: all of its text, and which days of those that people could mistake for the date. */
interface Said {
  readonly surface: string;
  readonly text: string;
}

const registry = new FakeRegistry();
const world = new World();
let said: readonly Said[] = [];
let day = '';

beforeAll(() => registry.start());
afterAll(() => registry.stop());

/** In the first test: what runs a command cleans up after the test that it runs in. */
async function tellEverybody(): Promise<void> {
  await world.grant();
  await world.publish(transaction());
  for (const model of MODELS) await world.subscribe(model, ['/category'], { team: TEAM, channel: SLACK.channel });
  await world.subscribe(BYSTANDER, ['/amount'], { team: 'basket-ml' });
  const checked = await answerOfApi();
  const published = await world.publish(NEXT);
  const announcementId = published.outcome === 'created' ? published.announcementId : undefined;
  await world.planAll(announcementId);
  const [first] = await world.migrations(announcementId ?? '');
  day = first?.deadline ?? '';
  said = [...(await fromTheCommandLine(checked)), ...(await fromMessages(announcementId ?? ''))];
}

async function answerOfApi(): Promise<Schemas['Check']> {
  const keptReplies: HandlerPorts['keptReplies'] = { once: (_request, work) => work() };
  const secondOpinion = { describe: async () => ({ available: false as const, reason: 'not asked' }) };
  const handler = createHttpHandler(checkRoutes, () => ({ ...world, keptReplies, secondOpinion }));
  const event = anEvent({
    routeKey: 'POST /v1/compatibility/subjects/{subject}/versions/{version}',
    params: { subject: SUBJECT, version: 'head' },
    body: JSON.stringify({ schema: NEXT }),
  });
  return JSON.parse((await handler(event, A_CONTEXT)).body ?? '');
}

async function fromTheCommandLine(body: Schemas['Check']): Promise<readonly Said[]> {
  registry.on(`POST /v1/compatibility/subjects/${SUBJECT}/versions/head`, { status: 200, body });
  const print = async (format: string): Promise<string> => {
    const printed = await run(['check', '--subject', SUBJECT, 'next.json', '--format', format], {
      files: { 'next.json': JSON.stringify(NEXT) },
      env: { FOREWARN_URL: registry.url, FOREWARN_TOKEN: 't', NO_COLOR: '1' },
    });
    return printed.stdout;
  };
  return [
    { surface: 'API answer', text: JSON.stringify(body.affected) },
    { surface: 'terminal', text: await print('text') },
    { surface: 'pull request comment', text: await print('markdown') },
    { surface: 'annotations', text: await print('github') },
  ];
}

async function fromMessages(announcementId: string): Promise<readonly Said[]> {
  const ports = { ...world, registry: { url: 'https://registry.example.com' } };
  const delivery = (kind: DeliveryKind, more: Partial<Delivery> = {}): Delivery => ({
    id: kind,
    kind,
    channel: SLACK,
    announcementId,
    team: TEAM,
    status: 'pending',
    attempts: 0,
    createdAt: world.clock.now(),
    revision: 1,
    ...more,
  });
  const first = must(await loadFirstMessage(delivery('announced'), ports));
  const reminder = must(await loadTeamMessage(delivery('reminder'), ports));
  const producer = must(await loadProducerMessage(delivery('overview', { team: 'payments' }), ports));
  const [event] = renderTeamEvents({ ...first, deliveryId: 'd1', at: first.now });
  const digest = digestOf(first);
  const [digestEvent] = renderDigestEvents({ ...digest, deliveryId: 'd2', at: first.now });
  return [
    { surface: 'Slack, first message', text: wordsOf(renderSlack(first).blocks) },
    { surface: 'Slack, its preview', text: renderSlack(first).text },
    { surface: 'Slack, reminder', text: wordsOf(renderSlack(reminder).blocks) },
    { surface: 'Slack, producer', text: wordsOf(renderProducer(producer).blocks) },
    { surface: 'Slack, digest', text: wordsOf(renderSlackDigest(digest).blocks) },
    { surface: 'Slack, form', text: wordsOf(formOf(first, producer)) },
    { surface: 'mail', text: `${event?.email.subject}\n${event?.email.body}` },
    { surface: 'mail, digest', text: `${digestEvent?.email.subject}\n${digestEvent?.email.body}` },
    { surface: 'issue', text: `${renderIssue(first, 'd1').title}\n${renderIssue(first, 'd1').body}` },
    { surface: 'SNS event', text: JSON.stringify(event?.event.data['models']) },
  ];
}

/** As the digest has it once it is live and nobody has answered. */
const digestOf = (first: TeamMessage): DigestMessage => ({
  team: TEAM,
  week: '2026-W48',
  news: [],
  exposed: [first],
  observed: [],
  ends: [],
  registryUrl: first.registryUrl,
  now: first.now,
});

const formOf = ({ announcement, migrations, now, team }: TeamMessage, producer: ProducerMessage) =>
  renderForm({
    form: 'not-affected',
    about: { announcement: announcement.id, team, seen: now, consumers: migrations.map(({ consumer }) => consumer) },
    subject: announcement.subject,
    version: announcement.version,
    migrations,
    grantedUntil: migrations[0]?.deadline ?? '',
    decider: producer.team,
    now,
  });

function must<T>(loaded: T | undefined): T {
  if (loaded === undefined) throw new Error('There is nothing to tell.');
  return loaded;
}

/** All texts of blocks, none of their ids and values. */
function wordsOf(node: unknown): string {
  if (Array.isArray(node)) return node.map(wordsOf).filter(Boolean).join('\n');
  if (typeof node !== 'object' || node === null) return '';
  return Object.entries(node)
    .map(([name, value]) => (name === 'text' && typeof value === 'string' ? value : wordsOf(value)))
    .filter(Boolean)
    .join('\n');
}

const SURFACES = [
  ...['API answer', 'terminal', 'pull request comment', 'annotations'],
  ...[
    'Slack, first message',
    'Slack, its preview',
    'Slack, reminder',
    'Slack, producer',
    'Slack, digest',
    'Slack, form',
  ],
  ...['mail', 'mail, digest', 'issue', 'SNS event'],
];
const textOf = (surface: string): string => must(said.find((one) => one.surface === surface)).text;

/** Every way in which one of the days around the date could be written. */
const writings = (date: string): readonly string[] => [date, dayName(date, date)];
const daysFrom = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

describe('one change', () => {
  it('is told on every surface that is compared', async () => {
    await tellEverybody();

    expect(said.map(({ surface }) => surface)).toEqual(SURFACES);
    expect(day).toBe('2026-12-04');
  });

  it.each(SURFACES)('names the same models on %s', (surface) => {
    const named = [...MODELS, BYSTANDER].filter((model) => new RegExp(`\\b${model}\\b`).test(textOf(surface)));

    expect(named).toEqual(MODELS);
  });

  it.each(SURFACES)('has the same date on %s, and no other', (surface) => {
    const text = textOf(surface);
    const others = Array.from({ length: 60 }, (_, at) => daysFrom(day, at - 7)).filter((other) => other !== day);

    expect(writings(day).some((written) => text.includes(written))).toBe(true);
    expect(others.filter((other) => writings(other).some((written) => new RegExp(`${written}\\b`).test(text)))).toEqual(
      [],
    );
  });

  it.each(SURFACES)('counts no other number of models or changes on %s', (surface) => {
    const counted = [...textOf(surface).matchAll(/\b(\d+) (models?|breaking|registered models?)\b/g)];
    const right: Readonly<Record<string, number>> = { breaking: 1 };
    const wrong = counted.filter(([, count, what = '']) => Number(count) !== (right[what] ?? MODELS.length));

    expect(wrong.map(([words]) => words)).toEqual([]);
  });

  it.each(SURFACES.filter((surface) => !['Slack, form', 'SNS event', 'API answer'].includes(surface)))(
    'says on %s what it is that changes',
    (surface) => {
      expect(textOf(surface)).toMatch(/category/);
      expect(textOf(surface)).toMatch(/integer[\s\S]{1,8}string/);
    },
  );

  it.each(SURFACES)('leads nobody to an address of the registry on %s', (surface) => {
    expect(textOf(surface)).not.toContain('registry.example.com');
  });
});
