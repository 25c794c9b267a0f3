import { parseIncoming } from '../../application/publishing/parse-incoming.ts';
import type { WatchedRegistry, WatchedVersion } from '../../application/watching/watched-registry.ts';
import { wholeText } from '../../domain/bounded.ts';
import { defined } from '../../domain/defined.ts';
import type { FilePlace } from '../schema-source/source.ts';
import { bundleVersion, versionName } from './bundle-version.ts';
import type { ConfluentRegistry } from './confluent-registry.ts';

const FILE_LENGTH = 200;

/** A Confluent-compatible registry as one to watch: its subjects of one prefix, or all. */
export class ConfluentWatch implements WatchedRegistry {
  readonly #registry: ConfluentRegistry;
  readonly #prefix: string | undefined;
  readonly #warn: (place: FilePlace) => void;
  /** A look that is repeated finds the same again. */
  readonly #warned = new Set<string>();

  constructor(
    registry: ConfluentRegistry,
    options: { readonly prefix?: string | undefined; readonly warn: (place: FilePlace) => void },
  ) {
    this.#registry = registry;
    this.#prefix = options.prefix;
    this.#warn = options.warn;
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
        ...defined({ committedAt: date }),
      },
      load: async () => {
        const { value, warnings = [] } = await bundleVersion(this.#registry, { subject, version });
        for (const warning of warnings) this.#warnOnce(warning);
        return parseIncoming(value, { at: '', unknown: 'allowed' });
      },
    };
  }

  #warnOnce(warning: FilePlace): void {
    const key = `${warning.file} ${warning.detail}`;
    if (!this.#warned.has(key)) this.#warn(warning);
    this.#warned.add(key);
  }
}
