import type { Store } from '../store.ts'
import { contract } from './contract.ts'
import { probeServer, serverScopes } from './probe.ts'
import { baselineStream } from './streams/baselines.ts'
import { calendarStream } from './streams/calendars.ts'
import { fieldStream } from './streams/fields.ts'
import { projectStream } from './streams/projects.ts'
import { resourceStream } from './streams/resources.ts'
import { issueStream, riskStream } from './streams/risks.ts'
import { taskStream } from './streams/tasks.ts'
import { timeStream } from './streams/time.ts'

/**
 * A Project Server Subscription Edition. Plans come as they are published, from the object model; what only the copy for
 * reporting has (baselines, booked time, risks, issues) from there, with marks of its own.
 */
export const serverStore: Store = {
  title: 'Project Server',
  configured: ({ server }) => server !== undefined,
  egress: ({ server }) => (server === undefined ? [] : [server.url]),
  probe: probeServer,
  scopes: serverScopes,
  contract,
  streams: {
    serverCalendars: calendarStream,
    serverFields: fieldStream,
    serverResources: resourceStream,
    serverProjects: projectStream,
    serverTasks: taskStream,
    serverBaselines: baselineStream,
    serverTimesheets: timeStream,
    serverRisks: riskStream,
    serverIssues: issueStream,
  },
}
