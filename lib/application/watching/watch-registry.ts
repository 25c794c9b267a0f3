import { defined } from '../../domain/defined.ts';
import { DomainError } from '../../domain/errors.ts';
import { fitName } from '../../domain/fit-name.ts';
import { findMode } from '../../domain/policy/publishing/compatibility-mode.ts';
import type { ParsedSchema } from '../../domain/schema/parse-schema.ts';
import {
  type FindingsRegistry,
  type KnownSubject,
  RegistryUnreachable,
  type WatchedRegistry,
  type WatchedVersion,
} from './watched-registry.ts';

export interface WatchRequest {
  /** What subjects there are called here, where their own names do not fit. */
  readonly renames: ReadonlyMap<string, string>;
  /** New subjects are only observed for their first 30 days. */
  readonly observe: boolean;
  /** The run begins behind this subject, and comes to it last. */
  readonly after?: string | undefined;
  /** Asked before each subject and each version; what is left then is the next run's. */
  readonly isOver: () => boolean;
  /** Versions registered in one run. */
  readonly maxVersions: number;
}

export interface WatchPorts {
  readonly there: WatchedRegistry;
  readonly here: FindingsRegistry;
}

interface FoundVersion {
  /** Subject and version there. */
  readonly from: string;
  readonly fromVersion: number;
  readonly subject: string;
  readonly version: number;
  readonly announcementId?: string;
}

export interface WatchReport {
  readonly registry: string;
  /** Subjects there, and how many of them are written in another format than JSON Schema. */
  readonly subjects: number;
  readonly otherFormats: number;
  readonly found: readonly FoundVersion[];
  /** Subjects that could not be taken over, and why; they stop no others. */
  readonly failed: readonly { readonly from: string; readonly error: unknown }[];
  /** The last subject that is done, where the run ended before all were. */
  readonly after?: string;
  /** A registry went away in the middle. */
  readonly unreachable?: RegistryUnreachable;
}

/** Versions that appeared since the last look: more than that in one go is a history, and `import` is for those. */
const LOOK_BACK = 20;

/**
 * Registers what appeared in another registry, subject by subject: each content that is unknown here, oldest first, as
 * found there. It keeps nothing in mind: what is known by its content is no news, so a repeat or a second watch does no harm.
 * Throws only what makes the list of subjects itself unreadable.
 */
export async function watchRegistry(request: WatchRequest, ports: WatchPorts): Promise<WatchReport> {
  const names = await ports.there.listSubjects();
  const run = new Run(request, ports, names);
  let after = request.after;
  for (const from of inTurn(names, request.after)) {
    if (run.isOver()) return run.report(after);
    const end = await run.look(from);
    if (end !== 'done') return run.report(after);
    after = from;
  }
  return run.report(undefined);
}

/** All names, those behind the last one of the run before first. */
function inTurn(names: readonly string[], after: string | undefined): readonly string[] {
  if (after === undefined) return names;
  return [...names.filter((name) => name > after), ...names.filter((name) => name <= after)];
}

class Run {
  readonly #request: WatchRequest;
  readonly #ports: WatchPorts;
  readonly #names: readonly string[];
  /** How many subjects there have each name here. */
  readonly #taken = new Map<string, number>();
  readonly #found: FoundVersion[] = [];
  readonly #failed: { readonly from: string; readonly error: unknown }[] = [];
  #otherFormats = 0;
  #unreachable: RegistryUnreachable | undefined;

  constructor(request: WatchRequest, ports: WatchPorts, names: readonly string[]) {
    this.#request = request;
    this.#ports = ports;
    this.#names = names;
    for (const name of names) {
      const here = this.#nameHere(name);
      if (here !== undefined) this.#taken.set(here, (this.#taken.get(here) ?? 0) + 1);
    }
  }

  isOver(): boolean {
    return this.#request.isOver() || this.#found.length >= this.#request.maxVersions;
  }

  async look(from: string): Promise<'done' | 'cut'> {
    try {
      return await this.#takeOver(from);
    } catch (error) {
      if (error instanceof RegistryUnreachable) {
        this.#unreachable = error;
        return 'cut';
      }
      this.#failed.push({ from, error });
      return 'done';
    }
  }

  report(after: string | undefined): WatchReport {
    return {
      registry: this.#ports.there.host,
      subjects: this.#names.length,
      otherFormats: this.#otherFormats,
      found: this.#found,
      failed: this.#failed,
      ...defined({ after }),
      ...(this.#unreachable ? { unreachable: this.#unreachable } : {}),
    };
  }

  async #takeOver(from: string): Promise<'done' | 'cut'> {
    const { there, here } = this.#ports;
    const newest = await there.findVersion(from, 'latest');
    if (!newest) return 'done';
    if (!newest.isJsonSchema) {
      this.#otherFormats += 1;
      return 'done';
    }
    const subject = this.#checkedName(from);
    const known = await here.findSubject(subject);
    if (known?.isRetired) return 'done';
    const news = await this.#findNews(from, { newest, known });
    for (const [at, { version, schema }] of news.entries()) {
      if (this.isOver()) return 'cut';
      await this.#register(subject, from, { version, schema });
      if (at === 0 && !known?.hasCompatibility) await this.#adoptCompatibility(subject, from);
    }
    return 'done';
  }

  /** What appeared since the last look, oldest first; of a subject that is new here only what it is now. */
  async #findNews(
    from: string,
    { newest, known }: { readonly newest: WatchedVersion; readonly known: KnownSubject | undefined },
  ): Promise<readonly News[]> {
    const schema = await newest.load();
    if (!known) return [{ version: newest, schema }];
    if (await known.hasContent(schema.fingerprint)) return [];
    const news: News[] = [{ version: newest, schema }];
    const older = (await this.#ports.there.listVersions(from)).filter((version) => version < newest.version);
    for (const number of older.slice(-LOOK_BACK).reverse()) {
      const version = await this.#ports.there.findVersion(from, number);
      if (!version?.isJsonSchema) continue;
      const before = await this.#loadOlder(from, version);
      if (!before) continue;
      if (await known.hasContent(before.fingerprint)) break;
      news.unshift({ version, schema: before });
    }
    return news;
  }

  /** One version between that cannot be compared must not keep the newest from being told. */
  async #loadOlder(from: string, version: WatchedVersion): Promise<ParsedSchema | undefined> {
    try {
      return await version.load();
    } catch (error) {
      if (error instanceof RegistryUnreachable) throw error;
      this.#failed.push({ from, error });
      return undefined;
    }
  }

  async #register(subject: string, from: string, { version, schema }: News): Promise<void> {
    const { there, here } = this.#ports;
    const { source } = version;
    const { observe } = this.#request;
    const registered = await here.register({ subject, schema, foundIn: there.host, source, observe });
    // Another watch was faster.
    if (!registered.isNew) return;
    const { announcementId } = registered;
    this.#found.push({
      from,
      fromVersion: version.version,
      subject,
      version: registered.version,
      ...defined({ announcementId }),
    });
  }

  /** Takes the mode over once: what the owner sets here stays. */
  async #adoptCompatibility(subject: string, from: string): Promise<void> {
    const { there, here } = this.#ports;
    const level = await there.findCompatibility(from);
    const mode = level === undefined ? undefined : findMode(level);
    if (mode) await here.setCompatibility(subject, mode);
  }

  #nameHere(from: string): string | undefined {
    return this.#request.renames.get(from) ?? fitName(from);
  }

  #checkedName(from: string): string {
    const subject = this.#nameHere(from);
    if (subject === undefined)
      throw new DomainError('invalid-request', `${JSON.stringify(from)} fits no name of a subject: rename it`);
    if ((this.#taken.get(subject) ?? 0) > 1)
      throw new DomainError('conflict', `several subjects there would be ${subject} here: rename all but one`);
    return subject;
  }
}

interface News {
  readonly version: WatchedVersion;
  readonly schema: ParsedSchema;
}
