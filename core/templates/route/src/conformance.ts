import type { ConformanceOptions } from '@headless-pmo/testing'

/** What the plugin is tried with: requests that a caller makes, and what the API answers to its queries. */
export default {
  entry: new URL('index.ts', import.meta.url),
  route: {
    requests: [{ path: '/projects' }, { path: '/nothing', status: 404 }],
    queries: { 'projects.list': { projects: [{ id: 'harbour', name: 'Harbour' }] } },
  },
  knownGaps: {},
} satisfies ConformanceOptions
