import { defineConfig } from '@headless-pmo/core'
import github from '@headless-pmo/plugin-github'

/** The simulator of a fault test; its address and token come from the test. */
export default defineConfig({
  plugins: [github],
  connections: {
    code: {
      plugin: 'github',
      baseUrl: process.env['PMO_FAULT_URL'] ?? '',
      organization: 'acme',
      history: 'events',
      secrets: { token: 'env:PMO_FAULT_TOKEN' },
      sync: { every: 'never', budgetShare: 1 },
    },
  },
})
