import { createRouter } from '../common/http/router.ts'
import type { EditionParts } from '../jira/edition.ts'
import type { JiraRequest } from '../jira/http/request.ts'
import type { JiraCloudOptions } from '../jira/options.ts'
import { addAdminWebhookRoutes } from '../jira/routes/admin-webhooks.ts'
import { JiraSimulator } from '../jira/simulator.ts'
import { renderIssue, selectFields } from '../jira/render/issue.ts'
import { renderUser } from '../jira/render/user.ts'
import { renderWorklog } from '../jira/render/work.ts'
import { addAgileRoutes } from './routes/agile.ts'
import { addDefinitionRoutes } from './routes/definitions.ts'
import { addIssueRoutes } from './routes/issues.ts'
import { addOAuthRoutes } from './routes/oauth.ts'
import { addPeopleRoutes } from './routes/people.ts'
import { addProjectRoutes } from './routes/projects.ts'
import { addSearchRoutes } from './routes/search.ts'
import { addDynamicWebhookRoutes } from './routes/webhooks.ts'
import { addWorklogRoutes } from './routes/worklogs.ts'
import { addWriteRoutes } from './routes/writes.ts'

/** The site's id unless told otherwise. */
export const DEFAULT_CLOUD_ID = '11223344-a1b2-3c33-c444-def123456789'

const partsOf = (cloudId: string): EditionParts => ({
  edition: 'cloud',
  contextPath: '',
  base: '',
  cloudId,
  routes: (context) => {
    const router = createRouter<JiraRequest>()
    addDefinitionRoutes(router, context)
    addProjectRoutes(router, context)
    addPeopleRoutes(router, context)
    addSearchRoutes(router, context)
    addIssueRoutes(router, context)
    addWorklogRoutes(router, context)
    addWriteRoutes(router, context)
    addAgileRoutes(router, context)
    addDynamicWebhookRoutes(router, context)
    addAdminWebhookRoutes(router, context, '/rest')
    addOAuthRoutes(router, context, cloudId)
    return router
  },
  gate: async (folder, world) => {
    const { loadCloudGate } = await import('./gate/load-gate.ts')
    return loadCloudGate(folder, world)
  },
  renderUser,
  renderIssue: (world, issue) =>
    renderIssue({ world, fields: selectFields(world, ['*all']), zone: 'UTC' }, issue),
  renderWorklog: (world, worklog) => renderWorklog(world, worklog),
})

/** A simulated Jira Cloud. */
export class JiraCloudSimulator extends JiraSimulator {
  readonly cloudId: string

  constructor(options: JiraCloudOptions = {}) {
    const cloudId = options.cloudId ?? DEFAULT_CLOUD_ID
    super(partsOf(cloudId), options)
    this.cloudId = cloudId
  }

  /** Root of the API for 3LO, as `https://api.atlassian.com/ex/jira/{cloudId}`. */
  get gatewayUrl(): string {
    return `${this.origin}/ex/jira/${this.cloudId}`
  }
}

/** Starts a simulator on 127.0.0.1. */
export const startJiraCloudSimulator = async (
  options: JiraCloudOptions = {},
): Promise<JiraCloudSimulator> => {
  const simulator = new JiraCloudSimulator(options)
  await simulator.start()
  return simulator
}
