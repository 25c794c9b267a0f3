import type { OptionalChannel } from './functions.ts';

/** The settings that differ from one deployment to the next, read once from the CDK context (`-c name=value`). */
export interface Settings {
  /** Part of every name, so that several stages share an account. */
  readonly stage: string;
  /** JSON text for the authorizer, checked here so that a typing mistake fails before the deployment. */
  readonly oidcIssuers: string;
  /** Where people reach the registry, if not under the API's own address; without a trailing slash. */
  readonly registryUrl?: string;
  /** Who hears of alarms. */
  readonly operationsEmail?: string;
  /** Topics that kill switches may publish to besides Forewarn's own: ARNs by name. */
  readonly killSwitchTargets?: Readonly<Record<string, string>>;
  /** Hosts to which each optional channel may post; a channel without any is not deployed. */
  readonly outgoingHosts: Readonly<Partial<Record<OptionalChannel, readonly string[]>>>;
  /** Another registry whose new versions are registered as found there. */
  readonly watch?: WatchSettings;
  /** A folder with an `index.mjs` that stands for every function's bundle: for work on the template only. */
  readonly bundle?: string;
}

export interface WatchSettings {
  /** Of a Confluent-compatible registry, without a trailing slash. */
  readonly url: string;
  /** Only subjects there whose names begin so. */
  readonly subjectPrefix?: string;
  /** Names here by names there, where they do not fit. */
  readonly renames?: Readonly<Record<string, string>>;
  /** New subjects are only observed for their first 30 days. */
  readonly observe: boolean;
}

const STAGE = /^[a-z][a-z0-9-]{0,15}$/;
/** The name by which consumers choose Forewarn's own topic. */
const OWN_TOPIC = 'events';
const TARGET = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/;
// No FIFO topic: its messages need a group that only its owner could choose.
const TOPIC_ARN = /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/;
// Two labels at least, the last no number: neither all of a top-level domain nor an IP address.
const HOST = /^(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])?$/;
const EMAIL = /^[^\s@]+@[^\s@]+$/;
const ISSUER_MEMBERS = new Set(['issuer', 'audience', 'jwksUri', 'claims', 'writeWhen']);

/** Throws an Error that names the setting, what it was and how it is given. */
export function readSettings(context: (name: string) => unknown): Settings {
  const stage = optionalText('stage', context('stage')) ?? 'dev';
  if (!STAGE.test(stage))
    throw invalid('stage', stage, 'up to 16 lower-case letters, digits and hyphens, e.g. -c stage=prod');
  const registryUrl = optionalText('registryUrl', context('registryUrl'));
  if (registryUrl !== undefined && !isHttpsUrl(registryUrl))
    throw invalid('registryUrl', registryUrl, 'an https address, e.g. -c registryUrl=https://forewarn.example.com');
  const operationsEmail = optionalText('operationsEmail', context('operationsEmail'));
  if (operationsEmail !== undefined && !EMAIL.test(operationsEmail))
    throw invalid('operationsEmail', operationsEmail, 'an address, e.g. -c operationsEmail=oncall@example.com');
  const killSwitchTargets = readTargets(context('killSwitchTargets'));
  const msteams = readHosts('msteamsHosts', context('msteamsHosts'));
  const webhook = readHosts('webhookHosts', context('webhookHosts'));
  const watch = readWatch(context);
  const bundle = optionalText('bundle', context('bundle'));
  return {
    stage,
    oidcIssuers: readIssuers(context('oidcIssuers')),
    ...(registryUrl === undefined ? {} : { registryUrl: registryUrl.replace(/\/+$/, '') }),
    ...(operationsEmail === undefined ? {} : { operationsEmail }),
    ...(killSwitchTargets === undefined ? {} : { killSwitchTargets }),
    outgoingHosts: { ...(msteams ? { msteams } : {}), ...(webhook ? { webhook } : {}) },
    ...(watch === undefined ? {} : { watch }),
    ...(bundle === undefined ? {} : { bundle }),
  };
}

function readWatch(context: (name: string) => unknown): WatchSettings | undefined {
  const url = optionalText('watchConfluent', context('watchConfluent'));
  const subjectPrefix = optionalText('watchSubjectPrefix', context('watchSubjectPrefix'));
  const renames = readRenames(context('watchRename'));
  const observe = readFlag('watchObserve', context('watchObserve'));
  if (url === undefined) {
    if (subjectPrefix === undefined && renames === undefined && !observe) return undefined;
    throw invalid(
      'watchConfluent',
      url,
      'the address of the registry that is watched, e.g. https://schemas.example.com',
    );
  }
  if (!isWatchable(url))
    throw invalid(
      'watchConfluent',
      url,
      'an https address without a password, e.g. -c watchConfluent=https://schemas.example.com',
    );
  return {
    url: url.replace(/\/+$/, ''),
    ...(subjectPrefix === undefined ? {} : { subjectPrefix }),
    ...(renames === undefined ? {} : { renames }),
    observe,
  };
}

/** Over https, so that no password goes in the clear; a registry on this very machine is for tests. */
function isWatchable(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  if (username || password || search || hash) return false;
  return protocol === 'https:' || (protocol === 'http:' && hostname === '127.0.0.1');
}

/** From the command line it comes as `old=new,…`, from `cdk.json` as an object. */
function readRenames(given: unknown): WatchSettings['renames'] {
  if (given === undefined) return undefined;
  const pairs = pairsOf(given);
  for (const [old, name] of pairs)
    if (!old || typeof name !== 'string' || !TARGET.test(name))
      throw invalid(
        `watchRename[${old}]`,
        name,
        "a subject's name, e.g. -c watchRename=OrderCreated-value=orders.created",
      );
  if (pairs.length === 0)
    throw invalid('watchRename', given, 'names by names, e.g. -c watchRename=OrderCreated-value=orders.created');
  return Object.fromEntries(pairs) as Readonly<Record<string, string>>;
}

/** `a=b,c=d` from the command line, or an object from `cdk.json`. */
const pairsOf = (given: unknown): readonly (readonly [string?, unknown?])[] =>
  typeof given === 'string' ? given.split(',').map((pair) => splitPair(pair.trim())) : entriesOf(given);

function splitPair(pair: string): readonly [string?, string?] {
  const at = pair.indexOf('=');
  return at < 0 ? [pair] : [pair.slice(0, at), pair.slice(at + 1)];
}

/** From the command line it comes as `name=arn,…`, from `cdk.json` as an object. */
function readTargets(given: unknown): Settings['killSwitchTargets'] {
  if (given === undefined) return undefined;
  const expected =
    'topics by name, e.g. -c killSwitchTargets=fallback=arn:aws:sns:us-east-1:111122223333:fraud-fallback';
  const pairs = pairsOf(given);
  const targets = new Map<string, string>();
  for (const [name = '', arn] of pairs) {
    const place = `killSwitchTargets[${name}]`;
    if (!TARGET.test(name) || name === OWN_TOPIC || targets.has(name))
      throw invalid(
        place,
        name,
        `named by lower-case words, each once and none ${OWN_TOPIC}, which is Forewarn's own topic`,
      );
    if (typeof arn !== 'string' || !TOPIC_ARN.test(arn))
      throw invalid(place, arn, `the ARN of a topic of SNS that is not FIFO; ${expected}`);
    targets.set(name, arn);
  }
  if (targets.size === 0) throw invalid('killSwitchTargets', given, expected);
  return Object.fromEntries(targets);
}

/** From the command line it comes as `host,host`, from `cdk.json` as a list. */
function readHosts(name: string, given: unknown): readonly string[] | undefined {
  if (given === undefined) return undefined;
  const hosts: readonly unknown[] =
    typeof given === 'string' ? given.split(',').map((host) => host.trim()) : listOf(given);
  const expected = 'names of hosts in lower case, whole or from a dot on, e.g. *.environment.api.powerplatform.com';
  for (const host of hosts) if (typeof host !== 'string' || !HOST.test(host)) throw invalid(name, host, expected);
  if (hosts.length === 0) throw invalid(name, given, expected);
  return hosts.map(String);
}

const listOf = (given: unknown): readonly unknown[] => (Array.isArray(given) ? given : []);

const entriesOf = (given: unknown): readonly (readonly [string, unknown])[] =>
  typeof given === 'object' && given !== null ? Object.entries(given) : [];

/** From the command line it comes as JSON text, from `cdk.json` as a list. */
function readIssuers(given: unknown): string {
  if (given === undefined) return '[]';
  const issuers = typeof given === 'string' ? parseJson('oidcIssuers', given) : given;
  const example = `-c oidcIssuers='[{"issuer":"https://token.actions.githubusercontent.com","audience":"forewarn","claims":["repository_id","repository_owner_id"]}]'`;
  if (!Array.isArray(issuers)) throw invalid('oidcIssuers', issuers, `a JSON list, e.g. ${example}`);
  issuers.forEach((issuer: unknown, index) => {
    const problem = issuerProblem(issuer);
    if (problem) throw invalid(`oidcIssuers[${index}]`, issuer, `${problem}, e.g. ${example}`);
  });
  return JSON.stringify(issuers);
}

function issuerProblem(issuer: unknown): string | undefined {
  if (typeof issuer !== 'object' || issuer === null || Array.isArray(issuer)) return 'an object';
  const members = new Map(Object.entries(issuer));
  const stranger = [...members.keys()].find((name) => !ISSUER_MEMBERS.has(name));
  if (stranger !== undefined) return `without the unknown member "${stranger}"`;
  if (!isHttpsUrl(members.get('issuer'))) return 'an object whose "issuer" is an https address';
  const audience = members.get('audience');
  if (typeof audience !== 'string' || audience === '') return 'an object whose "audience" is a text';
  if (members.has('jwksUri') && !isHttpsUrl(members.get('jwksUri')))
    return 'an object whose "jwksUri" is an https address';
  const claims = members.get('claims');
  if (!Array.isArray(claims) || claims.length === 0 || claims.some((claim) => typeof claim !== 'string'))
    return 'an object whose "claims" are the names of the claims that stand for a team';
  const writeWhen = members.get('writeWhen');
  if (writeWhen !== undefined && !(Array.isArray(writeWhen) && writeWhen.every(isClaimCondition)))
    return 'an object whose "writeWhen" is a list of {"claim", "equals"} or {"all": [{"claim", "equals"}, …]}';
  return undefined;
}

const isClaimCondition = (value: unknown): boolean =>
  isClaim(value) ||
  (typeof value === 'object' &&
    value !== null &&
    'all' in value &&
    Object.keys(value).length === 1 &&
    Array.isArray(value.all) &&
    value.all.length > 0 &&
    value.all.every(isClaim));

const isClaim = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  !('all' in value) &&
  'claim' in value &&
  typeof value.claim === 'string' &&
  'equals' in value &&
  typeof value.equals === 'string';

function isHttpsUrl(value: unknown): boolean {
  return typeof value === 'string' && URL.canParse(value) && new URL(value).protocol === 'https:';
}

/** From the command line it comes as text. */
function readFlag(name: string, given: unknown): boolean {
  if (given === undefined || given === false || given === 'false') return false;
  if (given === true || given === 'true') return true;
  throw invalid(name, given, 'true or false');
}

function optionalText(name: string, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value !== '') return value;
  throw invalid(name, value, 'a text that is not empty');
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`The setting ${name} is not JSON: ${text}`, { cause: error });
  }
}

function invalid(name: string, value: unknown, expected: string): Error {
  return new Error(`The setting ${name} is ${JSON.stringify(value)}; it must be ${expected}.`);
}
