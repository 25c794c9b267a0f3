import { describe, expect, it } from 'vitest';
import type { SourceFile } from '../../../lib/adapters/schema-source/source.ts';
import { KeptFiles } from '../../../lib/cli/workspace/repository.ts';

const file = (name: string, length: number): SourceFile => ({
  ...{ name, text: ' '.repeat(length), value: {} },
  locate: () => ({ file: name, line: 1, column: 1 }),
});

describe('Files that many subjects share', () => {
  it('are read once, however many ask for one at the same time', async () => {
    const kept = new KeptFiles();
    let reads = 0;
    const read = async (): Promise<SourceFile> => {
      reads++;
      return await Promise.resolve(file('a.json', 10));
    };

    const found = await Promise.all(Array.from({ length: 20 }, () => kept.find('a.json', read)));
    await kept.find('a.json', read);

    expect(new Set(found).size).toBe(1);
    expect(reads).toBe(1);
  });

  it('are looked for again after a fault, and where there was none', async () => {
    const kept = new KeptFiles();
    await expect(kept.find('a.json', () => Promise.reject(new Error('busy')))).rejects.toThrow('busy');
    expect(await kept.find('a.json', () => Promise.resolve(undefined))).toBeUndefined();

    expect(await kept.find('a.json', () => Promise.resolve(file('a.json', 10)))).toMatchObject({ name: 'a.json' });
  });

  it('are forgotten, the oldest first, where they would fill the memory', async () => {
    const kept = new KeptFiles();
    for (const name of ['a.json', 'b.json', 'c.json'])
      await kept.find(name, () => Promise.resolve(file(name, 3_500_000)));
    const read: string[] = [];
    for (const name of ['c.json', 'a.json'])
      await kept.find(name, () => {
        read.push(name);
        return Promise.resolve(file(name, 1));
      });

    expect(read).toEqual(['a.json']);
  });
});
