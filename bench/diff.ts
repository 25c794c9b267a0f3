import jsonSchemaDiff from 'json-schema-diff';
import { HISTORIES, readHistory, readSchema } from '../examples/history.ts';
import { decideContainment } from '../lib/domain/containment/decide.ts';
import { compareSchemas } from '../lib/domain/diff/compare-schemas.ts';
import { breakUnexplained } from '../lib/domain/diff/rules/break-unexplained.ts';
import type { ParsedSchema } from '../lib/domain/schema/parse-schema.ts';
import type { Verdict } from '../lib/domain/verdict.ts';
import { measure, type Timing } from './measure.ts';
import type { Table } from './table.ts';

interface Pair {
  readonly name: string;
  readonly old: ParsedSchema;
  readonly next: ParsedSchema;
}

// The peer knows no other reading of a schema than to the letter.
const TO_THE_LETTER = { contentModel: 'open', formatMode: 'annotation' } as const;

function readPairs(short: boolean): readonly Pair[] {
  const [first, ...others] = ['v1', 'v2-category-as-text', 'v3-refactored'].map((name) => ({
    name,
    schema: readSchema(`examples/transactions/${name}.json`),
  }));
  if (!first) throw new Error('the story has a first version');
  const story = others.map(({ name, schema }) => ({ name: `transactions ${name}`, old: first.schema, next: schema }));
  const steps = HISTORIES.flatMap((folder) => {
    const { versions } = readHistory(folder);
    return versions.slice(1).map((next, at) => ({
      name: `${folder} ${next.name}`,
      old: versions[at]?.schema ?? next.schema,
      next: next.schema,
    }));
  });
  const pairs = [...story, ...steps];
  return short ? pairs.filter(({ next }) => next.canonical.length < 10_000) : pairs;
}

/** A whole diff (both lenses, rules, proofs) against json-schema-diff's on the same pairs, and what either finds. */
export async function diffTable(short: boolean): Promise<Table> {
  const rows: (string | number)[][] = [];
  for (const { name, old, next } of readPairs(short)) {
    const budget = { iterations: short ? 3 : 5, time: short ? 50 : 300 };
    const verdicts = {
      adds: decideContainment(next, old, TO_THE_LETTER),
      removes: decideContainment(old, next, TO_THE_LETTER),
    };
    const ours = await measure(() => compareSchemas(old, next, TO_THE_LETTER), budget);
    const peer = await measurePeer({ old, next, budget });
    const unexplained = compareSchemas(old, next, TO_THE_LETTER).changes.filter(
      ({ ruleId }) => ruleId === breakUnexplained.id,
    ).length;
    const found = `${word(verdicts.adds)} / ${word(verdicts.removes)}`;
    const size = Math.round(next.canonical.length / 1_024);
    rows.push(
      typeof peer === 'string'
        ? [name, `${size}`, ours.median.toFixed(2), peer, '', found, '', unexplained]
        : [
            name,
            `${size}`,
            ours.median.toFixed(2),
            peer.median.toFixed(2),
            (ours.median / peer.median).toFixed(1),
            found,
            `${peer.adds ? 'yes' : 'no'} / ${peer.removes ? 'yes' : 'no'}`,
            unexplained,
          ],
    );
  }
  return {
    title: 'Diff',
    about: [
      'One comparison of two parsed schemas: both lenses decided and proved, every rule, each finding proved at its place; against',
      '`json-schema-diff` 1.0.0, which describes what was added to and removed from the set of records, and ignores `const`, `enum`, `format` and',
      'conditions. "Adds" and "removes" is whether either finds a record that only the new or only the old version allows, to the letter;',
      '"unexplained" counts the breaks that containment proved and no rule explains.',
    ].join('\n'),
    headings: [
      'Step',
      'kB',
      'Forewarn ms',
      'Peer ms',
      'Ratio',
      'Forewarn adds / removes',
      'Peer adds / removes',
      'unexplained',
    ],
    rows,
  };
}

const word = ({ verdict }: Verdict): string => ({ breaking: 'yes', compatible: 'no', undecided: 'undecided' })[verdict];

interface PeerTiming extends Timing {
  readonly adds: boolean;
  readonly removes: boolean;
}

/** The peer's time and findings, or what it threw. Parsed schemas refer to nothing outside, so it fetches nothing. */
async function measurePeer({
  old,
  next,
  budget,
}: Omit<Pair, 'name'> & { readonly budget: Parameters<typeof measure>[1] }): Promise<PeerTiming | string> {
  // It writes into what it is given.
  const ask = () =>
    jsonSchemaDiff.diffSchemas({
      sourceSchema: JSON.parse(old.canonical),
      destinationSchema: JSON.parse(next.canonical),
    });
  try {
    const { additionsFound: adds, removalsFound: removes } = await ask();
    return { ...(await measure(ask, budget)), adds, removes };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return `throws: ${/circular/i.test(error.message) ? 'recursive' : error.message.includes('2020-12') ? '2020-12' : error.message.slice(0, 40)}`;
  }
}
