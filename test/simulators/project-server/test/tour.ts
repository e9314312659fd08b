import type { ProjectServerSimulator } from '../simulator.ts'
import { IDS } from './company.ts'
import { get, MINIMAL, VERBOSE } from './client.ts'

const SETS = [
  'Projects',
  'Tasks',
  'Assignments',
  'Resources',
  'ProjectBaselines',
  'TaskBaselines',
  'AssignmentBaselines',
  'Timesheets',
  'TimesheetPeriods',
  'TimesheetLines',
  'TimesheetLineActualDataSet',
  'Risks',
  'Issues',
]

const PLAN =
  '$expand=Tasks,Tasks/Parent,Tasks/Calendar,Tasks/Assignments,Tasks/Assignments/Resource,Tasks/CustomFields,Tasks/CustomFields/LookupEntries,TaskLinks,ProjectResources,ProjectResources/EnterpriseResource,Calendar,Owner'

/** Every operation of the simulator that the descriptions know. */
export const TOUR: readonly string[] = [
  ...SETS.map((set) => `/ProjectData/${set}`),
  `/ProjectData/Tasks?$filter=ProjectId eq guid'${IDS.project}' and TaskIsMilestone eq false&$orderby=TaskIndex&$top=2&$inlinecount=allpages`,
  '/ProjectData/Tasks?$select=TaskId,TaskName&$skip=1&$orderby=TaskName desc',
  `/ProjectData/Projects(guid'${IDS.project}')`,
  `/ProjectData/Tasks(ProjectId=guid'${IDS.project}',TaskId=guid'${IDS.dig}')?$select=TaskName`,
  `/ProjectData/TimesheetLines(guid'${IDS.line}')`,
  '/ProjectServer/Projects',
  '/ProjectServer/Projects?$select=Id,Name,Calendar/Id,Owner/Title&$expand=Calendar,Owner&$top=10',
  `/ProjectServer/Projects('${IDS.project}')?${PLAN}`,
  `/ProjectServer/Projects(guid'${IDS.project}')/Tasks?$select=Id,Name,Duration,DurationMilliseconds`,
  `/ProjectServer/Projects('${IDS.project}')/TaskLinks`,
  `/ProjectServer/Projects('${IDS.project}')/ProjectResources`,
  `/ProjectServer/Projects('${IDS.project}')/Assignments`,
  `/ProjectServer/Projects('${IDS.project}')/Calendar`,
  '/ProjectServer/Calendars?$expand=BaseCalendarExceptions',
  '/ProjectServer/EnterpriseResources?$expand=BaseCalendar,ResourceCalendarExceptions,CostRateTables,CostRateTables/CostRates,User',
  '/ProjectServer/CustomFields?$expand=LookupEntries',
]

/** Asks for all of it in both forms; gives the statuses. */
export const tour = async (simulator: ProjectServerSimulator): Promise<number[]> => {
  const statuses: number[] = []
  for (const path of TOUR)
    for (const form of [MINIMAL, VERBOSE]) statuses.push((await get(simulator, path, form)).status)
  return statuses
}
