import { checkSchema } from '../lib/application/publishing/check-schema.ts';
import { measure } from './measure.ts';
import { PRODUCER, publishOnce, wideSchema } from './publish.ts';
import { addReaders, type Registry } from './registry.ts';
import type { Table } from './table.ts';

/** The time of a check: linear in the distinct contracts, not in those who share them. */
export async function checkTable(registry: Registry, short: boolean): Promise<Table> {
  const readers = short ? 100 : 1_000;
  const rows: (string | number)[][] = [];
  let first: number | undefined;
  for (const contracts of short ? [1, 10] : [1, 10, 100]) {
    const subject = `bench.contracts-${contracts}`;
    await publishOnce(registry, subject, wideSchema('version 1'));
    await addReaders(
      registry,
      subject,
      Array.from({ length: readers }, (_, index) => contractOf(index % contracts)),
    );
    const schema = wideSchema('version 2', { field_00: { type: 'integer', minimum: 0 }, field_39: { type: 'string' } });
    // The first checks of a process pay for what stays loaded.
    for (let run = 0; run < 5; run++)
      await checkSchema({ subject, against: 'head', schema, principal: PRODUCER }, registry);
    registry.takeCapacity();
    const outcome = await checkSchema({ subject, against: 'head', schema, principal: PRODUCER }, registry);
    const { read } = registry.takeCapacity();
    const { median } = await measure(
      () => checkSchema({ subject, against: 'head', schema, principal: PRODUCER }, registry),
      {
        iterations: 3,
        time: short ? 100 : 1_000,
      },
    );
    first ??= median;
    const further = contracts === 1 ? '' : ((median - first) / (contracts - 1)).toFixed(2);
    rows.push([readers, contracts, outcome.affected.length, median, median / first, further, read]);
  }
  return {
    title: 'Check',
    about:
      'One check of a schema of 40 fields of which one that nobody reads became a text, with readers of few and of many distinct contracts. ' +
      'The first row is what the others are measured against.',
    headings: [
      'Readers',
      'Distinct contracts',
      'Affected',
      'Median ms',
      '× the first',
      'ms each further contract',
      'Read units',
    ],
    rows,
  };
}

/** Contracts that differ: each reads another two of the first 39 fields. */
const contractOf = (index: number) =>
  [index % 13, 13 + Math.floor(index / 13)].map((field) => ({ pointer: `/field_${String(field).padStart(2, '0')}` }));
