/** A CloudEvents 1.0 event in structured JSON, https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md. */
export interface CloudEvent {
  readonly specversion: '1.0';
  /** Stays the same when the event is sent again. */
  readonly id: string;
  /** The registry's address. */
  readonly source: string;
  readonly type: string;
  /** `<subject>/<version>`, of a digest `<team>/<week>`, of a test `<team>` */
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly data: Readonly<Record<string, unknown>>;
}

/** Message attributes for filter policies; a list becomes a `String.Array`. */
export type EventAttributes = Readonly<Record<string, string | readonly string[]>>;

/** Every type of event there is; each has its JSON Schema in `schemas/events/`. */
export const EVENT_TYPES = {
  registered: 'dev.forewarn.version.registered.v1',
  announced: 'dev.forewarn.change.announced.v1',
  reminder: 'dev.forewarn.deadline.approaching.v1',
  missed: 'dev.forewarn.deadline.missed.v1',
  digest: 'dev.forewarn.digest.published.v1',
  updated: 'dev.forewarn.migration.updated.v1',
  live: 'dev.forewarn.change.live.v1',
  exposed: 'dev.forewarn.model.exposed.v1',
  tested: 'dev.forewarn.channel.tested.v1',
  killSwitch: 'dev.forewarn.killswitch.triggered.v1',
} as const;
export type EventType = (typeof EVENT_TYPES)[keyof typeof EVENT_TYPES];
