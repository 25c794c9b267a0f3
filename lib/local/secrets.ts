import { randomInt, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from './cloudformation/cloud-assembly.ts';
import { isObject } from './cloudformation/properties.ts';
import type { CloudResource, Deployment } from './cloudformation/template.ts';
import type { RawResponse } from './raw-http.ts';

type Secret = { readonly resource: CloudResource; readonly arn: string; readonly name: string };
type Stored = Record<string, { readonly value: string; readonly versionId: string }>;

/**
 * The templates' secrets. A generated value is made once and kept in the data folder (readable by its owner only);
 * `overrides` sets values by name, ARN or logical id, with or without the hash that CDK appends.
 */
export class LocalSecrets {
  readonly #secrets: readonly Secret[];
  readonly #file: string | undefined;
  readonly #stored: Stored;

  constructor(settings: {
    readonly deployment: Deployment;
    readonly arnOfResource: (resource: CloudResource) => string;
    readonly overrides: Record<string, string>;
    readonly dataFolder?: string | undefined;
  }) {
    const { deployment, arnOfResource, overrides, dataFolder } = settings;
    const file = dataFolder && join(dataFolder, 'secrets.json');
    this.#file = file;
    this.#stored = file && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
    this.#secrets = deployment.resources('AWS::SecretsManager::Secret').map((resource) => {
      const arn = arnOfResource(resource);
      return { resource, arn, name: (arn.split(':secret:')[1] ?? '').replace(/-local0$/, '') };
    });
    for (const secret of this.#secrets) {
      if (this.#stored[secret.name] === undefined) this.#set(secret, initialValue(secret.resource.properties));
    }
    for (const [id, value] of Object.entries(overrides)) this.#override(id, value);
  }

  /** The ARN of the secret that an ARN or a name stands for; the text itself if there is none. */
  arnOf(id: string): string {
    return this.#find(id)?.arn ?? id;
  }

  /** The value of a secret by ARN, name or logical id without its hash, e.g. `SlackBotToken`. */
  find(id: string): string | undefined {
    const secret = this.#find(id);
    return secret && this.#stored[secret.name]?.value;
  }

  /** Answers a Secrets Manager operation: GetSecretValue, DescribeSecret or PutSecretValue. */
  handle(operation: string, input: Record<string, unknown>): RawResponse {
    const secret = this.#find(String(input['SecretId']));
    if (!secret) {
      const message = "Secrets Manager can't find the specified secret.";
      return answer(400, { __type: 'ResourceNotFoundException', message });
    }
    const identity = { ARN: secret.arn, Name: secret.name };
    const current = this.#stored[secret.name];
    if (operation === 'GetSecretValue') {
      const { value: SecretString, versionId: VersionId } = current ?? { value: '', versionId: '' };
      return answer(200, { ...identity, SecretString, VersionId, VersionStages: ['AWSCURRENT'] });
    }
    if (operation === 'DescribeSecret') {
      return answer(200, { ...identity, VersionIdsToStages: { [current?.versionId ?? '']: ['AWSCURRENT'] } });
    }
    if (operation === 'PutSecretValue') {
      const VersionId = this.#set(secret, String(input['SecretString']));
      return answer(200, { ...identity, VersionId, VersionStages: ['AWSCURRENT'] });
    }
    const message = `The local cloud's Secrets Manager does not know ${operation}.`;
    return answer(400, { __type: 'UnknownOperationException', message });
  }

  #find(id: string): Secret | undefined {
    return this.#secrets.find((secret) => isNamed(secret, id));
  }

  #set(secret: Secret, value: string): string {
    const versionId = randomUUID();
    this.#stored[secret.name] = { value, versionId };
    if (this.#file) writeFileSync(this.#file, JSON.stringify(this.#stored), { mode: 0o600 });
    return versionId;
  }

  #override(id: string, value: string): void {
    const secret = this.#find(id);
    if (!secret) {
      const known = this.#secrets.map(({ resource }) => shortId(resource)).join(', ') || 'none';
      throw new Error(`The templates have no secret ${id}. They have: ${known}.`);
    }
    if (this.#stored[secret.name]?.value !== value) this.#set(secret, value);
  }
}

function answer(status: number, body: object): RawResponse {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(body) };
}

function shortId({ logicalId }: CloudResource): string {
  return logicalId.replace(/[0-9A-F]{8}$/, '');
}

function isNamed({ resource, arn, name }: Secret, id: string): boolean {
  return [arn, arn.replace(/-local0$/, ''), name, resource.logicalId, shortId(resource)].includes(id);
}

function initialValue(properties: JsonObject): string {
  const generate = properties['GenerateSecretString'];
  if (!isObject(generate)) return String(properties['SecretString'] ?? '');
  const value = randomText(generate);
  const key = generate['GenerateStringKey'];
  if (typeof key !== 'string') return value;
  return JSON.stringify({ ...JSON.parse(String(generate['SecretStringTemplate'] ?? '{}')), [key]: value });
}

function randomText(rules: JsonObject): string {
  const excluded = new Set(String(rules['ExcludeCharacters'] ?? ''));
  const groups: [string, string][] = [
    ['ExcludeLowercase', 'abcdefghijklmnopqrstuvwxyz'],
    ['ExcludeUppercase', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
    ['ExcludeNumbers', '0123456789'],
    ['ExcludePunctuation', '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'],
  ];
  const alphabet = groups
    .filter(([rule]) => rules[rule] !== true)
    .flatMap(([, characters]) => [...characters])
    .filter((character) => !excluded.has(character));
  const length = Number(rules['PasswordLength'] ?? 32);
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}
