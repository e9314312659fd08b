import { defineConfig } from '@headless-pmo/core'
import github from '@headless-pmo/plugin-github'
import microsoftProject from '@headless-pmo/plugin-microsoft-project'

/** Set by main.ts once the simulator answers; its address in the log of `npm start`. */
const githubUrl = process.env['PMO_DEMO_GITHUB_URL'] ?? 'http://127.0.0.1:4401'
const planFolder = process.env['PMO_DEMO_PLANS'] ?? 'plans'

/** Northwind Cycles: software on GitHub, construction in Microsoft Project, one portfolio. */
export default defineConfig({
  plugins: [github, microsoftProject],
  connections: {
    github: {
      plugin: 'github',
      title: 'Northwind on GitHub',
      baseUrl: githubUrl,
      repositories: ['northwind-cycles/rider-app', 'northwind-cycles/fleet-platform'],
      projects: [{ owner: 'northwind-cycles', number: 1 }],
      secrets: { token: 'env:PMO_DEMO_GITHUB_TOKEN' },
      sync: { every: '1m' },
    },
    plans: {
      plugin: 'microsoft-project',
      title: 'Plans of the construction office',
      files: [planFolder],
      timeZone: 'Europe/Berlin',
      sync: { every: '1m' },
    },
  },
  portfolios: [{ id: 'northwind', name: 'Northwind Cycles', owner: 'Mara Lindt' }],
  projects: [
    {
      id: 'rider-app',
      name: 'Rider app 3.0',
      portfolio: 'northwind',
      sponsor: 'Inês Duarte',
      manager: 'Mara Lindt',
      phase: 'delivery',
      class: 'strategic',
      priority: 1,
      sources: [{ connection: 'github', container: 'northwind-cycles/rider-app' }],
      budget: [{ amount: '240000.00', currency: 'EUR' }],
    },
    {
      id: 'docks',
      name: 'Docks in the city',
      portfolio: 'northwind',
      sponsor: 'Inês Duarte',
      manager: 'Mara Lindt',
      phase: 'delivery',
      class: 'strategic',
      priority: 0,
      // The construction plan and the platform the docks speak to are one project.
      sources: [
        { connection: 'plans' },
        { connection: 'github', container: 'northwind-cycles/fleet-platform' },
      ],
      budget: [{ amount: '610000.00', currency: 'EUR' }],
    },
  ],
})
