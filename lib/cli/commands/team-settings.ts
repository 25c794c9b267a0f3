import type { Command } from 'commander';
import { defined } from '../../domain/defined.ts';
import { DEFAULT_HOURS } from '../../domain/policy/deadlines/hours.ts';
import type { TeamSlack, WorkingHours } from '../../domain/principal.ts';
import { usageError } from '../exit.ts';
import { visible } from '../output/escape.ts';
import { type RegistryFlags, type Session, withRegistry } from '../run/session.ts';
import { checkName } from '../workspace/targets.ts';

interface SettingsFlags extends RegistryFlags {
  readonly timeZone?: string;
  readonly hours?: string;
  readonly days?: string;
  readonly escalation?: string;
  readonly slackGroup?: string;
  readonly slackUsers?: string;
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

export function addTeamSettings(teams: Command, session: Session): void {
  const command = teams
    .command('settings')
    .description('set when a team works and who it is in Slack; what is not named stays as it is')
    .argument('<team>', 'the team: your own, or any for an administrator')
    .option('--time-zone <zone>', 'as in Europe/Berlin; UTC where none was ever set')
    .option('--hours <from-to>', 'when it may be reminded, as in 09:00-17:00')
    .option('--days <days>', 'working days, as in mon-fri or mon,tue,thu')
    .option('--escalation <channel>', 'the channel that hears when a model is overdue')
    .option('--slack-group <id>', 'the user group whose members may answer')
    .option('--slack-users <ids>', 'users who may answer; with commas between')
    .action((team: string, flags: SettingsFlags) => setSettings(session, team, flags));
  withRegistry(command, {
    example:
      "forewarn teams settings fraud-ml --time-zone Europe/Berlin --hours 09:00-17:00 --days mon-fri \\\n    --escalation '#ml-oncall' --slack-group S0614TZR7 --slack-users U0614TZR7,U0614TZR8",
  });
}

async function setSettings(session: Session, team: string, flags: SettingsFlags): Promise<void> {
  const config = await session.configure(flags, 'teams settings');
  checkName(team, 'team');
  const given = [flags.timeZone, flags.hours, flags.days, flags.escalation, flags.slackGroup, flags.slackUsers];
  if (given.every((flag) => flag === undefined))
    throw usageError('name what is to be set, e.g. --time-zone Europe/Berlin --hours 09:00-17:00.');
  const client = session.connect(flags, config);
  const known = await client.get('GET /v1/teams/{team}', { path: { team } });
  const settings = { ...hoursOf(flags, known.hours), ...slackOf(flags, known.slack) };
  const result = await client.get('PUT /v1/teams/{team}/settings', { path: { team }, body: settings });
  session.print(`✓ ${team}: ${visible(described(settings))}\n`, { result });
}

function hoursOf(
  { timeZone, hours, days }: SettingsFlags,
  before: WorkingHours | undefined,
): { readonly hours?: WorkingHours } {
  if (timeZone === undefined && hours === undefined && days === undefined) return before ? { hours: before } : {};
  const known = before ?? DEFAULT_HOURS;
  const [, from = known.from, to = known.to] = hours === undefined ? [] : readHours(hours);
  return {
    hours: { timeZone: timeZone ?? known.timeZone, days: days === undefined ? known.days : readDays(days), from, to },
  };
}

function readHours(text: string): readonly string[] {
  const match = /^(\d{2}:\d{2})-(\d{2}:\d{2})$/.exec(text);
  if (!match)
    throw usageError(`--hours ${JSON.stringify(visible(text))} is no span of a day: write it as 09:00-17:00.`);
  return match;
}

/** `mon-fri`, `mon,wed,fri`, `tue-thu,sat` */
function readDays(text: string): readonly number[] {
  const numbers = text.split(',').flatMap((part) => {
    const [first = '', last = first] = part.trim().toLowerCase().split('-');
    const [from, to] = [DAYS.indexOf(first), DAYS.indexOf(last)];
    if (from < 0 || to < from)
      throw usageError(
        `--days ${JSON.stringify(visible(part))} is not known: write days as mon-fri or ${DAYS.join(',')}.`,
      );
    return DAYS.slice(from, to + 1).map((_, index) => from + index + 1);
  });
  return [...new Set(numbers)].sort();
}

function slackOf(
  { escalation, slackGroup, slackUsers }: SettingsFlags,
  known: TeamSlack | undefined,
): { readonly slack?: TeamSlack } {
  const named: TeamSlack = {
    ...defined({ escalation, group: slackGroup }),
    ...(slackUsers === undefined ? {} : { users: slackUsers.split(',').map((user) => user.trim()) }),
  };
  const slack = { ...known, ...named };
  return Object.keys(slack).length === 0 ? {} : { slack };
}

function described({ hours, slack }: { readonly hours?: WorkingHours; readonly slack?: TeamSlack }): string {
  return [
    ...(hours
      ? [`works ${hours.from}-${hours.to} ${hours.timeZone} on ${hours.days.map((day) => DAYS[day - 1]).join(', ')}`]
      : []),
    ...(slack?.escalation === undefined ? [] : [`escalates to ${slack.escalation}`]),
    ...(slack?.group === undefined ? [] : [`group ${slack.group}`]),
    ...(slack?.users === undefined ? [] : [`users ${slack.users.join(', ')}`]),
  ].join('; ');
}
