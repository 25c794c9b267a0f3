import type { Command } from 'commander';
import { DEFAULT_POLICY, effectivePolicy, type PolicyOverrides } from '../../domain/policy/policy.ts';
import { fromPlain, isJsonObject, type JsonObject, type JsonValue } from '../../domain/schema/json.ts';
import type { RegistryClient } from '../client.ts';
import { usageError } from '../exit.ts';
import { hint } from '../hint.ts';
import { RawJson } from '../operations.ts';
import { jsonText, visible } from '../output/escape.ts';
import { facts } from '../output/table.ts';
import { type RegistryFlags, type Session, withRegistry } from '../session.ts';
import { checkName } from '../targets.ts';

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
    .argument('[name=value...]', `of ${NAMES.join(', ')}`)
    .option('--subject <name>', 'of that subject (default: the organisation)')
    .option('--channel <channel>', "the subject's channel in Slack, where its owners hear answers; '' for none")
    .action((pairs: readonly string[], flags: PolicyFlags) => setPolicy(session, pairs, flags));
  withRegistry(set, {
    example: [
      'forewarn policy set --subject payments.transaction-authorized onBreaking=announce notice.critical=P45D',
      "forewarn policy set --subject payments.transaction-authorized --channel '#payments-data'",
    ].join('\n'),
  });
}

const NAMES: readonly string[] = Object.entries(DEFAULT_POLICY).flatMap(([name, value]) =>
  isJsonObject(fromPlain(value)) ? Object.keys(value).map((key) => `${name}.${key}`) : [name],
);

const LISTS: ReadonlySet<string> = new Set(
  Object.entries(DEFAULT_POLICY).flatMap(([name, value]) => (Array.isArray(value) ? [name] : [])),
);

async function showPolicy(session: Session, flags: PolicyFlags): Promise<void> {
  const config = await session.configure(flags, 'policy show');
  const client = session.connect(flags, config);
  const organisation = await overridesOf(client, undefined);
  const own = flags.subject === undefined ? undefined : await overridesOf(client, flags.subject);
  const policy = effectivePolicy(organisation.policy, own?.policy);
  const rows = Object.entries(policy).flatMap(([name, value]: [string, unknown]): [string, string][] =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value).map(([key, member]) => [`${name}.${key}`, String(member)])
      : [[name, Array.isArray(value) ? value.join(',') : String(value)]],
  );
  session.print(facts(rows), { result: policy });
}

async function setPolicy(session: Session, pairs: readonly string[], flags: PolicyFlags): Promise<void> {
  const config = await session.configure(flags, 'policy set');
  const wanted = pairs.map(readPair);
  if (wanted.length === 0 && flags.channel === undefined)
    throw usageError('Nothing to set: name a decision as name=value, or a --channel.');
  if (flags.channel !== undefined && flags.subject === undefined)
    throw usageError('--channel is a subject’s: name it with --subject.');
  const client = session.connect(flags, config);
  const before = await overridesOf(client, flags.subject);
  const next = wanted.reduce(change, fromPlain(before.policy));
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

interface Decisions {
  readonly policy: PolicyOverrides;
  /** Set together with a subject's policy, so it has to be sent along. */
  readonly channel?: string;
}

/** The channel as it is to be: another one, none (`''`), or as it was. */
function withChannel({ channel: was, ...before }: Decisions, { channel = was }: PolicyFlags): Decisions {
  return channel ? { ...before, channel } : before;
}

/** The decisions that an organisation or a subject made itself. */
async function overridesOf(client: RegistryClient, subject: string | undefined): Promise<Decisions> {
  if (subject === undefined) {
    const { policy } = await client.get('GET /v1/policy', { expect: ['policy'] });
    return { policy };
  }
  checkName(subject, 'subject');
  const { policy, channel } = await client.get('GET /v1/subjects/{subject}', {
    path: { subject },
    expect: ['policy'],
  });
  return { policy, ...(channel === undefined ? {} : { channel }) };
}

function readPair(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  const name = at < 0 ? text : text.slice(0, at);
  if (!NAMES.includes(name))
    throw usageError(`There is no decision ${JSON.stringify(visible(name))}; ${hint(name, NAMES)}`);
  if (at < 0) throw usageError(`${name} has no value: write it as ${name}=value, or ${name}= to take it back.`);
  return [name, text.slice(at + 1)];
}

function change(policy: JsonValue, [name, text]: readonly [string, string]): JsonValue {
  const [first = '', second] = name.split('.');
  const object: JsonObject = isJsonObject(policy) ? policy : {};
  const isList = LISTS.has(name);
  const value = second === undefined ? (isList ? text.split(',') : text) : change(object[first] ?? {}, [second, text]);
  const { [first]: _, ...others } = object;
  const isTakenBack = text === '' && (second === undefined || (isJsonObject(value) && Object.keys(value).length === 0));
  return isTakenBack ? others : { ...others, [first]: value };
}
