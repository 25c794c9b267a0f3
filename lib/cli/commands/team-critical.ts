import type { Command } from 'commander';
import { usageError } from '../exit.ts';
import { visible } from '../output/escape.ts';
import { type RegistryFlags, type Session, withRegistry } from '../run/session.ts';
import { checkName } from '../workspace/targets.ts';

/** The acts of administrators on models that hold a release past its date. */
export function addCritical(teams: Command, session: Session): void {
  const allow = teams
    .command('allow-critical')
    .description('how many models a team may call critical by itself; more count as standard until they are confirmed')
    .argument('<team>', 'the team')
    .argument('<count>', 'from 0 to 1000 (where nobody said: 3)')
    .action((team: string, count: string, flags: RegistryFlags) => allowCritical(session, { team, count, flags }));
  withRegistry(allow, { example: 'forewarn teams allow-critical fraud-ml 10' });
  const confirm = teams
    .command('confirm-critical')
    .description("confirm that a model is as critical as its team says, beyond the team's allowance")
    .argument('<consumer>', 'the model')
    .action((consumer: string, flags: RegistryFlags) => confirmCritical(session, consumer, flags));
  withRegistry(confirm, { example: 'forewarn teams confirm-critical fraud' });
}

interface Allowed {
  readonly team: string;
  readonly count: string;
  readonly flags: RegistryFlags;
}

async function allowCritical(session: Session, { team, count, flags }: Allowed): Promise<void> {
  const config = await session.configure(flags, 'teams allow-critical');
  checkName(team, 'team');
  if (!/^(\d{1,3}|1000)$/.test(count))
    throw usageError(`${JSON.stringify(visible(count))} is not a number of models from 0 to 1000.`);
  const client = session.connect(flags, config);
  const result = await client.get('PUT /v1/teams/{team}/critical-allowance', {
    path: { team },
    body: { count: Number(count) },
    expect: ['name'],
  });
  const counted = result.criticals ?? [];
  const now = counted.length === 0 ? '' : `; counted now: ${counted.join(', ')}`;
  session.print(visible(`✓ ${team} may call ${count} of its models critical${now}`).concat('\n'), { result });
}

async function confirmCritical(session: Session, consumer: string, flags: RegistryFlags): Promise<void> {
  const config = await session.configure(flags, 'teams confirm-critical');
  checkName(consumer, 'consumer');
  const client = session.connect(flags, config);
  const result = await client.get('POST /v1/consumers/{consumer}/confirm-critical', {
    path: { consumer },
    expect: ['name'],
  });
  session.print(visible(`✓ ${consumer} is critical, for what is announced from now on`).concat('\n'), { result });
}
