import { defineConfig } from 'vitest/config';

/** Tests that share nothing that changes: what they import is loaded once for each worker, and not for each file. */
const ON_FAKES = ['test/domain/**/*.test.ts', 'test/application/**/*.test.ts'];
/** How deep its schemas may nest depends on the stack, of which code that ran before takes less. */
const STACK = 'test/domain/schema/parse-schema.test.ts';

export default defineConfig({
  test: {
    root: '.',
    testTimeout: 20_000,
    hookTimeout: 60_000,
    env: { CDK_VALIDATION: 'false' },
    projects: [
      { extends: true, test: { name: 'on fakes', include: ON_FAKES, exclude: [STACK], isolate: false } },
      { extends: true, test: { name: 'alone', include: [STACK] } },
      {
        extends: true,
        test: { name: 'all else', include: ['test/**/*.test.ts'], exclude: [...ON_FAKES, 'test/browser/**'] },
      },
    ],
  },
});
