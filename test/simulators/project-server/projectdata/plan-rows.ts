import type { Row } from '../odata/evaluate.ts'
import type { Assignment, PublishedPlan } from '../state/model.ts'
import { placesOf } from '../state/outline.ts'
import { local } from './local-time.ts'

const localOrNull = (text: string | null): number | null => (text === null ? null : local(text))

export const projectRow = (plan: PublishedPlan): Row => ({
  ProjectId: plan.id,
  ProjectName: plan.name,
  ProjectTitle: plan.name,
  ProjectDescription: plan.description,
  ProjectCurrency: plan.currency,
  ProjectStartDate: local(plan.start),
  ProjectFinishDate: local(plan.finish),
  ProjectStatusDate: localOrNull(plan.statusDate),
  ProjectOwnerName: plan.owner || null,
  ProjectManagerName: plan.owner || null,
  ProjectCreatedDate: plan.created,
  ProjectModifiedDate: plan.modified,
  ProjectLateFinish: local(plan.finish),
  ProjectWork: plan.tasks.reduce((sum, { work }) => sum + work, 0) / 60,
  ProjectCost: plan.tasks.reduce((sum, { cost }) => sum + cost, 0),
  ProjectPercentCompleted: 0,
})

/** The tasks with their project summary task, as ProjectData lists them. Lengths are hours. */
export const taskRows = (plan: PublishedPlan): Row[] => {
  const names = new Map(plan.tasks.map(({ id, name }) => [id, name]))
  const about = { ProjectId: plan.id, ProjectName: plan.name }
  const summary: Row = {
    ...about,
    TaskId: plan.summaryTask,
    TaskName: plan.name,
    TaskIsProjectSummary: true,
    TaskIsSummary: true,
    TaskIsActive: true,
    TaskIndex: 0,
    TaskOutlineLevel: 0,
    TaskOutlineNumber: '0',
    ParentTaskId: plan.summaryTask,
    TaskStartDate: local(plan.start),
    TaskFinishDate: local(plan.finish),
    TaskCreatedDate: plan.created,
    TaskModifiedDate: plan.modified,
  }
  return [
    summary,
    ...placesOf(plan).map(({ task, level, outline, index, summary: isSummary }): Row => ({
      ...about,
      TaskId: task.id,
      TaskName: task.name,
      TaskClientUniqueId: task.uid,
      TaskIndex: index,
      TaskOutlineLevel: level,
      TaskOutlineNumber: outline,
      TaskWBS: task.wbs ?? outline,
      ParentTaskId: task.parent ?? plan.summaryTask,
      ParentTaskName: names.get(task.parent ?? '') ?? plan.name,
      TaskStartDate: local(task.start),
      TaskFinishDate: local(task.finish),
      TaskActualStartDate: localOrNull(task.actualStart),
      TaskActualFinishDate: localOrNull(task.actualFinish),
      TaskDeadline: localOrNull(task.deadline),
      TaskDuration: task.duration / 60,
      TaskDurationString: `${task.duration / (task.elapsed ? 1440 : plan.minutesPerDay)}${task.elapsed ? 'ed' : 'd'}`,
      TaskDurationIsEstimated: task.estimated,
      TaskPercentCompleted: task.percentComplete,
      TaskPercentWorkCompleted: task.percentWorkComplete,
      TaskPhysicalPercentCompleted: task.physicalPercentComplete,
      TaskWork: task.work / 60,
      TaskActualWork: task.actualWork / 60,
      TaskRemainingWork: (task.work - task.actualWork) / 60,
      TaskCost: task.cost,
      TaskActualCost: task.actualCost,
      TaskPriority: task.priority,
      TaskFreeSlack: task.freeSlack / 60,
      TaskTotalSlack: task.totalSlack / 60,
      TaskIsMilestone: task.milestone,
      TaskIsSummary: isSummary,
      TaskIsProjectSummary: false,
      TaskIsCritical: task.critical,
      TaskIsActive: task.active,
      TaskIsExternal: task.external !== null,
      TaskIsManuallyScheduled: task.manual,
      TaskIsEffortDriven: task.effortDriven,
      TaskCreatedDate: task.created,
      TaskModifiedDate: task.modified,
    })),
  ]
}

export const assignmentRow = (plan: PublishedPlan, assignment: Assignment): Row => ({
  ProjectId: plan.id,
  ProjectName: plan.name,
  AssignmentId: assignment.id,
  TaskId: assignment.task,
  TaskName: plan.tasks.find(({ id }) => id === assignment.task)?.name ?? null,
  ResourceId: assignment.resource,
  ResourceName: plan.team.find(({ id }) => id === assignment.resource)?.name ?? null,
  AssignmentPeakUnits: assignment.units,
  AssignmentWork: assignment.work / 60,
  AssignmentActualWork: assignment.actualWork / 60,
  AssignmentRemainingWork: (assignment.work - assignment.actualWork) / 60,
  AssignmentCost: assignment.cost,
  AssignmentActualCost: assignment.actualCost,
  AssignmentStartDate: local(assignment.start),
  AssignmentFinishDate: local(assignment.finish),
  AssignmentCreatedDate: assignment.modified,
  AssignmentModifiedDate: assignment.modified,
  AssignmentIsPublished: true,
})
