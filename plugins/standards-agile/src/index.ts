/**
 * Standards of agile work for Headless PMO: how work flows, what it belongs to, what sprints and milestones promise.
 * @module
 */
import { definePlugin } from '@headless-pmo/sdk'
import { epicObjective } from './breakdown/epic-objective.ts'
import { oldEpic } from './breakdown/old-epic.ts'
import { openBelowClosed } from './breakdown/open-below-closed.ts'
import { orphan } from './breakdown/orphan.ts'
import { parentLeftOpen } from './breakdown/parent-left-open.ts'
import { bugShare } from './delivery/bug-share.ts'
import { closedWithoutPullRequest } from './delivery/closed-without-pull-request.ts'
import { milestonePastDue } from './delivery/milestone-past-due.ts'
import { pullRequest } from './delivery/pull-request.ts'
import { wipPerColumn } from './limits/wip-per-column.ts'
import { wipPerPerson } from './limits/wip-per-person.ts'
import { acceptance } from './progress/acceptance.ts'
import { aging } from './progress/aging.ts'
import { blocked } from './progress/blocked.ts'
import { estimate } from './progress/estimate.ts'
import { overdue } from './progress/overdue.ts'
import { owner } from './progress/owner.ts'
import { reopened } from './progress/reopened.ts'
import { stale } from './progress/stale.ts'
import { estimateInSprint } from './sprints/estimate-in-sprint.ts'
import { scopeChange } from './sprints/scope-change.ts'
import { spillOver } from './sprints/spill-over.ts'

export default definePlugin({
  id: 'standards-agile',
  title: 'Agile standards',
  version: '0.1.0',
  sdk: '^1.1.0',
  contributes: [
    aging,
    stale,
    blocked,
    reopened,
    owner,
    estimate,
    acceptance,
    overdue,
    wipPerPerson,
    wipPerColumn,
    orphan,
    epicObjective,
    oldEpic,
    parentLeftOpen,
    openBelowClosed,
    spillOver,
    scopeChange,
    estimateInSprint,
    milestonePastDue,
    pullRequest,
    closedWithoutPullRequest,
    bugShare,
  ],
})
