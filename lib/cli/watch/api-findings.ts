import {
  type Finding,
  type FindingsRegistry,
  type KnownSubject,
  type Registered,
  RegistryUnreachable,
} from '../../application/watching/watched-registry.ts';
import { defined } from '../../domain/defined.ts';
import type { CompatibilityMode } from '../../domain/policy/settings/policy.ts';
import { fromPlain } from '../../domain/schema/json.ts';
import { jsonText as schemaText } from '../../domain/schema/json-text.ts';
import type { RegistryClient } from '../api/client.ts';
import { RawJson } from '../api/operations.ts';
import { CliError, EXIT } from '../exit.ts';
import { setMode } from '../import/import-confluent.ts';
import { listFingerprints } from '../import/import-history.ts';
import { jsonText } from '../output/escape.ts';

/** Registers what a watch finds over the registry's API, as the token's team. */
export class ApiFindings implements FindingsRegistry {
  readonly #client: RegistryClient;

  constructor(client: RegistryClient) {
    this.#client = client;
  }

  async findSubject(name: string): Promise<KnownSubject | undefined> {
    return await reaching(async () => {
      const of = { path: { subject: name } };
      const subject = await this.#client.find('GET /v1/subjects/{subject}', { ...of, expect: ['policy', 'status'] });
      if (!subject) return undefined;
      let known: Promise<ReadonlySet<string>> | undefined;
      return {
        isRetired: subject.status === 'retired',
        hasCompatibility: subject.policy.compatibility !== undefined,
        hasContent: (fingerprint) =>
          reaching(async () => {
            known ??= listFingerprints(this.#client, name).then((all) => new Set(all));
            return (await known).has(fingerprint);
          }),
      };
    });
  }

  async register({ subject, schema, foundIn, source, observe }: Finding): Promise<Registered> {
    return await reaching(async () => {
      const rest = jsonText(fromPlain({ foundIn, source, ...(observe ? { observe } : {}) })).slice(1);
      const { version, outcome, announcementId } = await this.#client.get('POST /v1/subjects/{subject}/versions', {
        path: { subject },
        // The schema is its own text, so that no number loses a digit on the way.
        body: new RawJson(`{"schema":${schemaText(schema.value)},${rest}`),
        expect: ['version', 'outcome'],
      });
      return { version, isNew: outcome === 'created', ...defined({ announcementId }) };
    });
  }

  async setCompatibility(subject: string, mode: CompatibilityMode): Promise<void> {
    await reaching(() => setMode(this.#client, subject, mode));
  }
}

/** A registry that is gone concerns all subjects, a refusal only its own. */
async function reaching<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CliError && error.exit === EXIT.service)
      throw new RegistryUnreachable(error.message.replace(/\.$/, ''), { cause: error });
    throw error;
  }
}
