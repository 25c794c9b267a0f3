import { describe, expect, it } from 'vitest';
import { renderTable } from '../../bench/table.ts';

describe('a table of the bench', () => {
  it('has numbers to the right with three significant digits, and texts to the left', () => {
    const table = renderTable({
      title: 'Diff',
      about: 'What is measured.',
      headings: ['Step', 'ms'],
      rows: [
        ['one', 0.012345],
        ['another', 1_234.5],
        ['none', 0],
        ['some', 12.345],
      ],
    });

    expect(table.split('\n')).toEqual([
      '### Diff',
      '',
      'What is measured.',
      '',
      '| Step    |    ms |',
      '| ------- | ----: |',
      '| one     |  0.01 |',
      '| another | 1,235 |',
      '| none    |     0 |',
      '| some    |  12.3 |',
      '',
    ]);
  });
});
