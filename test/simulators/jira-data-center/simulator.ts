import { createRouter } from '../common/http/router.ts'
import type { EditionParts } from '../jira/edition.ts'
import type { JiraRequest } from '../jira/http/request.ts'
import type { JiraDataCenterOptions } from '../jira/options.ts'
import { renderIssue, selectFields } from '../jira/render/issue.ts'
import { renderUser } from '../jira/render/user.ts'
import { renderWorklog } from '../jira/render/work.ts'
import { addAdminWebhookRoutes } from '../jira/routes/admin-webhooks.ts'
import { JiraSimulator } from '../jira/simulator.ts'
import { seedFromRecording } from './presets/recording.ts'
import { addDefinitionRoutes, addPeopleRoutes, addProjectRoutes } from './routes/definitions.ts'
import { addIssueRoutes } from './routes/issues.ts'
import { addSearchRoutes } from './routes/search.ts'

const partsOf = (contextPath: string): EditionParts => ({
  edition: 'data-center',
  contextPath,
  base: '/rest',
  cloudId: null,
  routes: (context) => {
    const router = createRouter<JiraRequest>()
    addDefinitionRoutes(router, context)
    addProjectRoutes(router, context)
    addPeopleRoutes(router, context)
    addSearchRoutes(router, context)
    addIssueRoutes(router, context)
    addAdminWebhookRoutes(router, context, '')
    return router
  },
  gate: async (folder, world) => {
    const { loadDataCenterGate } = await import('./gate/load-gate.ts')
    return loadDataCenterGate(folder, world)
  },
  renderUser,
  renderIssue: (world, issue) =>
    renderIssue({ world, fields: selectFields(world, ['*all']), zone: 'UTC' }, issue),
  renderWorklog: (world, worklog) => renderWorklog(world, worklog),
})

/** A simulated Jira Data Center. */
export class JiraDataCenterSimulator extends JiraSimulator {
  constructor(options: JiraDataCenterOptions = {}) {
    const { contextPath = '', sprintStrings = true, recording, seedWith, ...shared } = options
    super(partsOf(contextPath), {
      ...shared,
      seedWith: (world) => {
        world.sprintStrings = sprintStrings
        if (recording !== undefined) seedFromRecording(world, recording)
        seedWith?.(world)
      },
    })
  }
}

/** Starts a simulator on 127.0.0.1. */
export const startJiraDataCenterSimulator = async (
  options: JiraDataCenterOptions = {},
): Promise<JiraDataCenterSimulator> => {
  const simulator = new JiraDataCenterSimulator(options)
  await simulator.start()
  return simulator
}
