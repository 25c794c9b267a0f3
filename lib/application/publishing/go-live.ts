import type { SchemaVersion, Subject } from '../../domain/subject.ts';
import type { Write } from '../ports/store.ts';
import { deprecate, withLive } from './version-writes.ts';

/** What makes a proposed version the head; a breaking one ends its generation and deprecates the head before it. */
export function goLive(input: {
  readonly subject: Subject;
  readonly version: SchemaVersion;
  readonly head: SchemaVersion | undefined;
  /** The announcement of a breaking version. */
  readonly breaking?: string;
  readonly sunset: string | undefined;
  readonly now: string;
}): { readonly subject: Subject; readonly version: SchemaVersion; readonly writes: readonly Write[] } {
  const { head, breaking, now, sunset } = input;
  const version: SchemaVersion = { ...input.version, status: 'active', revision: input.version.revision + 1 };
  // A harmless version planned late must not push back a newer head; a breaking one goes live when its producer says.
  const leads = breaking !== undefined || input.subject.head === undefined || version.version > input.subject.head;
  const subject: Subject = {
    ...input.subject,
    ...(leads ? { head: version.version } : {}),
    generation: input.subject.generation + (breaking === undefined ? 0 : 1),
    ...(breaking === undefined ? {} : { live: withLive(input.subject, breaking) }),
    revision: input.subject.revision + 1,
  };
  return {
    subject,
    version,
    writes: [
      { put: 'subject', item: subject, expect: input.subject.revision, was: input.subject },
      { put: 'version', item: version, expect: input.version.revision, was: input.version },
      ...(breaking !== undefined && head && head.version !== version.version
        ? [deprecate(head, version.version, { now, sunset })]
        : []),
    ],
  };
}
