import { defineConfig } from 'vitest/config'

/** The tests of one pack, from its own folder: the conformance kit tries chance and is no test of a formula. */
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/conformance.test.ts', '**/node_modules/**', '**/.stryker-tmp/**'],
  },
})
