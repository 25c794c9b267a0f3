import { firstOf } from '../../domain/date.ts';
import { defined } from '../../domain/defined.ts';
import { isForm, type Press } from '../../domain/interaction/interaction.ts';
import { ANSWERS } from '../../domain/migration/answer.ts';
import { requestOf } from '../../domain/migration/state.ts';
import { renderForm } from '../../domain/notification/slack/slack-modal.ts';
import { overReply } from '../../domain/notification/slack/slack-replies.ts';
import { grantedAtOnce } from '../../domain/policy/gate/late.ts';
import { policyFor } from '../effective-policy.ts';
import { getSubject } from '../load-schema.ts';
import { withAuthors } from '../people.ts';
import type { Clock } from '../ports/clock.ts';
import type { SlackForms } from '../ports/slack.ts';
import { pressedMigrations } from './pressed-migrations.ts';
import { type MemberPorts, membership } from './slack-members.ts';

export interface OpenFormPorts extends MemberPorts {
  readonly clock: Clock;
  readonly forms: SlackForms;
  /** Resolves when waiting for Slack's word on a membership would cost the form. */
  readonly patience: () => Promise<void>;
}

/**
 * Opens the form of a press that needs one. `to-answer`: there is nothing to open, because the press is complete, comes from
 * a stranger or is about what is over; whoever answers it says so.
 */
export async function openForm(press: Press, trigger: string, ports: OpenFormPorts): Promise<'opened' | 'to-answer'> {
  const { answer, about, user } = press;
  if (!isForm(answer)) return 'to-answer';
  const { store, clock } = ports;
  const announcement = await store.find('announcement', { id: about.announcement });
  if (!announcement || overReply(announcement) !== undefined) return 'to-answer';
  const [subject, listed] = await Promise.all([
    getSubject(store, announcement.subject),
    pressedMigrations(press, store),
  ]);
  const isDecision = ANSWERS[answer] === 'producer';
  const migrations = isDecision ? listed.filter(({ state }) => requestOf(state) !== undefined) : listed;
  if (migrations.length === 0) return 'to-answer';
  const [policy, isStranger] = await Promise.all([
    policyFor(announcement, subject, store),
    isKnownStranger(isDecision ? { user, team: subject.ownerTeam } : { user, team: about.team, migrations }, ports),
  ]);
  if (isStranger) return 'to-answer';
  const allowed = migrations.map((migration) => grantedAtOnce(migration, policy));
  const now = clock.now();
  const view = renderForm({
    form: answer,
    // The form shows the states of this moment: whoever submits it has seen these, not the message's.
    about: { ...about, seen: now },
    subject: subject.name,
    version: announcement.version,
    migrations: await withAuthors(migrations, store),
    grantedUntil: firstOf(allowed) ?? '',
    decider: subject.channel ?? `team ${subject.ownerTeam}`,
    ...defined({ responseUrl: press.responseUrl }),
    now,
  });
  return (await ports.forms.open(trigger, view)) === 'opened' ? 'opened' : 'to-answer';
}

/** A form opens for whom Slack does not know in time, too: whoever answers asks again, and thoroughly. */
async function isKnownStranger(asked: Parameters<typeof membership>[0], ports: OpenFormPorts): Promise<boolean> {
  const known = membership(asked, ports).then(
    ({ outcome }) => outcome === 'stranger',
    () => false,
  );
  return await Promise.race([known, ports.patience().then(() => false)]);
}
