import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Folders whose tests count processes, descriptors or memory, or change the process they run in. */
const ALONE = ['src/{cli,console-api,engine,lambda-runtime,stack}/**', 'test/**', 'tools/**'];
const TESTS = '**/*.test.ts';

export default defineConfig({
  test: {
    // Files run in processes of their own: a stack listens, spawns functions and maps files.
    pool: 'forks',
    // Tests wait for processes of functions as often as they compute: no core is left aside.
    maxWorkers: availableParallelism(),
    testTimeout: 20_000,
    hookTimeout: 30_000,
    restoreMocks: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'services',
          include: [`src/${TESTS}`],
          exclude: ALONE,
          // A worker keeps the modules from one file to the next: most of these files run for less
          // time than the imports of a stack take.
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'alone', include: ALONE.map((folder) => folder.replace('**', TESTS)) },
      },
    ],
  },
});
