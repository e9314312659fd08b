import {
  DataverseSimulator,
  seedCompany as seedOrganisation,
  type DataverseSimulatorOptions,
} from '@headless-pmo/simulators/dataverse'
import {
  addBucket,
  addGroup,
  addPerson,
  addPlan,
  addTask,
  GraphSimulator,
} from '@headless-pmo/simulators/graph'
import { JiraCloudSimulator, type JiraCloudOptions } from '@headless-pmo/simulators/jira-cloud'
import { JiraDataCenterSimulator } from '@headless-pmo/simulators/jira-data-center'
import { ProjectServerSimulator } from '@headless-pmo/simulators/project-server'
import { seedCompany as seedServer } from '../../simulators/project-server/test/company.ts'
import { openVictim, type Victim } from './victim.ts'

const TOKEN = 'hostile-token-canary'
const CLIENT = { clientId: 'hostile-app', clientSecret: 'hostile-secret-canary' }

const SITE: JiraCloudOptions = {
  users: [
    { login: 'ada', displayName: 'Ada' },
    { login: 'grace', displayName: 'Grace' },
  ],
  projects: [
    { key: 'APP', name: 'App', issues: 4, historiesPerIssue: 1 },
    { key: 'WEB', name: 'Web', issues: 2 },
  ],
  tokens: { [TOKEN]: 'ada' },
  edits: [
    { kind: 'createVersion', project: 'APP', name: '1.0', releaseDate: '2026-02-01' },
    { kind: 'createComponent', project: 'APP', name: 'Dock' },
    { kind: 'createBoard', project: 'APP', name: 'Board' },
    { kind: 'createSprint', board: 'Board', name: 'S1', start: '2026-01-01T00:00:00Z' },
    { kind: 'link', type: 'Blocks', from: 'APP-1', to: 'APP-2' },
    { kind: 'createIssue', project: 'APP', type: 'Sub-task', parent: 'APP-2', summary: 'Part' },
    { kind: 'logWork', issue: 'APP-2', seconds: 1800 },
    { kind: 'setSprint', issue: 'APP-1', sprint: 'S1' },
  ],
}

export async function jiraCloud() {
  const simulator = new JiraCloudSimulator(SITE)
  const respond = (request: Request) => simulator.respond(request)
  const victim = await openVictim({
    plugin: 'jira',
    respond,
    config: (url) => ({ baseUrl: url }),
    secrets: { pat: TOKEN },
  })
  return { simulator, victim }
}

export async function jiraDataCenter() {
  const simulator = new JiraDataCenterSimulator(SITE)
  const victim = await openVictim({
    plugin: 'jira',
    respond: (request) => simulator.respond(request),
    config: (url) => ({ baseUrl: url }),
    secrets: { pat: TOKEN },
  })
  return { simulator, victim }
}

export const PLAN = { plan: 'PlanPlanPlanPlanPlanPlanPlan', other: 'OthrOthrOthrOthrOthrOthrOthr' } as const

export async function planner(config: Readonly<Record<string, unknown>> = {}) {
  const simulator = new GraphSimulator({
    tokens: { [TOKEN]: { kind: 'app' } },
    apps: [CLIENT],
    seedWith: (world) => {
      const ada = addPerson(world, { displayName: 'Ada' }).id
      const group = addGroup(world, { displayName: 'Delivery', members: [ada] }).id
      for (const [id, title] of [
        [PLAN.plan, 'Launch'],
        [PLAN.other, 'Other'],
      ] as const) {
        const plan = addPlan(world, { id, title, group, by: ada, categories: { category1: 'Risk' } }).id
        const bucket = addBucket(world, { plan, name: 'To do' }).id
        for (const task of ['One', 'Two', 'Three'])
          addTask(world, {
            plan,
            bucket,
            title: `${task} of ${title}`,
            by: ada,
            assignees: [ada],
            description: 'About it.',
            checklist: [{ title: 'First' }],
            due: '2026-02-27T10:00:00Z',
          })
      }
    },
  })
  const victim = await openVictim({
    plugin: 'microsoft-project',
    respond: (request) => simulator.respond(request),
    config: (url) => ({ planner: { url, ...config }, tenant: 'contoso', loginUrl: url }),
    secrets: CLIENT,
  })
  return { simulator, victim }
}

export async function premium(
  options: DataverseSimulatorOptions = {},
  config: Readonly<Record<string, unknown>> = {},
) {
  const simulator = new DataverseSimulator({
    seedWith: seedOrganisation,
    app: CLIENT,
    tokens: [TOKEN],
    ...options,
  })
  const victim = await openVictim({
    plugin: 'microsoft-project',
    respond: (request) => simulator.respond(request),
    config: (url) => ({ premium: { url, ...config }, tenant: 'contoso', loginUrl: url }),
    secrets: CLIENT,
    canaries: [TOKEN],
  })
  return { simulator, victim }
}

export async function projectServer() {
  const simulator = new ProjectServerSimulator({ seedWith: seedServer, auth: { tokens: [TOKEN] } })
  const victim = await openVictim({
    plugin: 'microsoft-project',
    respond: (request) => simulator.respond(request),
    config: (url) => ({ server: { url: `${url}/pwa` } }),
    secrets: { serverToken: TOKEN },
  })
  return { simulator, victim }
}

export type { Victim }
