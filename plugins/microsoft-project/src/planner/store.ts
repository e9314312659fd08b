import { graphUrl } from '../graph/client.ts'
import type { Store } from '../store.ts'
import { contract } from './contract.ts'
import { plannerScopes, probePlanner } from './probe.ts'
import { bucketStream, planStream, userStream } from './streams.ts'
import { taskStream } from './tasks.ts'

/** Basic plans of Microsoft Planner. */
export const plannerStore: Store = {
  title: 'Planner (Microsoft Graph)',
  configured: ({ planner }) => planner !== undefined,
  egress: (config) => (config.planner === undefined ? [] : [graphUrl(config)]),
  queries: (config) => (config.planner === undefined ? [] : [`${graphUrl(config)}/v1.0/$batch`]),
  probe: probePlanner,
  scopes: plannerScopes,
  contract,
  streams: {
    plannerUsers: userStream,
    plannerPlans: planStream,
    plannerBuckets: bucketStream,
    plannerTasks: taskStream,
  },
}
