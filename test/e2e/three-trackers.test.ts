import { expect, test } from 'vitest'
import { pmoWorkspace } from '../support/pmo-process.ts'
import { startSimulatorProcess, type SimulatorProcess } from '../support/simulator-process.ts'

const configOf = (jira: SimulatorProcess, graph: SimulatorProcess, farm: SimulatorProcess): string => `
import { defineConfig } from '@headless-pmo/core'
import jira from '@headless-pmo/plugin-jira'
import microsoftProject from '@headless-pmo/plugin-microsoft-project'
const sync = { every: 'never' }
export default defineConfig({
  plugins: [jira, microsoftProject],
  connections: {
    desk: {
      plugin: 'jira', baseUrl: '${jira.url}/', projects: ['ACME'], fields: { customer: 'Customer' }, sync,
      secrets: { email: 'env:JIRA_EMAIL', apiToken: 'env:JIRA_TOKEN' },
    },
    board: {
      plugin: 'microsoft-project', tenant: 'contoso.onmicrosoft.com', loginUrl: '${graph.url}/', planner: { url: '${graph.url}/' }, sync,
      secrets: { clientId: 'env:ENTRA_APP', clientSecret: 'env:ENTRA_SECRET' },
    },
    farm: { plugin: 'microsoft-project', server: { url: '${farm.url}/' }, sync, secrets: { serverToken: 'env:PWA_TOKEN' } },
    plans: { plugin: 'microsoft-project', files: ['plans'], sync },
  },
  projects: [
    { id: 'all', name: 'All of it', sources: [{ connection: 'desk' }, { connection: 'board' }, { connection: 'farm' }] },
    { id: 'again', name: 'As a plan', sources: [{ connection: 'plans', container: 'all.xml' }] },
  ],
})
`

const SECRETS = {
  JIRA_EMAIL: 'ada@acme.example',
  JIRA_TOKEN: 'sim-token',
  ENTRA_APP: 'sim-app',
  ENTRA_SECRET: 'sim-secret',
  PWA_TOKEN: 'sim-token',
}

test('a config with three trackers is looked at, synced, listed and written as a plan that can be connected', async () => {
  await using held = new AsyncDisposableStack()
  const [jira, graph, farm] = await Promise.all([
    startSimulatorProcess(['--preset', 'synthetic', '--issues', '20'], 'jira-cloud'),
    startSimulatorProcess(['--preset', 'synthetic', '--issues', '20'], 'graph'),
    startSimulatorProcess(['--preset', 'synthetic', '--issues', '20', '--projects', '1'], 'project-server'),
  ])
  for (const one of [jira, graph, farm]) held.use(one)
  const place = held.use(await pmoWorkspace({ config: configOf(jira, graph, farm) }))
  const words = ({ stdout, stderr }: ReturnType<typeof place.pmo>): string => `${stdout}\n${stderr}`

  // Before the first sync: a secret that is not set is told, the other trackers answer.
  const { PWA_TOKEN: _token, ...without } = SECRETS
  const looked = words(place.pmo(['doctor'], without))
  expect(looked).toContain('connection desk: Its tracker answers as Ada Byron.')
  expect(looked).toContain('connection board: Its tracker answers.')
  expect(looked).toContain('takes its secret "serverToken" from the environment variable PWA_TOKEN')
  expect(looked).not.toContain('No tracker is connected')

  const synced = place.pmo(['sync'], SECRETS)
  expect(synced).toMatchObject({ status: 0 })
  for (const connection of ['desk', 'board', 'farm', 'plans'])
    expect(words(synced)).toMatch(new RegExp(`^${connection}: ok; \\d+ created`, 'm'))

  expect(words(synced)).toContain('ACME has no field "Customer". Write its name or key as Jira shows it.')

  const written = ['export', '--format', 'mspdi', '--project', 'all', '--out', 'plans/all.xml']
  expect(place.pmo(written)).toMatchObject({ status: 0 })

  // What was written is a plan like any other: it holds every item, and its own project row counts them all.
  const again = place.pmo(['sync', 'plans'], SECRETS)
  expect(again).toMatchObject({ status: 0 })
  const counted = (project: string): string | undefined =>
    new RegExp(`^${project}\\t[^\\t]*\\t(\\d+)\\t`, 'm').exec(again.stdout)?.[1]
  expect(Number(counted('all'))).toBeGreaterThanOrEqual(60)
  expect(counted('again')).toBe(counted('all'))
})
