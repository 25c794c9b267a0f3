import { closuresOf } from './deliveries.ts';
import type { Oracle } from './oracle.ts';
import { isClosed } from './rules.ts';

const alike: Oracle = {
  name: 'issues are open migrations',
  holds:
    'In each repository as many issues are open for a model and subject as it has open migrations there, and each names that model.',
  find: (evidence) => {
    const { timeline } = evidence;
    const expected = new Map<string, number>();
    const unsure = new Set<string>();
    for (const migration of timeline.last('migration')) {
      const { github, consumer, subject, concern, announcementId } = migration;
      if (!github || concern === 'digest') continue;
      const key = `${github.repository} ${consumer} ${subject}`;
      const announcement = timeline.at('announcement', { id: announcementId }, evidence.end);
      if (announcement?.status === 'planning' || announcement?.dueAt !== undefined) unsure.add(key);
      if (!isClosed(migration) && announcement?.status !== 'observed') expected.set(key, (expected.get(key) ?? 0) + 1);
    }
    const found = new Map<string, number>();
    for (const issue of evidence.issues) {
      const { consumers = [], subject } = timeline.at('delivery', { id: issue.notificationId }, evidence.end) ?? {};
      const key = `${issue.repository} ${consumers[0]} ${subject}`;
      if (issue.standing === 'open') found.set(key, (found.get(key) ?? 0) + 1);
    }
    for (const delivery of timeline.last('delivery')) {
      const { channel, consumers = [], subject, status } = delivery;
      if (channel.kind !== 'github') continue;
      const isWaiting = status !== 'sent' && status !== 'skipped';
      if (isWaiting || closuresOf(evidence, delivery).some(({ to }) => to > evidence.end))
        unsure.add(`${channel.repository} ${consumers[0]} ${subject}`);
    }
    return [...new Set([...expected.keys(), ...found.keys()])]
      .filter((key) => !unsure.has(key) && expected.get(key) !== found.get(key))
      .map((key) => `${key}: ${found.get(key) ?? 0} issues are open, and ${expected.get(key) ?? 0} migrations`);
  },
};

const comments: Oracle = {
  name: 'an issue is one',
  holds: 'No issue is opened twice for one delivery, and nothing is said twice in it.',
  find: ({ issues }) => {
    const seen = new Set<string>();
    return issues.flatMap(({ notificationId, number, repository, comments }) => {
      const said = new Set(comments);
      const isTwice = seen.has(notificationId) || said.size < comments.length;
      seen.add(notificationId);
      return isTwice ? [`${repository}#${number} of ${notificationId} is there twice, or says the same twice`] : [];
    });
  },
};

export const ISSUE_ORACLES: readonly Oracle[] = [alike, comments];
