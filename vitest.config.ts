import { defineConfig } from 'vitest/config';

/**
 * No test asserts how long something takes; these ceilings only end what hangs. Tests with a real engine share two processors with it,
 * so two files at a time are plenty.
 */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 300_000,
    teardownTimeout: 60_000,
  },
});
