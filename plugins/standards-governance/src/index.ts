/**
 * Standards of governance for Headless PMO: artefacts, names, roles, reports, baselines, money, tolerances, risks and gates.
 * @module
 */
import { definePlugin } from '@headless-pmo/sdk'
import { approvedVersion } from './artefacts/approved-version.ts'
import { requiredArtefacts } from './artefacts/required-artefacts.ts'
import { artefactsReviewed } from './artefacts/reviewed.ts'
import { baselineChangesDecided, baselinePresent } from './baselines/baselines.ts'
import { gatesPassed, gatesStop } from './gates/gates.ts'
import { budgetAtCompletion, budgetToDate, contingency } from './money/budget.ts'
import {
  believableEstimate,
  costPerformance,
  realisticEstimate,
  schedulePerformance,
} from './money/earned-value.ts'
import { fanOut } from './naming/fan-out.ts'
import { artefactsNamed, itemsNamed, wbsMask } from './naming/names.ts'
import { reviewsDone } from './reports/reviews-done.ts'
import { statusReportAge } from './reports/status-report-age.ts'
import { exposureTrend } from './risks/exposure-trend.ts'
import { issuesOnTime, issuesOwned, risksAnswered, risksOnTime, risksOwned } from './risks/open-entries.ts'
import { deputies, rolesFilled, rolesPerPerson, separateRoles } from './roles/roles.ts'
import { sponsorReach } from './roles/sponsor-reach.ts'
import { costTolerance, riskTolerance, unmeasuredTolerance } from './tolerances/money-and-risk.ts'
import { finishTolerance, milestoneTolerance } from './tolerances/time.ts'

export default definePlugin({
  id: 'standards-governance',
  title: 'Governance standards',
  version: '0.1.0',
  sdk: '^1.1.0',
  contributes: [
    requiredArtefacts,
    approvedVersion,
    artefactsReviewed,
    artefactsNamed,
    itemsNamed,
    wbsMask,
    fanOut,
    rolesFilled,
    rolesPerPerson,
    separateRoles,
    deputies,
    sponsorReach,
    statusReportAge,
    reviewsDone,
    baselinePresent,
    baselineChangesDecided,
    budgetToDate,
    budgetAtCompletion,
    contingency,
    costPerformance,
    schedulePerformance,
    realisticEstimate,
    believableEstimate,
    costTolerance,
    finishTolerance,
    milestoneTolerance,
    riskTolerance,
    unmeasuredTolerance,
    risksOwned,
    risksAnswered,
    risksOnTime,
    issuesOwned,
    issuesOnTime,
    exposureTrend,
    gatesPassed,
    gatesStop,
  ],
})
