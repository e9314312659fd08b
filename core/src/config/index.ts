/**
 * What an operator tells the server: pmo.config.ts and the environment, checked, every mistake with its place
 * and the way out.
 * @module
 */
export * from './check-config.ts'
export * from './check-configured.ts'
export * from './check-connection.ts'
export * from './check-notifier.ts'
export { parseDurationText } from './duration-text.ts'
export * from './environment.ts'
export { explainIssues } from './explain-issues.ts'
export { plainIssue } from './plain-issue.ts'
export * from './load-config.ts'
export * from './mistake.ts'
export * from './pmo-config.ts'
export * from './pmo-error.ts'
export * from './schema/calendar.ts'
export * from './schema/commitment.ts'
export { CONNECTION_KEYS, connectionSettings, type SyncSettings } from './schema/connection.ts'
export * from './schema/identifier.ts'
export { ANY_NOTIFICATION, NOTIFIER_KEYS, notifierSettings } from './schema/notifier.ts'
export * from './schema/organisation.ts'
export * from './schema/person.ts'
export type { PluginLimits } from './schema/plugin.ts'
export * from './schema/project.ts'
export type { ForecastSettings } from './schema/forecast.ts'
export type { ArtefactSet, GovernanceSettings } from './schema/governance.ts'
export { parseWorkText, type SchedulingSettings } from './schema/scheduling.ts'
export type { ScorecardSettings } from './schema/scorecard.ts'
export type { PlannedReport } from './schema/report.ts'
export type { ServerSettings } from './schema/settings.ts'
export type { StandardsInput, StandardsSettings } from './schema/standards.ts'
export {
  houseRule,
  ruleSetting,
  type ExpressionLimits,
  type HouseRule,
  type HouseRuleInput,
  type RuleSetting,
} from './schema/standards-rules.ts'
export { descriptionOf, elementOf, fieldsOf, hasDefault, isOpen, typeOf } from './schema-walk.ts'
export * from './secret-reference.ts'
export { didYouMean, suggest } from './suggest.ts'
export { VERSION } from './version.ts'
