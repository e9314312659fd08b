import type { Migration } from '../database/index.ts'
import { apiSessionsMigration, apiTokensMigration, newsMigration, tokenRolesMigration } from '../api/index.ts'
import {
  conflictsMigration,
  forecastRisksMigration,
  scenariosMigration,
  linksMigration,
} from '../coordination/index.ts'
import { definitionsMigration, configVersionMigration } from '../definitions/index.ts'
import { registersMigration } from '../governance/index.ts'
import { hostMigration, consentMigration } from '../host/index.ts'
import { leaseMigration } from '../jobs/index.ts'
import { notificationsMigration } from '../notifications/index.ts'
import { healthDaysMigration } from '../overview/index.ts'
import { personImportsMigration, pseudonymsMigration, personDecisionsMigration } from '../people/index.ts'
import { baselinesMigration } from '../portfolio/index.ts'
import { syncedDataMigration, titlesMigration } from '../records/index.ts'
import { pluginDecisionsMigration } from '../registry/index.ts'
import { reportsMigration } from '../reports/index.ts'
import {
  checkRunsMigration,
  findingDoubtsMigration,
  findingsMigration,
  ruleVersionsMigration,
} from '../standards/index.ts'
import { runsMigration } from '../sync/index.ts'
import { webhooksMigration } from '../webhooks/index.ts'

/** Every step of the schema, in order. A new one is added at the end. */
export const MIGRATIONS: readonly Migration[] = [
  leaseMigration,
  definitionsMigration,
  apiTokensMigration,
  syncedDataMigration,
  hostMigration,
  runsMigration,
  pseudonymsMigration,
  personDecisionsMigration,
  pluginDecisionsMigration,
  configVersionMigration,
  notificationsMigration,
  webhooksMigration,
  consentMigration,
  linksMigration,
  baselinesMigration,
  conflictsMigration,
  scenariosMigration,
  forecastRisksMigration,
  personImportsMigration,
  titlesMigration,
  registersMigration,
  checkRunsMigration,
  findingsMigration,
  ruleVersionsMigration,
  findingDoubtsMigration,
  tokenRolesMigration,
  apiSessionsMigration,
  newsMigration,
  healthDaysMigration,
  reportsMigration,
]
