/** What the buttons of a message are about. */
export interface ButtonValue {
  readonly announcement: string;
  /** The team that is asked: of the models, whether its own members or the producer's press. */
  readonly team: string;
  /** When the message was worded, UTC ISO 8601: whoever presses had the state of that moment before their eyes. */
  readonly seen: string;
  /** The models that the message lists; empty where they are too many to name, and it is about all of the team's. */
  readonly consumers: readonly string[];
}

/** A button's value holds 2,000 characters, https://docs.slack.dev/reference/block-kit/block-elements/button-element */
const MAX_VALUE = 2_000;

/** `<announcement>:<team>:<moment>`: fits a block's id (255 characters), which an overflow menu has to answer by. */
export const blockValue = ({ announcement, team, seen }: Omit<ButtonValue, 'consumers'>): string =>
  `${announcement}:${team}:${seen}`;

/** `<announcement>:<team>:<moment>:<model>,<model>…` */
export function buttonValue(about: ButtonValue): string {
  const named = `${blockValue(about)}:${about.consumers.join(',')}`;
  return named.length <= MAX_VALUE ? named : blockValue(about);
}

const VALUE = /^([0-9A-Za-z]{1,40}):([^:,]{1,120}):(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)(?::([^:]*))?$/;

/** Reads a button's value or the end of a block's id; `undefined` where it is neither. */
export function parseButtonValue(value: string): ButtonValue | undefined {
  const [, announcement, team, seen, names = ''] = VALUE.exec(value) ?? [];
  if (announcement === undefined || team === undefined || seen === undefined) return undefined;
  return { announcement, team, seen, consumers: names.split(',').filter((name) => name !== '') };
}
