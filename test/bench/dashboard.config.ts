import { defineConfig } from '@headless-pmo/core'
import github from '@headless-pmo/plugin-github'

/** Projects of the bench; how many is its to say. */
const count = Number(process.env['BENCH_PROJECTS'] ?? 200)

/** Two hundred projects in ten programs and two portfolios. Their items lie in the database already: nothing is read. */
export default defineConfig({
  plugins: [github],
  connections: {
    code: {
      plugin: 'github',
      baseUrl: 'http://127.0.0.1:9',
      repositories: ['acme/app'],
      secrets: { token: 'env:PMO_BENCH_TOKEN' },
      sync: { every: 'never' },
    },
  },
  portfolios: [
    { id: 'north', name: 'North' },
    { id: 'south', name: 'South' },
  ],
  programs: Array.from({ length: 10 }, (_, n) => ({
    id: `program-${n}`,
    name: `Program ${n}`,
    portfolio: n % 2 === 0 ? 'north' : 'south',
  })),
  projects: Array.from({ length: count }, (_, n) => ({
    id: `p${n}`,
    name: `Project ${n}`,
    program: `program-${n % 10}`,
    manager: `Manager ${n % 25}`,
    committedFinish: '2027-06-30',
    sources: [{ connection: 'code', container: `c${n}` }],
  })),
})
