import type { Announcement } from '../../announcement.ts';
import type { Delivery } from '../../delivery.ts';
import type { Migration } from '../../migration/migration.ts';
import { hoursFor, type QuietHours, sendingMoment } from '../../policy/deadlines/hours.ts';
import type { Team } from '../../principal.ts';
import type { Subject } from '../../subject.ts';
import { factsOf } from '../channels.ts';
import { planDeliveries } from './plan-deliveries.ts';
import { planEscalation } from './plan-escalation.ts';
import { planProducer } from './plan-producer.ts';

/**
 * Who hears that a model's date has passed: its team, in the thread and on SNS; the channel to which the team escalates; the
 * producer. One message a date in each place; all but the event wait for working hours, unless it is an emergency.
 * `again`: messages of this model's own, since those of that date are out.
 */
export function planMissed(input: {
  readonly announcement: Announcement;
  readonly subject: Pick<Subject, 'channel' | 'ownerTeam'> | undefined;
  readonly migration: Migration;
  readonly team: Team | undefined;
  readonly owner: Team | undefined;
  readonly now: string;
  readonly again?: boolean;
}): readonly Delivery[] {
  const { announcement, subject, migration, team, owner, now } = input;
  const qualifier = input.again ? `${migration.deadline} ${migration.consumer} ${now}` : migration.deadline;
  const hours = hoursFor(announcement, team);
  const told = planDeliveries({ announcement, migrations: [migration], kind: 'missed', now, day: qualifier }).map(
    (delivery) => (factsOf(delivery.channel).chosen ? waiting(delivery, hours, now) : delivery),
  );
  const producerHours = hoursFor(announcement, owner);
  const at = producerHours.always ? {} : { at: sendingMoment(now, producerHours) };
  return [
    ...told,
    ...planEscalation(told, { team, qualifier }).map((delivery) => waiting(delivery, hours, now)),
    ...planProducer({ announcement, subject, kind: 'missed', now, qualifier, ...at }),
  ];
}

const waiting = (delivery: Delivery, hours: QuietHours, now: string): Delivery =>
  hours.always ? delivery : { ...delivery, status: 'scheduled', dueAt: sendingMoment(now, hours) };
