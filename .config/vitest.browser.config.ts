import { defineConfig } from 'vitest/config';

/** Needs Debian's chromium, which `npm test` must not: see `npm run test:browser`. */
export default defineConfig({
  test: { root: '.', include: ['test/browser/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 120_000 },
});
