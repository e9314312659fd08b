import { parseArgs } from 'node:util'
import { runningClock } from '@headless-pmo/simulators/common/clock'
import { runAsProcess } from '@headless-pmo/simulators/common/run-as-process'
import { startGitHubSimulator } from '@headless-pmo/simulators/github'
import { demoCompany } from '@headless-pmo/simulators/github/presets/demo'
import { startGraphSimulator } from '@headless-pmo/simulators/graph'
import { NORTHWIND_GROUP, northwindTenant } from '@headless-pmo/simulators/graph/presets/northwind'
import { startJiraCloudSimulator } from '@headless-pmo/simulators/jira-cloud'
import { NORTHWIND_READER, northwindJira } from '@headless-pmo/simulators/jira-cloud/presets/northwind'

/**
 * The demo's trackers in one process of their own: GitHub, Jira and Planner, each on a port of 127.0.0.1. Prints one
 * line of JSON when they are ready, and ends with its standard input.
 */
const { values } = parseArgs({ options: { port: { type: 'string' }, now: { type: 'string' } } })
const { now = new Date().toISOString() } = values
const first = Number(values.port ?? 0)
const ports = first === 0 ? [0, 0, 0] : [first, first + 1, first + 2]
const clock = runningClock(now)
const CLIENT = 'northwind-pmo'
const SECRET = 'sim-client-secret'

const [github, jira, graph] = await Promise.all([
  startGitHubSimulator({ ...demoCompany({ now }), clock, port: ports[0] ?? 0 }),
  startJiraCloudSimulator({ ...northwindJira({ now }), clock, port: ports[1] ?? 0 }),
  startGraphSimulator({
    ...northwindTenant({ now }),
    apps: [{ clientId: CLIENT, clientSecret: SECRET }],
    clock,
    port: ports[2] ?? 0,
  }),
])

const ready = {
  PMO_DEMO_GITHUB_URL: github.url,
  PMO_DEMO_GITHUB_TOKEN: github.token,
  PMO_DEMO_JIRA_URL: jira.url,
  PMO_DEMO_JIRA_EMAIL: NORTHWIND_READER,
  PMO_DEMO_JIRA_TOKEN: 'sim-api-token',
  PMO_DEMO_GRAPH_URL: graph.url,
  PMO_DEMO_GRAPH_GROUP: NORTHWIND_GROUP,
  PMO_DEMO_GRAPH_CLIENT: CLIENT,
  PMO_DEMO_GRAPH_SECRET: SECRET,
}
const trackers = {
  async close(): Promise<void> {
    await Promise.all([github.close(), jira.close(), graph.close()])
  },
}
runAsProcess(trackers, ready, { endWithStdin: true })
