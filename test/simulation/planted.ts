import type { Migration } from '../../lib/domain/announcement.ts';
import type { Evidence, GateAnswer } from './evidence.ts';
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
const isReminder = ({ notificationId }: Posted): boolean => notificationId.includes('/reminder');
const FAR = '2099-01-01T12:00:00.000Z';

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
    'dates only move later',
    'a date that was shortened',
    withMigrations((migration, at) => [
      { at, item: migration },
      { at, item: { ...migration, deadline: '2026-01-06T12:00:00.000Z' } },
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
    'nobody is reminded at night',
    'a reminder in the small hours of a Saturday',
    withPosts((post) => (isReminder(post) ? [{ ...post, at: '2026-01-10T03:00:00.000Z' }] : [post])),
  ],
];
