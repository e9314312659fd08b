import { defineConfig } from '@headless-pmo/core'
import github from '@headless-pmo/plugin-github'

/** The simulator of a bench; its address and token come from the bench. */
export default defineConfig({
  plugins: [github],
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
