import type { Row } from '../odata/evaluate.ts'
import type { Value } from '../odata/expression.ts'
import type { Baseline, PublishedPlan, Resource, TimesheetLine } from '../state/model.ts'
import { ZERO_GUID } from '../state/outline.ts'
import type { World } from '../state/world.ts'
import { ENTITY_SETS, type EntitySetName } from './entity-sets.ts'
import type { EntityType, PropertyType } from './entity-type.ts'
import { local } from './local-time.ts'
import { assignmentRow, projectRow, taskRows } from './plan-rows.ts'

/** All rows of a set that the account may see, as the reporting copy has them. */
export const rowsOf = (world: World, set: EntitySetName): readonly Row[] => {
  const plans = (): PublishedPlan[] => world.visible().flatMap(({ reported }) => reported ?? [])
  const seen = (project: string): boolean => world.projects.get(project)?.hidden !== true
  const { resources, lines, risks, issues } = world.reporting
  switch (set) {
    case 'Projects':
    case 'Tasks':
    case 'Assignments':
    case 'ProjectBaselines':
    case 'TaskBaselines':
    case 'AssignmentBaselines':
      return plans().flatMap((plan) => planRows(plan, set))
    case 'Resources':
      return [...resources.values()].map((resource) => row(set, resourceRow(world, resource)))
    case 'TimesheetLines':
      return [...lines.values()].map((line) => row(set, lineRow(world, line)))
    case 'TimesheetLineActualDataSet':
      return [...lines.values()].flatMap((line) => actualRows(world, line).map((actual) => row(set, actual)))
    case 'TimesheetPeriods':
      return [...world.periods.values()].map(({ id, name, start, end }) =>
        row(set, { PeriodId: id, PeriodName: name, StartDate: local(start), EndDate: local(end) }),
      )
    case 'Timesheets':
      return timesheetRows(world).map((timesheet) => row(set, timesheet))
    case 'Risks':
      return [...risks.values()]
        .filter(({ project }) => seen(project))
        .map((risk) =>
          row(set, {
            ProjectId: risk.project,
            ProjectName: nameOf(world, risk.project),
            RiskId: risk.id,
            Title: risk.title,
            Description: risk.description,
            Probability: risk.probability,
            Impact: risk.impact,
            Cost: risk.cost,
            CostExposure: risk.cost * risk.probability,
            Exposure: risk.impact * risk.probability,
            MitigationPlan: risk.mitigation,
            Status: risk.status,
            Owner: risk.owner,
            AssignedToResource: risk.owner,
            DueDate: risk.due === null ? null : local(risk.due),
            CreatedDate: risk.created,
            ModifiedDate: risk.modified,
            NumberOfAttachments: 0,
          }),
        )
    case 'Issues':
      break
  }
  return [...issues.values()]
    .filter(({ project }) => seen(project))
    .map((issue) =>
      row(set, {
        ProjectId: issue.project,
        ProjectName: nameOf(world, issue.project),
        IssueId: issue.id,
        Title: issue.title,
        Discussion: issue.discussion,
        Resolution: issue.resolution,
        Priority: issue.priority,
        Status: issue.status,
        Owner: issue.owner,
        AssignedToResource: issue.owner,
        DueDate: issue.due === null ? null : local(issue.due),
        CreatedDate: issue.created,
        ModifiedDate: issue.modified,
        NumberOfAttachments: 0,
      }),
    )
}

type PlanSet =
  | 'Projects'
  | 'Tasks'
  | 'Assignments'
  | 'ProjectBaselines'
  | 'TaskBaselines'
  | 'AssignmentBaselines'

/** A publication never changes, so that its rows are made once. */
const made = new WeakMap<PublishedPlan, Map<PlanSet, readonly Row[]>>()

const planRows = (plan: PublishedPlan, set: PlanSet): readonly Row[] => {
  const known = made.get(plan) ?? new Map<PlanSet, readonly Row[]>()
  made.set(plan, known)
  const rows = known.get(set) ?? partsOf(plan, set).map((part) => row(set, part))
  known.set(set, rows)
  return rows
}

const partsOf = (plan: PublishedPlan, set: PlanSet): readonly Row[] => {
  const about = { ProjectId: plan.id, ProjectName: plan.name }
  switch (set) {
    case 'Projects':
      return [projectRow(plan)]
    case 'Tasks':
      return taskRows(plan)
    case 'Assignments':
      return plan.assignments.map((assignment) => assignmentRow(plan, assignment))
    case 'ProjectBaselines':
      return plan.baselines.map((saved) => ({
        ...about,
        TaskId: plan.summaryTask,
        ...baselineRow('ProjectBaseline', saved, plan),
      }))
    case 'TaskBaselines':
      return [
        ...plan.baselines.map((saved) => ({ ...saved, task: plan.summaryTask, name: plan.name })),
        ...plan.tasks.flatMap(({ id, name, baselines }) =>
          baselines.map((saved) => ({ ...saved, task: id, name })),
        ),
      ].map(({ task, name, ...saved }) => ({
        ...about,
        TaskId: task,
        TaskName: name,
        ...baselineRow('TaskBaseline', saved, plan),
      }))
    case 'AssignmentBaselines':
      break
  }
  return plan.assignments.flatMap(({ id, task, baselines }) =>
    baselines.map((saved) => ({
      ...about,
      AssignmentId: id,
      TaskId: task,
      BaselineNumber: saved.number,
      AssignmentBaselineStartDate: local(saved.start),
      AssignmentBaselineFinishDate: local(saved.finish),
      AssignmentBaselineWork: saved.work / 60,
      AssignmentBaselineCost: saved.cost,
    })),
  )
}

const baselineRow = (prefix: string, saved: Baseline, plan: PublishedPlan): Row => ({
  BaselineNumber: saved.number,
  [`${prefix}StartDate`]: local(saved.start),
  [`${prefix}FinishDate`]: local(saved.finish),
  [`${prefix}Duration`]: saved.duration / 60,
  [`${prefix}DurationString`]: `${saved.duration / plan.minutesPerDay}d`,
  [`${prefix}Work`]: saved.work / 60,
  [`${prefix}Cost`]: saved.cost,
})

const resourceRow = (world: World, resource: Readonly<Resource>): Row => ({
  ResourceId: resource.id,
  ResourceName: resource.name,
  ResourceInitials: resource.initials,
  ResourceEmailAddress: resource.email || null,
  ResourceNTAccount: resource.login || null,
  ResourceGroup: resource.group || null,
  ResourceType: resource.type,
  ResourceMaterialLabel: resource.materialLabel || null,
  ResourceIsActive: resource.active,
  ResourceIsGeneric: resource.generic,
  ResourceMaxUnits: resource.maxUnits,
  ResourceBaseCalendar: world.calendars.get(resource.baseCalendar)?.name ?? null,
  ResourceStandardRate: resource.rates[0]?.standard ?? 0,
  ResourceOvertimeRate: resource.rates[0]?.overtime ?? 0,
  ResourceCostPerUse: resource.rates[0]?.perUse ?? 0,
  ResourceCreatedDate: resource.created,
  ResourceModifiedDate: resource.modified,
})

const lineRow = (world: World, line: Readonly<TimesheetLine>): Row => {
  const period = world.periods.get(line.period)
  const plan = world.projects.get(line.project)?.reported
  const owner = world.reporting.resources.get(line.resource)?.name ?? null
  const sum = (read: (day: TimesheetLine['days'][number]) => number): number =>
    line.days.reduce((total, day) => total + read(day), 0) / 60
  return {
    TimesheetLineId: line.id,
    ProjectId: line.project,
    ProjectName: plan?.name ?? null,
    TaskId: line.task,
    TaskName: plan?.tasks.find(({ id }) => id === line.task)?.name ?? null,
    AssignmentId: line.assignment,
    TimesheetId: timesheetId(line),
    TimesheetName: owner,
    TimesheetOwner: owner,
    TimesheetOwnerId: line.resource,
    TimesheetPeriodId: line.period,
    TimesheetPeriodName: period?.name ?? null,
    PeriodStartDate: local(period?.start ?? '2026-01-05'),
    PeriodEndDate: local(period?.end ?? '2026-01-11'),
    TimesheetClassName: line.className,
    TimesheetLineComment: line.comment,
    TimesheetLineStatus: 'Approved',
    ActualWorkBillable: sum(({ billable }) => billable),
    ActualWorkNonBillable: sum(({ nonBillable }) => nonBillable),
    ActualOvertimeWorkBillable: 0,
    ActualOvertimeWorkNonBillable: 0,
    LCID: 1033,
    CreatedDate: line.created,
    ModifiedDate: line.modified,
  }
}

const actualRows = (world: World, line: Readonly<TimesheetLine>): Row[] =>
  line.days.map(({ day, adjustment, billable, nonBillable, comment }) => {
    const date = new Date(local(day))
    return {
      TimesheetLineId: line.id,
      TimeByDay: local(day),
      TimeByDay_DayOfMonth: date.getUTCDate(),
      TimeByDay_DayOfWeek: date.getUTCDay() + 1,
      AdjustmentIndex: adjustment,
      ActualWorkBillable: billable / 60,
      ActualWorkNonBillable: nonBillable / 60,
      Comment: comment,
      CreatedDate: line.created,
      ResourceName: world.reporting.resources.get(line.resource)?.name ?? null,
    }
  })

const timesheetRows = (world: World): Row[] => {
  const rows = new Map<string, Row>()
  for (const line of world.reporting.lines.values()) {
    const period = world.periods.get(line.period)
    rows.set(timesheetId(line), {
      TimesheetId: timesheetId(line),
      TimesheetOwnerId: line.resource,
      TimesheetOwner: world.reporting.resources.get(line.resource)?.name ?? null,
      PeriodId: line.period,
      PeriodName: period?.name ?? null,
      StartDate: local(period?.start ?? '2026-01-05'),
      EndDate: local(period?.end ?? '2026-01-11'),
      ModifiedDate: line.modified,
    })
  }
  return [...rows.values()]
}

/** One timesheet for each resource and period: its id is made of both. */
const timesheetId = ({ resource, period }: Readonly<TimesheetLine>): string =>
  `${resource.slice(0, 8)}-${period.slice(9, 13)}-4${period.slice(15, 18)}-b${resource.slice(1, 4)}-${period.slice(24)}`

const nameOf = (world: World, project: string): string | null =>
  world.projects.get(project)?.reported?.name ?? null

const EMPTY: Readonly<Record<PropertyType, Value>> = {
  text: '',
  guid: ZERO_GUID,
  date: 0,
  decimal: 0,
  double: 0,
  int: 0,
  short: 0,
  byte: 0,
  flag: false,
}

/** A whole row: what is not said is null, or the zero of its type. Throws for a property that the set lacks. */
const row = (set: EntitySetName, values: Row): Row => {
  const type: EntityType = ENTITY_SETS[set]
  for (const name of Object.keys(values))
    if (!type.properties.has(name)) throw new Error(`${set} has no property ${name}.`)
  return Object.fromEntries(
    [...type.properties.values()].map((property) => [
      property.name,
      values[property.name] ?? (property.nullable ? null : EMPTY[property.type]),
    ]),
  )
}
