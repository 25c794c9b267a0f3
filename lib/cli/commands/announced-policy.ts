import type { Command } from 'commander';
import { announcedPolicy } from '../../domain/policy/settings/announced-policy.ts';
import { FIXED } from '../../domain/policy/settings/loosen.ts';
import { DEFAULT_POLICY } from '../../domain/policy/settings/policy.ts';
import { fromPlain } from '../../domain/schema/json.ts';
import { RawJson } from '../api/operations.ts';
import { Decisions, rowsOf } from '../decisions.ts';
import { usageError } from '../exit.ts';
import { jsonText, visible } from '../output/escape.ts';
import { facts } from '../output/text/table.ts';
import { type RegistryFlags, type Session, withRegistry } from '../run/session.ts';

interface PolicyFlags extends RegistryFlags {
  readonly set?: readonly string[];
  readonly reason?: string;
}

const ANNOUNCED = new Decisions(announcedPolicy(DEFAULT_POLICY));
/** The registry says of the others why they stay. */
const LOOSENABLE = ANNOUNCED.names.filter((name) => !(name in FIXED));

export function addAnnouncedPolicy(announcements: Command, session: Session): void {
  const policy = announcements
    .command('policy')
    .description('the policy that an announcement goes by: shown, or loosened by an administrator while it is open')
    .argument('<id>', 'the announcement')
    .option('--set <name=value...>', `looser values, of ${LOOSENABLE.join(', ')}; needs --reason`)
    .option('--reason <text>', 'why; told to everyone who still has to answer')
    .action((id: string, flags: PolicyFlags) => announcementPolicy(session, id, flags));
  withRegistry(policy, {
    example: [
      'forewarn announcements policy 01JD8Q3M6T5Y0000000000ABCD',
      "forewarn announcements policy 01JD8Q3M6T5Y0000000000ABCD --set staleAfter=P30D --reason 'its last reader is gone'",
    ].join('\n'),
  });
}

async function announcementPolicy(session: Session, id: string, flags: PolicyFlags): Promise<void> {
  const config = await session.configure(flags, 'announcements policy');
  const { set = [], reason } = flags;
  const pairs = set.map((pair) => ANNOUNCED.read(pair));
  const [emptied] = pairs.filter(([, value]) => value === '');
  if (emptied) throw usageError(`${emptied[0]} has no value: an announcement has one of each decision.`);
  if (pairs.length > 0 && !reason?.trim())
    throw usageError('--set needs --reason: it is told to everyone who still has to answer, and kept.');
  if (pairs.length === 0 && reason !== undefined) throw usageError('--reason belongs to --set: name what to loosen.');
  const client = session.connect(flags, config);
  const path = { announcement: id };
  if (pairs.length === 0) {
    const { policy = {} } = await client.get('GET /v1/announcements/{announcement}', { path, expect: ['id'] });
    session.print(facts(rowsOf(policy)), { result: policy });
    return;
  }
  // Raw: whether a value fits its decision is the registry's to say.
  const body = new RawJson(jsonText(fromPlain({ policy: ANNOUNCED.changed({}, pairs), reason })));
  const answer = await client.get('PUT /v1/announcements/{announcement}/policy', {
    path,
    body,
    expect: ['outcome', 'announcement', 'changes'],
  });
  const { subject, version } = answer.announcement;
  const said = answer.changes.map(({ decision, from, to }) => `${decision} ${from} -> ${to}`).join(', ');
  const text =
    answer.outcome === 'unchanged'
      ? `✓ the announcement of ${subject} v${version} goes by that already.`
      : `✓ the announcement of ${subject} v${version} goes by ${said}. Everyone who still has to answer is told; dates told stay.`;
  session.print(`${visible(text)}\n`, { result: answer });
}
