/**
 * Standards of scheduling for Headless PMO: the DCMA 14 points, the GAO ten and the seven deadly sins as rules.
 * @module
 */
import { definePlugin } from '@headless-pmo/sdk'
import { emptySummaries, milestones, withinSummary, workInBreakdown } from './gao/breakdown.ts'
import { criticalPath, criticalPathFound } from './gao/critical-path.ts'
import { calendars, nearTermDetail, reasonableFloat } from './gao/duration.ts'
import { externalHandOffs } from './gao/hand-offs.ts'
import { cycles, danglingTasks, outOfSequence, summaryLinks } from './gao/logic.ts'
import { baseline, finishVariance, riskAnalysis, statusAge } from './gao/upkeep.ts'
import { constraints, linkDensity, taskLength } from './sins/complexity.ts'
import { maxUnits, overAllocation, workEquation } from './sins/work.ts'
import { hardConstraints } from './dcma/constraints.ts'
import { criticalPathTest, doubledTask } from './dcma/critical-path-test.ts'
import { highFloat, negativeFloat } from './dcma/float.ts'
import { highDuration } from './dcma/high-duration.ts'
import { baselineExecutionIndex, criticalPathLengthIndex } from './dcma/indices.ts'
import { invalidDates } from './dcma/invalid-dates.ts'
import { lags, leads, relationshipTypes } from './dcma/links.ts'
import { logic } from './dcma/logic.ts'
import { missedTasks } from './dcma/missed-tasks.ts'
import { resources } from './dcma/resources.ts'

export default definePlugin({
  id: 'standards-schedule',
  title: 'Schedule standards',
  version: '0.1.0',
  sdk: '^1.1.0',
  contributes: [
    logic,
    leads,
    lags,
    relationshipTypes,
    hardConstraints,
    highFloat,
    negativeFloat,
    highDuration,
    invalidDates,
    resources,
    missedTasks,
    criticalPathTest,
    criticalPathLengthIndex,
    baselineExecutionIndex,
    emptySummaries,
    workInBreakdown,
    milestones,
    cycles,
    danglingTasks,
    summaryLinks,
    nearTermDetail,
    calendars,
    externalHandOffs,
    withinSummary,
    criticalPath,
    reasonableFloat,
    riskAnalysis,
    statusAge,
    outOfSequence,
    baseline,
    finishVariance,
    linkDensity,
    criticalPathFound,
    taskLength,
    constraints,
    doubledTask,
    overAllocation,
    maxUnits,
    workEquation,
  ],
})
