import type { JsonValue } from '../../schema/json.ts';

/**
 * How one channel writes what all of them say. Every text of a stranger passes `plain` or `code`, which make it say
 * nothing but itself there: no mention, no link, no markup.
 */
export interface Markup {
  /** Text that is shown as it stands; at most `max` characters of the channel's own. */
  readonly plain: (text: string, max: number) => string;
  /**
   * What people wrote with lists and code in it, which survive; all else says nothing but itself. Begins on a new line where
   * it begins with one of those. About `max` characters.
   */
  readonly prose: (text: string, max: number) => string;
  /** A name or a value on one line, told apart from the words around it where the channel can. */
  readonly code: (text: string, max: number) => string;
  /** Emphasis of what has been written by the others already. */
  readonly strong: (written: string) => string;
  /** A label that leads to an address; the label alone where the address is no http(s) URL. */
  readonly link: (url: string, label: string) => string;
  /** The day of something that happened, near `now` without its year. Both are UTC ISO 8601. */
  readonly date: (at: string, now: string) => string;
  /** A date that people keep: a day is the same in every zone, a moment is said with its hour. */
  readonly due: (date: string, now: string) => string;
  /** A record that proves a break, on lines of its own. */
  readonly record: (value: JsonValue) => string;
  /** A person of Slack by the id that Slack gave them. */
  readonly slackUser: (id: string) => string;
}
