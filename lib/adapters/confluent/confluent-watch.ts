import { parseIncoming } from '../../application/parse-incoming.ts';
import type { WatchedRegistry, WatchedVersion } from '../../application/watched-registry.ts';
import { wholeText } from '../../domain/bounded.ts';
import { bundleVersion, versionName } from './bundle-version.ts';
import type { ConfluentRegistry } from './confluent-registry.ts';

const FILE_LENGTH = 200;

/** A Confluent-compatible registry as one to watch: its subjects of one prefix, or all. */
export class ConfluentWatch implements WatchedRegistry {
  readonly #registry: ConfluentRegistry;
  readonly #prefix: string | undefined;

  constructor(registry: ConfluentRegistry, { prefix }: { readonly prefix?: string | undefined } = {}) {
    this.#registry = registry;
    this.#prefix = prefix;
  }

  get host(): string {
    return this.#registry.host;
  }

  listSubjects(): Promise<readonly string[]> {
    return this.#registry.listSubjects(this.#prefix);
  }

  listVersions(subject: string): Promise<readonly number[]> {
    return this.#registry.listVersions(subject);
  }

  findCompatibility(subject: string): Promise<string | undefined> {
    return this.#registry.findCompatibility(subject);
  }

  async findVersion(subject: string, wanted: number | 'latest'): Promise<WatchedVersion | undefined> {
    const version = await this.#registry.findVersion(subject, wanted);
    if (!version) return undefined;
    const { date } = version;
    return {
      version: version.version,
      isJsonSchema: version.type === 'JSON',
      source: {
        repository: this.host,
        file: wholeText(versionName(subject, version.version).slice(0, FILE_LENGTH)),
        ...(date === undefined ? {} : { committedAt: date }),
      },
      load: async () => parseIncoming((await bundleVersion(this.#registry, { subject, version })).value, ''),
    };
  }
}
