import { readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import { defineConfig } from 'vitest/config';

/** The engine's attacks and laws, and stories told over again with a crash at each step: minutes, and no inner loop. */
const SLOW = [
  'test/domain/containment/{adversarial,decision,differential,hostile,mutations,relations,spellings}.test.ts',
  'test/application/deadlines/deadlines.test.ts',
];
const isProperty = (file: string): boolean => /from 'fast-check'/.test(readFileSync(file, 'utf8'));

/** The domain, and the application on fakes, by examples; properties and all that is slow are in `npm test`. */
export default defineConfig({
  test: {
    root: '.',
    include: globSync(['test/domain/**/*.test.ts', 'test/application/**/*.test.ts'], { ignore: SLOW }).filter(
      (file) => !isProperty(file),
    ),
    testTimeout: 20_000,
    // The tests share nothing that changes: what they import is loaded once for each worker, and not for each file.
    isolate: false,
  },
});
