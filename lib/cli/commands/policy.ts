import type { Command } from 'commander';
import { defined } from '../../domain/defined.ts';
import { DEFAULT_FLOORS } from '../../domain/policy/settings/floors.ts';
import { DEFAULT_POLICY, type PolicyOverrides } from '../../domain/policy/settings/policy.ts';
import { fromPlain, isJsonObject, type JsonValue } from '../../domain/schema/json.ts';
import type { RegistryClient } from '../api/client.ts';
import { RawJson } from '../api/operations.ts';
import { Decisions, rowsOf } from '../decisions.ts';
import { usageError } from '../exit.ts';
import { jsonText, visible } from '../output/escape.ts';
import { facts } from '../output/text/table.ts';
import { type RegistryFlags, type Session, withRegistry } from '../run/session.ts';
import { checkName } from '../workspace/targets.ts';

interface PolicyFlags extends RegistryFlags {
  readonly subject?: string;
  readonly channel?: string;
}

export function addPolicy(program: Command, session: Session): void {
  const policy = program.command('policy').description("the organisation's decisions, and a subject's own");
  const show = policy
    .command('show')
    .description('show the policy that applies')
    .option('--subject <name>', 'of that subject (default: the organisation)')
    .action((flags: PolicyFlags) => showPolicy(session, flags));
  withRegistry(show, { example: 'forewarn policy show --subject payments.transaction-authorized' });
  const set = policy
    .command('set')
    .description('set decisions; the others stay. An empty value takes a decision back')
    .argument('[name=value...]', `of ${POLICY.names.join(', ')}`)
    .option('--subject <name>', 'of that subject (default: the organisation)')
    .option('--channel <channel>', "the subject's channel in Slack, where its owners hear answers; '' for none")
    .action((pairs: readonly string[], flags: PolicyFlags) => setPolicy(session, pairs, flags));
  withRegistry(set, {
    example: [
      'forewarn policy set --subject payments.transaction-authorized onBreaking=announce notice.critical=P45D',
      "forewarn policy set --subject payments.transaction-authorized --channel '#payments-data'",
    ].join('\n'),
  });
  const floors = policy
    .command('floors')
    .description('what no policy may go below: shown, or set by an administrator')
    .argument('[name=value...]', `of ${FLOORS.names.join(', ')}`)
    .action((pairs: readonly string[], flags: RegistryFlags) => setFloors(session, pairs, flags));
  withRegistry(floors, { example: 'forewarn policy floors notice.critical=P14D liveEnvironments=production' });
}

const POLICY = new Decisions(DEFAULT_POLICY);
const FLOORS = new Decisions(DEFAULT_FLOORS);

async function showPolicy(session: Session, flags: PolicyFlags): Promise<void> {
  const config = await session.configure(flags, 'policy show');
  const client = session.connect(flags, config);
  const policy = await effectiveOf(client, flags.subject);
  session.print(facts(rowsOf(policy)), { result: policy });
}

/** With the defaults filled in, and raised to the organisation's floors. */
async function effectiveOf(client: RegistryClient, subject: string | undefined): Promise<object> {
  if (subject === undefined) return (await client.get('GET /v1/policy', { expect: ['effective'] })).effective;
  checkName(subject, 'subject');
  const { effectivePolicy } = await client.get('GET /v1/subjects/{subject}', {
    path: { subject },
    expect: ['effectivePolicy'],
  });
  return effectivePolicy;
}

async function setFloors(session: Session, given: readonly string[], flags: RegistryFlags): Promise<void> {
  const config = await session.configure(flags, 'policy floors');
  const pairs = given.map((pair) => FLOORS.read(pair));
  const client = session.connect(flags, config);
  const known = await client.get('GET /v1/policy', { expect: ['floors', 'effectiveFloors'] });
  if (pairs.length === 0) {
    session.print(facts(rowsOf(known.effectiveFloors)), { result: known.effectiveFloors });
    return;
  }
  const next = FLOORS.changed(known.floors, pairs);
  await client.get('PUT /v1/policy/floors', { body: new RawJson(jsonText(next)) });
  session.print(`✓ no policy goes below ${jsonText(next)} and the defaults\n`, { result: next });
}

async function setPolicy(session: Session, given: readonly string[], flags: PolicyFlags): Promise<void> {
  const config = await session.configure(flags, 'policy set');
  const pairs = given.map((pair) => POLICY.read(pair));
  if (pairs.length === 0 && flags.channel === undefined)
    throw usageError('Nothing to set: name a decision as name=value, or a --channel.');
  if (flags.channel !== undefined && flags.subject === undefined)
    throw usageError('--channel is a subject’s: name it with --subject.');
  const client = session.connect(flags, config);
  const before = await overridesOf(client, flags.subject);
  const next = POLICY.changed(before.policy, pairs);
  // Raw: whether a member is one of a policy, and its value fits, is the registry's to say.
  if (flags.subject === undefined) await client.get('PUT /v1/policy', { body: new RawJson(jsonText(next)) });
  else
    await client.get('PUT /v1/subjects/{subject}/policy', {
      path: { subject: flags.subject },
      body: new RawJson(jsonText(fromPlain({ ...withChannel(before, flags), policy: next }))),
    });
  session.print(setText(next, flags), { result: next });
}

function setText(policy: JsonValue, { subject, channel }: PolicyFlags): string {
  const decided = isJsonObject(policy) && Object.keys(policy).length > 0;
  const said = [
    ...(channel === undefined ? [] : [channel === '' ? 'no channel' : `channel ${visible(channel)}`]),
    ...(decided ? [jsonText(policy)] : channel === undefined ? ['no decision of its own'] : []),
  ];
  return `✓ the policy of ${subject ?? 'the organisation'} is set: ${said.join(', ')}\n`;
}

interface Decided {
  readonly policy: PolicyOverrides;
  /** Set together with a subject's policy, so it has to be sent along. */
  readonly channel?: string;
}

/** The channel as it is to be: another one, none (`''`), or as it was. */
function withChannel({ channel: was, ...before }: Decided, { channel = was }: PolicyFlags): Decided {
  return channel ? { ...before, channel } : before;
}

/** The decisions that an organisation or a subject made itself. */
async function overridesOf(client: RegistryClient, subject: string | undefined): Promise<Decided> {
  if (subject === undefined) {
    const { policy } = await client.get('GET /v1/policy', { expect: ['policy'] });
    return { policy };
  }
  checkName(subject, 'subject');
  const { policy, channel } = await client.get('GET /v1/subjects/{subject}', {
    path: { subject },
    expect: ['policy'],
  });
  return { policy, ...defined({ channel }) };
}
