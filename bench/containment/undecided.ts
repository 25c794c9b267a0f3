import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { InlineJudge } from '../../lib/adapters/judge/inline-judge.ts';
import { VerifyingJudge } from '../../lib/adapters/judge/verifying-judge.ts';
import type { Judge, Comparison as SchemaComparison } from '../../lib/application/ports/judge.ts';
import { Comparison } from '../../lib/domain/containment/compare/comparison.ts';
import { decideForReaders } from '../../lib/domain/contract/readers.ts';
import type { UndecidedKind } from '../../lib/domain/migration/undecided-kind.ts';
import { attentionOf, isUnexplained } from '../../lib/domain/policy/publishing/attention.ts';
import { TIERS } from '../../lib/domain/policy/settings/policy.ts';
import { type ParsedSchema, parseSchema } from '../../lib/domain/schema/parse-schema.ts';
import type { Table } from '../table.ts';
import { fetchHistory, HISTORIES } from './history-files.ts';

/** A git directory with public schemas, and the folder of them; absent: only the packages' histories are read. */
const { FOREWARN_SCHEMAS_GIT: GIT, FOREWARN_SCHEMAS_UNDER: UNDER = 'src/schemas/json' } = process.env;
/** Of each file in it: its newest versions, of the files that changed most often. */
const [VERSIONS, FILES] = [9, 100];
const SHOWN_REASON = 120;

/** One version as whole-record readers of every tier would hear of it. */
interface Published {
  readonly name: string;
  readonly kinds: ReadonlySet<UndecidedKind>;
  readonly reason: string;
}

/**
 * How often a version would be announced, or would wait, for no other reason than that nobody could prove whether it breaks: for
 * a reader of the whole record of each tier, trained on the version before.
 */
export async function undecidedTable(short: boolean): Promise<Table> {
  const rows: (string | number)[][] = [];
  const all: Published[] = [];
  for (const history of short ? HISTORIES.slice(0, 3) : HISTORIES) {
    const files = await fetchHistory(history);
    if (!files) continue;
    const published = await publishAll(
      history.name,
      files.map((file) => readFileSync(file, 'utf8')),
    );
    rows.push(row(history.name, published));
    all.push(...published);
  }
  if (GIT !== undefined && !short) {
    const published: Published[] = [];
    for (const [file, versions] of gitVersions(GIT)) published.push(...(await publishAll(file, versions)));
    rows.push(row(`${FILES} schemas of SchemaStore`, published));
    all.push(...published);
  }
  rows.push(row('all', all));
  const waiting = all
    .filter(waits)
    .map(({ name, kinds, reason }) => `${name} (${[...kinds].join(', ')}: ${reason.slice(0, SHOWN_REASON)})`);
  return {
    title: 'Told, or held, only because nobody could prove it',
    about: `Each published version against the one before it, for a whole-record reader of each tier under the default policy. "Undecided" counts the reader's verdicts; "told" the versions that some reader hears of only because of them, digests included; "wait" those that do not go live at once for them alone. ${waiting.length === 0 ? 'None waits.' : `Those that wait: ${waiting.join('; ')}.`}`,
    headings: ['History', 'versions', 'undecided', 'told', 'wait', 'told, share', 'wait, share'],
    rows,
  };
}

const waits = ({ kinds }: Published): boolean => kinds.has('held') || kinds.has('asked');
const isTold = (published: Published): boolean => waits(published) || published.kinds.has('told');

function row(name: string, published: readonly Published[]): (string | number)[] {
  const share = (count: number): string => `${((100 * count) / Math.max(1, published.length)).toFixed(1)} %`;
  const [open, told, wait] = [
    published.filter(({ kinds }) => kinds.size > 0).length,
    published.filter(isTold).length,
    published.filter(waits).length,
  ];
  return [name, published.length, open, told, wait, share(told), share(wait)];
}

async function publishAll(name: string, texts: readonly string[]): Promise<readonly Published[]> {
  const judge = new VerifyingJudge(new InlineJudge());
  const published: Published[] = [];
  let before: ParsedSchema | undefined;
  for (const [at, text] of texts.entries()) {
    const parsed = parseSchema(text, { unknown: 'allowed' });
    // A file that is not a schema would be refused, and is not a version.
    if (!parsed.ok || parsed.schema.fingerprint === before?.fingerprint) continue;
    if (before) published.push(await publish(`${name} ${at}`, { old: before, next: parsed.schema, judge }));
    before = parsed.schema;
  }
  process.stderr.write(`${name}: ${published.length}\n`);
  return published;
}

async function publish(
  name: string,
  { old, next, judge }: { readonly old: ParsedSchema; readonly next: ParsedSchema; readonly judge: Judge },
): Promise<Published> {
  const options = { contentModel: 'declared', formatMode: 'annotation' } as const;
  const contract = { trained: old, reads: [], strict: false };
  // A reader of the whole record has the verdict of the whole; what changed is asked only if that is open.
  const { verdicts } = await new VerifyingJudge(new VerdictsAlone()).compare({ old, next, options });
  if (verdicts.serving.verdict !== 'undecided') return { name, kinds: new Set(), reason: '' };
  const verdict = await judge.serve({ next, head: old, contract, options });
  if (verdict.status !== 'undecided') return { name, kinds: new Set(), reason: '' };
  const { changes: all } = await judge.compare({ old, next, options });
  const changes = { all, touching: all };
  const former = isUnexplained(changes) ? await judge.serve({ next: old, contract, options }) : undefined;
  const wasUndecided =
    former?.status === 'undecided' && former.reason === verdict.reason && former.pointer === verdict.pointer;
  const kinds = TIERS.flatMap((tier) => attentionOf({ verdict, tier, changes, wasUndecided }).undecided ?? []);
  process.stderr.write(`${name}: ${kinds.join(', ')}: ${verdict.reason}\n`);
  return { name, kinds: new Set(kinds), reason: verdict.reason };
}

/** The engine without the rules, whose explanations take most of the time. */
class VerdictsAlone extends InlineJudge {
  override compare({ old, next, options }: Parameters<Judge['compare']>[0]): Promise<SchemaComparison> {
    const verdicts = new Comparison(old, next, options, decideForReaders).verdicts();
    return Promise.resolve({ verdicts: { ...verdicts, training: { verdict: 'compatible' } }, changes: [] });
  }
}

/** The versions of the files that changed most often, oldest first. */
function* gitVersions(directory: string): Generator<readonly [string, readonly string[]]> {
  const git = (...words: readonly string[]): string =>
    execFileSync('git', [`--git-dir=${directory}`, ...words], {
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  const counts = new Map<string, number>();
  for (const file of git('log', '--no-merges', '--name-only', '--format=', '--', UNDER).split('\n'))
    if (file.endsWith('.json')) counts.set(file, (counts.get(file) ?? 0) + 1);
  const often = [...counts].sort(([, left], [, right]) => right - left).slice(0, FILES);
  for (const [file] of often) {
    const commits = git('log', '--no-merges', `-${VERSIONS}`, '--diff-filter=AM', '--format=%H', '--', file)
      .split('\n')
      .filter(Boolean);
    const versions = commits.reverse().flatMap((commit) => {
      try {
        return [git('show', `${commit}:${file}`)];
      } catch {
        // A copy of a repository may lack what was large.
        return [];
      }
    });
    yield [file.slice(UNDER.length + 1), versions];
  }
}
