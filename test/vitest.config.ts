import { defineConfig } from 'vitest/config'

/** `PMO_TEST_DEEP=1` runs the long rounds; see `npm run test:deep`. */
const slow = { testTimeout: 120_000, hookTimeout: 120_000 }
/** A throw-away PostgreSQL server, started when a test first asks for one. */
const databases = { globalSetup: [new URL('support/postgres-global.ts', import.meta.url).pathname] }

/** This example talks to a server of its own. */
const TYPED_CLIENT = 'examples/typed-client/**/*.test.ts'

/** Where CI reads the counts from. */
const report = process.env['PMO_TEST_REPORT']

export default defineConfig({
  test: {
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
    root: new URL('..', import.meta.url).pathname,
    // Tests wait for databases, processes and the disk: a few more of them than processors keep those busy.
    maxWorkers: '125%',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // Some start processes of their own; a busy machine needs its time.
          testTimeout: 30_000,
          include: [
            '{sdk,plugins}/*/{src,test}/**/*.test.ts',
            'core/src/**/*.test.ts',
            '.ci/build/*.test.ts',
            'core/templates/*/src/**/*.test.ts',
            'test/{architecture,docs,mspdi,schedules,standards,support,simulators}/**/*.test.ts',
            'examples/**/*.test.ts',
          ],
          exclude: ['**/*.db.test.ts', TYPED_CLIENT, '**/node_modules/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: ['core/src/**/*.db.test.ts', 'test/db/**/*.test.ts'],
          ...slow,
          ...databases,
        },
      },
      {
        extends: true,
        test: {
          name: 'laws',
          include: ['test/{laws,conformance,mutants,faults,failure-modes}/**/*.test.ts'],
          ...slow,
          ...databases,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: [new URL('browser/demo-global.ts', import.meta.url).pathname],
          // What a page shows comes from a server that other tests keep busy.
          expect: { poll: { timeout: 20_000 } },
          ...slow,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/{e2e,hostile}/**/*.test.ts', TYPED_CLIENT],
          ...slow,
          ...databases,
        },
      },
    ],
  },
})
