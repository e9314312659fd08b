import { defineConfig } from '@headless-pmo/core'
import github from '@headless-pmo/plugin-github'

/** The simulator of a bench; its address and token come from the bench. */
export default defineConfig({
  // By its path it runs in a process of its own, as a third party's would.
  plugins: [process.env['PMO_BENCH_ISOLATED'] === '1' ? '../../plugins/github/src/index.ts' : github],
  connections: {
    code: {
      plugin: 'github',
      baseUrl: process.env['PMO_BENCH_URL'] ?? '',
      repositories: ['acme/app'],
      history: 'none',
      secrets: { token: 'env:PMO_BENCH_TOKEN' },
      sync: { every: 'never', budgetShare: 1 },
    },
  },
})
