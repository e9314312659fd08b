import type { EntitySetName } from './entity-sets.ts'

/**
 * Rows in one reply of a server on premises (table "page limits" of Microsoft's reference of ProjectData). An
 * administrator may change them with Set-SPProjectOdataConfiguration.
 */
export const PAGE_SIZES: Readonly<Record<EntitySetName, number>> = {
  Projects: 100,
  Tasks: 100,
  Assignments: 100,
  Resources: 100,
  ProjectBaselines: 200,
  TaskBaselines: 100,
  AssignmentBaselines: 100,
  Timesheets: 100,
  TimesheetPeriods: 200,
  TimesheetLines: 100,
  TimesheetLineActualDataSet: 100,
  Risks: 200,
  Issues: 200,
}
