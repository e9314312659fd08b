import { defineConfig } from '@headless-pmo/core'
import github from '@headless-pmo/plugin-github'
import jira from '@headless-pmo/plugin-jira'
import microsoftProject from '@headless-pmo/plugin-microsoft-project'
import agile from '@headless-pmo/standards-agile'
import data from '@headless-pmo/standards-data'
import governance from '@headless-pmo/standards-governance'
import schedule from '@headless-pmo/standards-schedule'
import { calendars, people, roles, teams, units } from './organisation.ts'
import { standards } from './standards.ts'

/** Set by main.ts once the trackers answer; their addresses are in the log of `npm start`. */
const githubUrl = process.env['PMO_DEMO_GITHUB_URL'] ?? 'http://127.0.0.1:4401'
const jiraUrl = process.env['PMO_DEMO_JIRA_URL'] ?? 'http://127.0.0.1:4402'
const graphUrl = process.env['PMO_DEMO_GRAPH_URL'] ?? 'http://127.0.0.1:4403'
const launchGroup = process.env['PMO_DEMO_GRAPH_GROUP'] ?? '5e1f0c52-8a3d-4b0e-9c41-2d7f6a90b318'
const planFolder = process.env['PMO_DEMO_PLANS'] ?? 'plans'

/** The day so many days from the story's present, which main.ts sets: what was promised stays from start to start. */
const day = (days: number): string =>
  Temporal.Instant.from(process.env['PMO_DEMO_NOW'] ?? new Date().toISOString())
    .toZonedDateTimeISO('UTC')
    .toPlainDate()
    .add({ days })
    .toString()

/** What every project of Northwind goes through; at the end of each phase but the last stands a gate. */
const phases = [
  { name: 'Initiating', gate: 'Ready for Planning' },
  { name: 'Planning', gate: 'Ready for Executing' },
  { name: 'Executing', gate: 'Ready for Closing' },
  { name: 'Closing' },
]

/** Northwind Cycles: software on GitHub, payments and firmware in Jira, building in Microsoft Project, the launch in Planner. */
export default defineConfig({
  plugins: [github, jira, microsoftProject, schedule, agile, governance, data],
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
    jira: {
      plugin: 'jira',
      title: 'Northwind in Jira',
      baseUrl: jiraUrl,
      projects: ['MEM', 'LOCK'],
      remoteLinks: true,
      secrets: { email: 'env:PMO_DEMO_JIRA_EMAIL', apiToken: 'env:PMO_DEMO_JIRA_TOKEN' },
      sync: { every: '1m' },
    },
    plans: {
      plugin: 'microsoft-project',
      title: 'Plans of the construction office',
      files: [planFolder],
      timeZone: 'Europe/Berlin',
      sync: { every: '1m' },
    },
    planner: {
      plugin: 'microsoft-project',
      title: 'Planner of the launch team',
      planner: { url: graphUrl, groups: [launchGroup] },
      tenant: 'northwind-cycles.example',
      loginUrl: graphUrl,
      secrets: { clientId: 'env:PMO_DEMO_GRAPH_CLIENT', clientSecret: 'env:PMO_DEMO_GRAPH_SECRET' },
      sync: { every: '1m' },
    },
  },
  units,
  roles,
  teams,
  people: people(day),
  calendars,
  portfolios: [{ id: 'northwind', name: 'Northwind Cycles', owner: 'Mara Lindt' }],
  programs: [
    { id: 'passes', name: 'Passes for every rider', portfolio: 'northwind' },
    { id: 'docks', name: 'Docks in every district', portfolio: 'northwind' },
  ],
  projects: [
    {
      id: 'rider-app',
      name: 'Rider app 3.0',
      program: 'passes',
      unit: 'software',
      sponsor: 'Inês Duarte',
      manager: 'Mara Lindt',
      phase: 'Executing',
      phases,
      class: 'strategic',
      priority: 1,
      sources: [{ connection: 'github', container: 'northwind-cycles/rider-app' }],
      committedFinish: day(60),
      commitments: [{ name: 'Beta for the first thousand riders', date: day(35), to: 'Riders and growth' }],
      budget: [{ amount: '240000.00', currency: 'EUR' }],
    },
    {
      id: 'membership',
      name: 'Membership 2.0',
      program: 'passes',
      unit: 'software',
      sponsor: 'Inês Duarte',
      manager: 'Clara Jensen',
      phase: 'Executing',
      phases,
      class: 'strategic',
      priority: 0,
      sources: [{ connection: 'jira', container: 'MEM' }],
      committedFinish: day(75),
      progress: { method: 'effort_spent' },
      budget: [{ amount: '410000.00', currency: 'EUR' }],
    },
    {
      id: 'launch',
      name: 'Launch in the city',
      program: 'passes',
      unit: 'growth',
      sponsor: 'Inês Duarte',
      manager: 'Hugo Martin',
      phase: 'Planning',
      phases,
      class: 'strategic',
      priority: 2,
      sources: [{ connection: 'planner' }],
      committedFinish: day(90),
      commitments: [{ name: 'Opening day with the mayor', date: day(84), to: 'The city' }],
      progress: { method: 'stated' },
      budget: [{ amount: '95000.00', currency: 'EUR' }],
    },
    {
      id: 'dock-sites',
      name: 'Twelve dock sites',
      program: 'docks',
      unit: 'city',
      sponsor: 'Inês Duarte',
      manager: 'Mara Lindt',
      phase: 'Executing',
      phases,
      class: 'strategic',
      priority: 0,
      sources: [{ connection: 'plans' }],
      committedFinish: day(70),
      progress: { method: 'remaining_duration' },
      budget: [{ amount: '610000.00', currency: 'EUR' }],
    },
    {
      id: 'fleet-platform',
      name: 'Fleet platform',
      program: 'docks',
      unit: 'software',
      sponsor: 'Inês Duarte',
      manager: 'Tobias Brandt',
      phase: 'Executing',
      phases,
      class: 'strategic',
      priority: 1,
      sources: [{ connection: 'github', container: 'northwind-cycles/fleet-platform' }],
      budget: [{ amount: '180000.00', currency: 'EUR' }],
    },
    {
      id: 'lock-firmware',
      name: 'Lock firmware 5.0',
      program: 'docks',
      unit: 'devices',
      sponsor: 'Inês Duarte',
      manager: 'Kofi Mensah',
      phase: 'Executing',
      phases,
      class: 'strategic',
      priority: 1,
      sources: [{ connection: 'jira', container: 'LOCK' }],
      committedFinish: day(45),
      budget: [{ amount: '265000.00', currency: 'EUR' }],
    },
  ],
  standards,
  settings: { scheduling: { timeZone: 'Europe/Berlin', nearCritical: '5d' } },
})
