import type { Announcement } from '../../domain/announcement.ts';
import { defined } from '../../domain/defined.ts';
import { DomainError } from '../../domain/errors.ts';
import { isForm, type Press, type Submission } from '../../domain/interaction/interaction.ts';
import { ANSWERS, type Answer } from '../../domain/migration/answer.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import { type MigrationState, requestOf } from '../../domain/migration/state.ts';
import { MRKDWN, plain } from '../../domain/notification/slack/mrkdwn.ts';
import {
  type AnsweredModel,
  FORM_FAILED,
  nobodyToAnswerFor,
  outcomeReply,
  overReply,
  strangerReply,
} from '../../domain/notification/slack/slack-replies.ts';
import { details } from '../../domain/notification/words/details.ts';
import { getSubject } from '../load-schema.ts';
import { withAuthors } from '../people.ts';
import type { WritePorts } from '../ports/write-ports.ts';
import { answerMigrations } from './answer-migrations.ts';
import type { AnswerOutcome } from './move-by-answer.ts';
import { pressedMigrations } from './pressed-migrations.ts';
import { type MemberPorts, membership } from './slack-members.ts';

export interface SlackAnswerPorts extends WritePorts, MemberPorts {
  /** Told of what was answered, for the time to notice. */
  readonly measure: (outcomes: readonly AnswerOutcome[]) => void;
}

/**
 * Answers for whoever pressed a button or submitted a form in Slack, and says in Slack's words what became of it. May run
 * again for the same press: what it did before is told as done, not as somebody's who was faster.
 */
export async function answerInSlack(act: Press | Submission, ports: SlackAnswerPorts): Promise<string> {
  const announcement = await ports.store.find('announcement', { id: act.about.announcement });
  if (!announcement) return 'Forewarn does not know this announcement any more.';
  const over = overReply(announcement);
  if (over !== undefined) return over;
  const migrations = await pressedMigrations(act, ports.store);
  const asked = await askedOf(act, announcement, migrations, ports);
  const { side, team } = asked;
  const member = await membership({ user: act.user, ...asked }, ports);
  if (member.outcome === 'stranger') return strangerReply({ ...member, side, team });
  if (migrations.length === 0) return nobodyToAnswerFor(act.about.team);
  const answer = answerOf(act);
  return answer === undefined ? FORM_FAILED : await give(act, { announcement, migrations, answer, team }, ports);
}

/** Whose word it is: the models' team, also by the groups that its models mention, or the subject's owner. */
async function askedOf(
  { answer, about }: Press | Submission,
  announcement: Announcement,
  migrations: readonly Migration[],
  { store }: SlackAnswerPorts,
) {
  const side = ANSWERS[answer];
  if (side === 'consumer') return { side, team: about.team, migrations };
  return { side, team: (await getSubject(store, announcement.subject)).ownerTeam };
}

async function give(
  act: Press | Submission,
  given: {
    readonly announcement: Announcement;
    readonly migrations: readonly Migration[];
    readonly answer: Answer;
    readonly team: string;
  },
  ports: SlackAnswerPorts,
): Promise<string> {
  const { announcement, migrations, answer, team } = given;
  const principal = { id: `slack:${act.user}`, team, verbs: ['read', 'subscribe', 'publish'] } as const;
  try {
    const outcomes = await answerMigrations(
      {
        announcement: announcement.id,
        consumers: migrations.map(({ consumer }) => consumer),
        answer,
        seen: act.about.seen,
        principal,
        from: 'Slack',
      },
      ports,
    );
    ports.measure(outcomes);
    const told = outcomes.map((outcome) => toldAs(outcome, act, principal.id));
    const named = await withAuthors(
      told.map(({ migration }) => migration),
      ports.store,
    );
    const said = told.map((one, index) => ({ ...one, migration: named[index] ?? one.migration }));
    return outcomeReply(said, { now: ports.clock.now(), rest: details({ announcement }, MRKDWN) });
  } catch (error) {
    // Busy is the queue's to try again; what the registry refuses is for the person to know.
    if (!(error instanceof DomainError) || error.code === 'unavailable') throw error;
    return `Not taken: ${plain(error.message, 1_000)}`;
  }
}

/** The answer that a press or a form stands for; `undefined` for a press whose form did not open. */
function answerOf(act: Press | Submission): Answer | undefined {
  const { answer } = act;
  if (act.kind === 'press') return isForm(act.answer) ? undefined : { answer: act.answer };
  const { reason = '', until } = act;
  switch (answer) {
    case 'not-affected':
    case 'object':
      return { answer, reason };
    case 'extend':
      return until === undefined ? undefined : { answer, until, reason };
    case 'grant':
      return { answer, ...defined({ until }) };
    case 'deny':
      return { answer, ...(reason === '' ? {} : { reason }) };
    default:
      return undefined;
  }
}

/** What came of it, where a state that this press made is not taken for an earlier one's. */
function toldAs(outcome: AnswerOutcome, act: Press | Submission, principal: string): AnsweredModel {
  const { migration } = outcome;
  if (outcome.outcome === 'moved') return { outcome: 'moved', migration };
  const { state } = migration;
  const made = requestOf(state) ?? state;
  const isOwn = made.at >= act.at && MADE_BY[act.answer].includes(state.name) && authorOf(state) === principal;
  return isOwn ? { outcome: 'repeated', migration } : outcome;
}

function authorOf(state: MigrationState): string | undefined {
  const request = requestOf(state);
  if (request) return request.by;
  return 'by' in state ? (state.by === 'policy' && state.name === 'granted' ? state.requestedBy : state.by) : undefined;
}

/** The states that an answer makes. */
const MADE_BY: Readonly<Record<Press['answer'], readonly MigrationState['name'][]>> = {
  acknowledge: ['acknowledged'],
  'not-affected': ['not-affected'],
  extend: ['granted', 'extension-requested', 'overdue'],
  object: ['objected'],
  migrated: ['migrated'],
  grant: ['granted'],
  deny: ['denied'],
};
