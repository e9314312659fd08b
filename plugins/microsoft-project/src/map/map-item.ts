import type { RecordInput } from '@headless-pmo/sdk'
import type { PlanElementKind } from '../mspdi/plan-item.ts'
import { mapAssignment } from './assignment.ts'
import { mapCalendar } from './calendar.ts'
import { Entry, type MapConfig, type StoredPlanItem } from './entry.ts'
import { mapProject } from './project.ts'
import { mapResource } from './resource.ts'
import { mapTask } from './task.ts'

const MAPPERS: Readonly<Record<PlanElementKind, (entry: Entry, config: MapConfig) => RecordInput[]>> = {
  project: mapProject,
  calendar: mapCalendar,
  task: mapTask,
  resource: mapResource,
  assignment: mapAssignment,
}

/** The records of one raw item of a plan. */
export function mapPlanItem(item: StoredPlanItem, config: MapConfig): RecordInput[] {
  return MAPPERS[item.element](new Entry(item, config), config)
}
