import type { Announcement } from '../../domain/announcement.ts';
import type { Policy } from '../../domain/policy/settings/policy.ts';
import type { Team } from '../../domain/principal.ts';
import type { Subject } from '../../domain/subject.ts';
import { policyOf } from '../effective-policy.ts';
import type { Store } from '../ports/store.ts';

/** What many due migrations share, read once a sweep. */
export interface SweepReads {
  announcement(id: string): Promise<Announcement | undefined>;
  subject(name: string): Promise<{ readonly subject: Subject | undefined; readonly policy: Policy }>;
  team(name: string): Promise<Team | undefined>;
}

export function sweepReads(store: Store): SweepReads {
  return {
    announcement: once((id) => store.find('announcement', { id })),
    subject: once(async (name) => {
      const subject = await store.find('subject', { name });
      return { subject, policy: await policyOf(store, { policy: subject?.policy ?? {} }) };
    }),
    team: once((name) => store.find('team', { name })),
  };
}

function once<T>(load: (name: string) => Promise<T>): (name: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (name) => {
    const loading = known.get(name) ?? load(name);
    known.set(name, loading);
    return loading;
  };
}
