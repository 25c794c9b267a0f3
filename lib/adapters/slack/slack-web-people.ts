import type { WebClient as SlackClient } from '@slack/web-api';
import type { SlackDirectory, SlackForms } from '../../application/ports/slack.ts';
import { SlackConnection, type SlackConnectionOptions } from './slack-connection.ts';
import { classifyFailure, isAuthenticationError } from './slack-failure.ts';

/** Who joins a group may answer that soon, and who leaves it may no longer. */
const KEPT_MS = 60_000;

interface SlackPeopleOptions extends SlackConnectionOptions {
  readonly now: () => number;
  /** Hears why Slack did not open a form; whoever pressed is asked to press again. */
  readonly onFormFailed?: (error: string) => void;
}

/** Slack's people by its Web API: forms for those who press, and who is in which user group. */
export class SlackWebPeople implements SlackDirectory, SlackForms {
  readonly #connection: SlackConnection;
  readonly #now: () => number;
  readonly #onFormFailed: (error: string) => void;
  readonly #members = new Map<string, { readonly users: readonly string[] | 'unknown'; readonly readAt: number }>();

  constructor({ now, onFormFailed, ...connection }: SlackPeopleOptions) {
    this.#connection = new SlackConnection(connection);
    this.#now = now;
    this.#onFormFailed = onFormFailed ?? (() => undefined);
  }

  async membersOf(group: string): Promise<readonly string[] | 'unknown'> {
    const kept = this.#members.get(group);
    if (kept && this.#now() - kept.readAt < KEPT_MS) return kept.users;
    const answer = await this.#ask((client) => client.usergroups.users.list({ usergroup: group }));
    const users = answer === 'refused' ? 'unknown' : (answer.users ?? []);
    this.#members.set(group, { users, readAt: this.#now() });
    return users;
  }

  async groupsOf(user: string): Promise<readonly string[]> {
    const answer = await this.#ask((client) => client.usergroups.list({ include_users: true }));
    if (answer === 'refused') return [];
    return (answer.usergroups ?? []).flatMap(({ id, users }) => (id && users?.includes(user) ? [id] : []));
  }

  async open(trigger: string, view: Readonly<Record<string, unknown>>): Promise<'opened' | 'failed'> {
    const client = await this.#connection.connect(false);
    try {
      // The domain builds the view within Slack's limits; the client's type knows every kind of block by name.
      await client.apiCall('views.open', { trigger_id: trigger, view });
      return 'opened';
    } catch (error) {
      const failure = classifyFailure(error);
      // Slack has sent the press again: its first sending opened the form.
      if (failure.outcome === 'refused' && failure.error.startsWith('trigger_exchanged')) return 'opened';
      if (failure.outcome === 'refused' && isAuthenticationError(failure.error)) await this.#connection.connect(true);
      this.#onFormFailed('error' in failure ? failure.error : failure.outcome);
      return 'failed';
    }
  }

  /** `refused`: Slack will say no again. Throws where it gave no answer, and where it asks to wait. */
  async #ask<T>(call: (client: SlackClient) => Promise<T>): Promise<T | 'refused'> {
    const first = await attempt(call, await this.#connection.connect(false));
    if (first.outcome === 'answered') return first.answer;
    if (!isAuthenticationError(first.error)) return 'refused';
    const second = await attempt(call, await this.#connection.connect(true));
    return second.outcome === 'answered' ? second.answer : 'refused';
  }
}

type Attempt<T> =
  | { readonly outcome: 'answered'; readonly answer: T }
  | { readonly outcome: 'refused'; readonly error: string };

async function attempt<T>(call: (client: SlackClient) => Promise<T>, client: SlackClient): Promise<Attempt<T>> {
  try {
    return { outcome: 'answered', answer: await call(client) };
  } catch (error) {
    const failure = classifyFailure(error);
    if (failure.outcome === 'refused') return failure;
    throw error;
  }
}
