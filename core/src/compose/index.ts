/**
 * The composition, a file a feature: which part is made of which.
 * @module
 */
import type { Container } from 'inversify'
import { bindFoundation } from './foundation.ts'
import { bindNotifications } from './notifications.ts'
import { bindSync } from './sync.ts'
import { bindWebhooks } from './webhooks.ts'
import { bindPeople } from './people.ts'
import { bindPortfolio } from './portfolio.ts'
import { bindCoordination } from './coordination.ts'
import { bindGovernance } from './governance.ts'
import { bindFindings } from './findings.ts'
import { bindFacts } from './facts.ts'
import { bindRules } from './rules.ts'
import { bindRuleTrials } from './rule-trials.ts'
import { bindStandards } from './standards.ts'
import { bindMeasures } from './measures.ts'
import { bindScorecards } from './scorecards.ts'
import { bindOverview } from './overview.ts'
import { bindReports } from './reports.ts'
import { bindApi } from './api.ts'

export { configure } from './configuration.ts'
export { MIGRATIONS } from './migrations.ts'
export { conditionOf, watchPlugins } from './plugin-watch.ts'
export {
  ADDRESS,
  BASE_DIR,
  COMPUTE,
  DATABASE,
  DEFINITIONS,
  ENVIRONMENT,
  HTTP,
  JOBS,
  LOG,
  LOG_REDACTOR,
  PLANNED_REPORTS,
  REGISTRY,
  SETTINGS,
  STANDARDS_SETTINGS,
  UPGRADES,
} from './foundation.ts'
export { CONFLICTS, LINK_FINDER } from './coordination.ts'
export { FINDINGS, WAIVERS } from './findings.ts'
export { RULES } from './rules.ts'
export { STANDARDS } from './standards.ts'
export { CONNECTIONS, SYNC } from './sync.ts'
export { HEALTH, ROUTER, ROUTES, TOKENS } from './api.ts'
export { KEEPER, RECEIVER } from './webhooks.ts'
export { NOTIFICATIONS, NOTIFIERS } from './notifications.ts'
export { PORTFOLIO, SNAPSHOTS } from './portfolio.ts'
export { REPORTS } from './reports.ts'
export { OVERVIEW } from './overview.ts'

/** Binds every part but those that the start itself opens. */
export function compose(container: Container): void {
  bindFoundation(container)
  bindNotifications(container)
  bindSync(container)
  bindWebhooks(container)
  bindPeople(container)
  bindPortfolio(container)
  bindCoordination(container)
  bindGovernance(container)
  bindMeasures(container)
  bindFindings(container)
  bindFacts(container)
  bindRules(container)
  bindStandards(container)
  bindRuleTrials(container)
  bindScorecards(container)
  bindOverview(container)
  bindReports(container)
  bindApi(container)
}
