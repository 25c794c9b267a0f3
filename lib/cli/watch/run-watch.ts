import type { ConfluentRegistry } from '../../adapters/confluent/confluent-registry.ts';
import { ConfluentWatch } from '../../adapters/confluent/confluent-watch.ts';
import { type WatchReport, watchRegistry } from '../../application/watching/watch-registry.ts';
import { DomainError } from '../../domain/errors.ts';
import type { RegistryClient } from '../api/client.ts';
import { tellGrants } from '../api/grants.ts';
import { CliError, EXIT, worstExit } from '../exit.ts';
import { confluentFailure } from '../import/open-confluent.ts';
import { visible } from '../output/escape.ts';
import { plural } from '../output/words.ts';
import type { Session } from '../run/session.ts';
import { ApiFindings } from './api-findings.ts';

export interface Watch {
  readonly confluent: ConfluentRegistry;
  readonly client: RegistryClient;
  readonly prefix: string | undefined;
  readonly renames: ReadonlyMap<string, string>;
  readonly observe: boolean;
  /** Milliseconds between two looks; one look if there is none. */
  readonly every: number | undefined;
}

type Looking = Watch & {
  readonly there: ConfluentWatch /** Subjects whose missing grants were told. */;
  readonly told: Set<string>;
};

/** Looks once and ends with what came of it, or again and again until somebody interrupts it. */
export async function runWatch(session: Session, asked: Watch): Promise<void> {
  const { every, confluent, prefix } = asked;
  const watch = {
    ...asked,
    there: new ConfluentWatch(confluent, { prefix, warn: session.warn }),
    told: new Set<string>(),
  };
  if (every === undefined) {
    const { report, failures } = await look(session, watch);
    session.exit = worstExit(failures.map(({ exit }) => exit));
    print(session, report, failures);
    return;
  }
  const signal = session.world.interruption();
  let after: string | undefined;
  while (!signal.aborted) {
    after = await lookOn(session, watch, { signal, after });
    await session.world.sleep(every, signal);
  }
  session.note('interrupted: what was found is registered, and the next watch goes on from there');
}

/** One of many looks: what fails now may pass by the next. */
async function lookOn(
  session: Session,
  watch: Looking,
  at: { readonly signal: AbortSignal; readonly after: string | undefined },
): Promise<string | undefined> {
  try {
    const { report, failures } = await look(session, watch, at);
    if (report.found.length + failures.length > 0) print(session, report, failures);
    return report.after;
  } catch (error) {
    const failure = confluentFailure(error);
    if (failure.exit !== EXIT.service) throw failure;
    session.note(`error: ${failure.message}`);
    return at.after;
  }
}

async function look(
  session: Session,
  { confluent, there, client, renames, observe, told }: Looking,
  { signal, after }: { readonly signal?: AbortSignal; readonly after?: string | undefined } = {},
) {
  const here = new ApiFindings(client);
  session.status(`looking at ${confluent.host} …`);
  const request = {
    renames,
    observe,
    after,
    isOver: () => signal?.aborted === true,
    maxVersions: Number.POSITIVE_INFINITY,
  };
  try {
    const report = await watchRegistry(request, { there, here });
    const failures = report.failed.map(({ from, error }) => {
      const failure = failureOf(error);
      if (!failure.missingGrant) session.note(`error: ${visible(from)}: ${failure.message}`);
      return failure;
    });
    // Many of them are one remedy, and a look that is repeated says it once.
    const missing = failures.flatMap(({ missingGrant }) => missingGrant ?? []);
    tellGrants(
      session,
      missing.filter(({ subject }) => !told.has(subject)),
    );
    for (const { subject } of missing) told.add(subject);
    const { unreachable } = report;
    if (!unreachable) return { report, failures };
    const failure = confluentFailure(unreachable);
    session.note(`error: ${failure.message}`);
    return { report, failures: [...failures, failure] };
  } catch (error) {
    throw confluentFailure(error);
  } finally {
    session.status('');
  }
}

/** The fault of one subject. */
function failureOf(error: unknown): CliError {
  if (!(error instanceof DomainError)) return confluentFailure(error);
  return new CliError(EXIT.usage, `${visible(error.message)}.`, { code: error.code });
}

function print(session: Session, report: WatchReport, failures: readonly CliError[]): void {
  const { registry, subjects, otherFormats, found, after } = report;
  const lines = found.map(({ from, fromVersion, subject, version, announcementId }) => {
    const told =
      announcementId === undefined ? 'concerns nobody' : `announced: forewarn announcements show ${announcementId}`;
    return `  ${visible(from)} version ${fromVersion} -> ${subject} v${version}  ${told}\n`;
  });
  const others = otherFormats === 0 ? '' : ` (${otherFormats} in other formats)`;
  const text = [
    `${visible(registry)}: ${subjects} ${plural(subjects, 'subject', 'subjects')}${others}, ${found.length} new ${plural(found.length, 'version', 'versions')}\n`,
    ...lines,
  ];
  const errors = failures.map(({ code, message, places }) => ({ code, message, names: [], places }));
  session.print(text.join(''), {
    result: { registry, subjects, otherFormats, found, complete: after === undefined && !report.unreachable },
    ...(errors.length > 0 ? { errors } : {}),
  });
}
