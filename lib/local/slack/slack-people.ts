import { randomUUID } from 'node:crypto';

/** A form as Slack keeps it while somebody fills it in. */
export type SlackView = Readonly<Record<string, unknown>> & { readonly id: string; readonly user: string };

/** Where an app may answer one person, and how often it has. */
type ResponseUrl = {
  readonly channel: string;
  readonly user: string;
  readonly thread?: string;
  readonly madeAt: number;
  uses: number;
};

/** The people of the fake Slack: their groups, what they have pressed, and the forms before their eyes. */
export type SlackPeople = {
  /** Members of user groups by the group's id; a test or the page may change them. */
  readonly groups: Map<string, readonly string[]>;
  readonly makeTrigger: (user: string) => string;
  /** As Slack answers `views.open`: a trigger is good for one form, for three seconds. */
  readonly open: (trigger: string, view: object) => { readonly view: SlackView } | { readonly error: string };
  readonly viewOf: (user: string) => SlackView | undefined;
  readonly close: (id: string) => void;
  readonly makeResponseUrl: (place: { channel: string; user: string; thread?: string | undefined }) => string;
  /** Counts a use; an address is good for five, within half an hour. */
  readonly useResponseUrl: (token: string) => Omit<ResponseUrl, 'uses' | 'madeAt'> | undefined;
};

const TRIGGER_MS = 3_000;
const RESPONSE_MS = 30 * 60_000;
const RESPONSES = 5;

export function createSlackPeople(now: () => Date): SlackPeople {
  // Real time: who presses and what opens do not wait for a moved clock.
  const triggers = new Map<string, { readonly user: string; readonly madeAt: number; isUsed: boolean }>();
  const views = new Map<string, SlackView>();
  const responses = new Map<string, ResponseUrl>();
  let opened = 0;
  return {
    groups: new Map(),
    makeTrigger: (user) => {
      const trigger = `${triggers.size + 1}.${randomUUID()}`;
      triggers.set(trigger, { user, madeAt: Date.now(), isUsed: false });
      return trigger;
    },
    open: (trigger, content) => {
      const known = triggers.get(trigger);
      if (!known) return { error: 'invalid_trigger_id' };
      if (known.isUsed) return { error: 'trigger_exchanged' };
      if (Date.now() - known.madeAt > TRIGGER_MS) return { error: 'expired_trigger_id' };
      known.isUsed = true;
      opened += 1;
      const view = { ...content, id: `V${opened}`, user: known.user };
      views.set(view.user, view);
      return { view };
    },
    viewOf: (user) => views.get(user),
    close: (id) => {
      for (const [user, view] of views) if (view.id === id) views.delete(user);
    },
    makeResponseUrl: ({ channel, user, thread }) => {
      const token = randomUUID();
      responses.set(token, {
        channel,
        user,
        ...(thread === undefined ? {} : { thread }),
        madeAt: now().getTime(),
        uses: 0,
      });
      return token;
    },
    useResponseUrl: (token) => {
      const known = responses.get(token);
      if (!known || known.uses >= RESPONSES || now().getTime() - known.madeAt > RESPONSE_MS) return undefined;
      known.uses += 1;
      return known;
    },
  };
}
