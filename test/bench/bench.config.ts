import { defineConfig } from '@headless-pmo/core'
import github from '@headless-pmo/plugin-github'
import jira from '@headless-pmo/plugin-jira'

/** The simulator of a bench; its address and token come from the bench. */
const baseUrl = process.env['PMO_BENCH_URL'] ?? ''
const sync = { every: 'never', budgetShare: 1 } as const

const code = {
  plugin: 'github',
  baseUrl,
  repositories: ['acme/app'],
  history: 'none',
  secrets: { token: 'env:PMO_BENCH_TOKEN' },
  sync,
}
const desk = { plugin: 'jira', baseUrl, secrets: { pat: 'env:PMO_BENCH_TOKEN' }, sync }

export default defineConfig({
  // By its path it runs in a process of its own, as a third party's would.
  plugins: [process.env['PMO_BENCH_ISOLATED'] === '1' ? '../../plugins/github/src/index.ts' : github, jira],
  connections: { code: process.env['PMO_BENCH_TRACKER'] === 'jira' ? desk : code },
})
