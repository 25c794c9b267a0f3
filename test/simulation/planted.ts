import type { Migration } from '../../lib/domain/migration/migration.ts';
import type { SimulatedEvent } from './events.ts';
import type { Evidence, GateAnswer } from './evidence.ts';
import type { SimulatedIssue } from './issues.ts';
import type { Posted } from './slack.ts';
import type { Stand } from './timeline.ts';

type Plant = (evidence: Evidence) => Evidence;

const withGates =
  (alter: (gate: GateAnswer) => GateAnswer): Plant =>
  (evidence) => ({
    ...evidence,
    gates: evidence.gates.map(alter),
  });
const withPosts =
  (alter: (post: Posted) => readonly Posted[]): Plant =>
  (evidence) => ({
    ...evidence,
    posts: evidence.posts.flatMap(alter),
  });
const withMigrations =
  (alter: (migration: Migration, at: string) => Migration | readonly Stand<Migration>[]): Plant =>
  (evidence) => ({
    ...evidence,
    timeline: evidence.timeline.altered('migration', alter),
  });
const withEvents =
  (alter: (event: SimulatedEvent) => readonly SimulatedEvent[]): Plant =>
  (evidence) => ({
    ...evidence,
    events: evidence.events.flatMap(alter),
  });
const withIssues =
  (alter: (issue: SimulatedIssue) => readonly SimulatedIssue[]): Plant =>
  (evidence) => ({
    ...evidence,
    issues: evidence.issues.flatMap(alter),
  });
const isKillSwitch = ({ message }: SimulatedEvent): boolean =>
  message.attributes['type'] === 'dev.forewarn.killswitch.triggered.v1';
const renamed = (message: SimulatedEvent['message']): SimulatedEvent['message'] => ({
  ...message,
  event: { ...message.event, id: `${message.event['id']} again` },
});
/** The same text with dates of the next century. */
const laterWords = (text: string): string =>
  text.replace(/\b(Mon|Tue|Wed|Thu|Fri) \d{1,2} [A-Z][a-z]{2}\b( \d{4})?/g, 'Fri 1 Jan 2100');
const isReminder = ({ notificationId }: Posted): boolean => notificationId.includes('/reminder');
const FAR = '2099-01-01T12:00:00.000Z';

/** Every adopted first message as if it had been posted anew a day after its announcement was made. */
const askedAgain: Plant = (evidence) => {
  const adopted = evidence.timeline.last('delivery').filter((one) => one.adopted && one.channel.kind === 'slack');
  const again = adopted.flatMap(({ id, receipt, announcementId = '' }) => {
    const made = evidence.timeline.stands('announcement', { id: announcementId })[0]?.at ?? '';
    const post = evidence.posts.find(({ ts }) => receipt && 'ts' in receipt && ts === receipt.ts);
    return post
      ? [
          {
            ...post,
            notificationId: id,
            readings: post.readings.slice(0, 1).map((one) => ({ ...one, at: dayLater(made) })),
          },
        ]
      : [];
  });
  return {
    ...evidence,
    posts: [...evidence.posts, ...again],
    timeline: evidence.timeline.altered('delivery', ({ adopted: _, ...delivery }) => delivery),
  };
};
const dayLater = (at: string): string => new Date(Date.parse(at) + 86_400_000).toISOString();

/** As if nobody had ever answered. */
const asFirst = withMigrations((migration) => ({
  ...migration,
  state: { name: 'notified', at: migration.createdAt },
}));
const goesLater = withPosts((post) => [
  {
    ...post,
    readings: post.readings.map((reading) => ({
      ...reading,
      text: / is deprecated.* (goes|was to go) away on /.test(reading.text) ? laterWords(reading.text) : reading.text,
    })),
  },
]);

/** What each oracle is to find, and how it is hidden in a run that was all right. */
export const PLANTED: readonly (readonly [oracle: string, what: string, plant: Plant])[] = [
  [
    'gates are explained',
    'a model that was not named although it held',
    withGates((gate) => ({ ...gate, blockers: [] })),
  ],
  [
    'gates are explained',
    'a gate that opened for what had to wait',
    withGates((gate) => ({ ...gate, isOpen: true, blockers: [] })),
  ],
  [
    'an administrator ends it',
    'an administrator who is told to wait forever',
    withGates((gate) => ({ ...gate, at: FAR, until: FAR, byAdministrator: true })),
  ],
  [
    'heads wait',
    'a head that moved over models whose dates lay ahead',
    withMigrations((migration) => ({
      ...migration,
      deadline: FAR,
      state: { name: 'notified', at: migration.createdAt },
    })),
  ],
  [
    'an open gate stays open',
    'a gate that newcomers shut again',
    (evidence) => ({
      ...evidence,
      gates: evidence.gates.flatMap((gate) => [
        { ...gate, until: '2026-01-05T00:00:00.000Z', isOpen: true, blockers: [] },
        gate,
      ]),
    }),
  ],
  [
    'dates only move later',
    'a date that was shortened',
    withMigrations((migration, at) => [
      { at, item: migration },
      { at, item: { ...migration, deadline: '2026-01-06' } },
    ]),
  ],
  [
    'what was withdrawn stays so',
    'a withdrawn migration that moved',
    withMigrations((migration, at) => [
      { at, item: { ...migration, state: { name: 'withdrawn', at } } },
      { at, item: { ...migration, state: { name: 'notified', at } } },
    ]),
  ],
  [
    'everybody has the notice',
    'a date that came too soon',
    withMigrations((migration) => ({ ...migration, deadline: '2026-01-06' })),
  ],
  [
    'dates said are kept',
    'a head that moved although the texts had said another day',
    withPosts((post) => [
      { ...post, readings: post.readings.map((reading) => ({ ...reading, text: laterWords(reading.text) })) },
    ]),
  ],
  [
    'dates said are kept',
    'a field that went before the day that the texts had said',
    (evidence) => goesLater(asFirst(evidence)),
  ],
  [
    'nothing is retired untold',
    'a subject that ended without a word',
    (evidence) => ({ ...evidence, posts: [], issues: [] }),
  ],
  ['nobody breaks unheard', 'a head that moved without a word', (evidence) => ({ ...evidence, posts: [], issues: [] })],
  [
    'nothing waits unnamed',
    'a gate that nobody shuts',
    withGates((gate) => ({ ...gate, isOpen: false, blockers: [] })),
  ],
  [
    'nothing waits unnamed',
    'models that are waited for without a word',
    (evidence) => ({ ...evidence, posts: [], issues: [], events: [], audit: [] }),
  ],
  [
    'one message for a model and its cause',
    'a thread that did not go on, so that its channel was asked again',
    askedAgain,
  ],
  [
    'a kill switch fires once',
    'kill switches that never fired',
    withEvents((event) => (isKillSwitch(event) ? [] : [event])),
  ],
  [
    'a kill switch fires once',
    'a kill switch that fired again',
    withEvents((event) => (isKillSwitch(event) ? [event, { ...event, message: renamed(event.message) }] : [event])),
  ],
  ['issues are open migrations', 'issues that nobody closed', withIssues((issue) => [{ ...issue, standing: 'open' }])],
  [
    'issues are open migrations',
    'issues that were closed by hand',
    withIssues((issue) => [{ ...issue, standing: 'completed' }]),
  ],
  ['an issue is one', 'an issue that was opened twice', withIssues((issue) => [issue, issue])],
  [
    'nothing is left unsent',
    'a delivery that nobody took up',
    (evidence) => ({
      ...evidence,
      timeline: evidence.timeline.altered('delivery', (one) => ({ ...one, status: 'pending', dueAt: one.createdAt })),
    }),
  ],
  ['nothing is sent twice', 'a message that was posted twice', withPosts((post) => [post, post])],
  ['nothing is sent twice', 'a message that was never posted', withPosts(() => [])],
  [
    'first messages are true',
    'a message that says something else',
    withPosts((post) => [{ ...post, readings: [{ at: post.at, text: 'another text', blocks: [] }] }]),
  ],
  [
    'approvals were given',
    'an approval that nobody gave',
    (evidence) => ({ ...evidence, audit: evidence.audit.filter(({ action }) => action !== 'change.approved') }),
  ],
  [
    'reminders come on their days',
    'reminders that were never posted',
    withPosts((post) => (isReminder(post) ? [] : [post])),
  ],
  [
    'reminders come on their days',
    'reminders that no date asks for',
    withPosts((post) => (isReminder(post) ? [{ ...post, at: FAR }] : [post])),
  ],
  [
    'the sweep does each thing once',
    'a sweep that found the same due again',
    (evidence) => ({ ...evidence, audit: evidence.audit.flatMap((entry) => [entry, entry]) }),
  ],
  [
    'nobody is reminded at night',
    'a reminder in the small hours of a Saturday',
    withPosts((post) => (isReminder(post) ? [{ ...post, at: '2026-01-10T03:00:00.000Z' }] : [post])),
  ],
];
