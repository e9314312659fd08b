import type { RecordInput, RecordOf } from '@headless-pmo/sdk'
import { mapAssignment } from '../../map/assignment.ts'
import { defined } from '../../map/defined.ts'
import { Entry, type MapConfig } from '../../map/entry.ts'
import { mapResource } from '../../map/resource.ts'
import { mapTask } from '../../map/task.ts'
import { refOf } from '../../mspdi/plan-item.ts'
import { POOL } from '../address.ts'
import { flagIn, idIn, linked, linkedList, momentIn, numberIn, textIn } from '../value.ts'
import type { About, TaskItem } from '../wire/items.ts'
import { customValues } from './custom-values.ts'
import { mapLinks, mapStandIn } from './link.ts'
import { hundredths, lengthOfMilliseconds, planElement, tenthsOfMilliseconds } from './plan-element.ts'
import type { ServerMapConfig } from './server-map-config.ts'

/** A task with its links and assignments, or a team member of this project alone. */
export function mapTaskItem(item: TaskItem, config: ServerMapConfig): RecordInput[] {
  const { about, task, member } = item
  if (member !== undefined) return mapMember(about, member, config)
  if (task === undefined) return []
  const links = mapLinks(item, task, config)
  // Somebody else's task: only what it links is this project's, and the dates that this project believes it has.
  if (flagIn(task, 'IsExternalTask') === true) return [...links, ...mapStandIn(item, task)]
  const assignments = linkedList(task, 'Assignments').flatMap((assignment) =>
    mapTaskAssignment(about, task, assignment, config),
  )
  return [workItem(about, task, config), ...links, ...assignments]
}

function workItem(about: About, task: unknown, config: ServerMapConfig): RecordInput {
  const { project } = about
  const id = idIn(task, 'Id') ?? ''
  const parent = idIn(linked(task, 'Parent'), 'Id')
  const calendar = idIn(linked(task, 'Calendar'), 'Id')
  const entry = new Entry(
    {
      plan: project,
      element: 'task',
      uid: id,
      ...(parent === undefined ? {} : { parent }),
      ...(about.currency === undefined ? {} : { currency: about.currency }),
      xml: taskElement(about, task),
    },
    config,
  )
  const [record] = mapTask(entry)
  if (record?.kind !== 'workItem') throw new Error(`Task ${id} could not be mapped; report it.`)
  const custom = customValues(about, task)
  const fields = { ...record.fields, ...custom.values }
  const warnings = [...(record.warnings ?? []), ...custom.warnings]
  // A file's numbers make a readable key; the server's ids do not.
  const { key: _key, fields: _fields, warnings: _warnings, ...rest } = record
  return {
    ...rest,
    ...defined({
      calendar: calendar === undefined ? undefined : refOf(POOL, 'calendar', calendar),
      updated: momentIn(task, 'Modified'),
      fields: Object.keys(fields).length === 0 ? undefined : fields,
      warnings: warnings.length === 0 ? undefined : warnings,
    }),
  }
}

function taskElement(about: About, task: unknown): ReturnType<typeof planElement> {
  const length = (name: string): string | undefined =>
    lengthOfMilliseconds(numberIn(task, `${name}Milliseconds`))
  const slack = (name: string): number | undefined =>
    tenthsOfMilliseconds(numberIn(task, `${name}Milliseconds`))
  // The server counts constraints from 1; 0 is "not specified".
  const constraint = (numberIn(task, 'ConstraintType') ?? 0) - 1
  const outline = textIn(task, 'OutlinePosition')
  return planElement('Task', {
    Name: textIn(task, 'Name'),
    ID: about.order,
    OutlineLevel: numberIn(task, 'OutlineLevel'),
    OutlineNumber: outline,
    WBS: textIn(task, 'WorkBreakdownStructure'),
    Notes: textIn(task, 'Notes'),
    Summary: flagIn(task, 'IsSummary'),
    Milestone: flagIn(task, 'IsMilestone'),
    IsSubproject: flagIn(task, 'IsSubProject'),
    Manual: flagIn(task, 'IsManual'),
    Active: flagIn(task, 'IsActive'),
    Critical: flagIn(task, 'IsCritical'),
    Priority: numberIn(task, 'Priority'),
    CreateDate: momentIn(task, 'Created'),
    Start: momentIn(task, 'Start'),
    Finish: momentIn(task, 'Finish'),
    ActualStart: momentIn(task, 'ActualStart'),
    ActualFinish: momentIn(task, 'ActualFinish'),
    EarlyStart: momentIn(task, 'EarliestStart'),
    EarlyFinish: momentIn(task, 'EarliestFinish'),
    LateStart: momentIn(task, 'LatestStart'),
    LateFinish: momentIn(task, 'LatestFinish'),
    Deadline: momentIn(task, 'Deadline'),
    ConstraintType: constraint < 0 ? undefined : constraint,
    ConstraintDate: momentIn(task, 'ConstraintStartEnd'),
    Duration: length('Duration'),
    DurationFormat: isElapsed(textIn(task, 'Duration')) ? 8 : 7,
    Estimated: flagIn(task, 'IsDurationEstimate'),
    PercentComplete: numberIn(task, 'PercentComplete'),
    PercentWorkComplete: numberIn(task, 'PercentWorkComplete'),
    PhysicalPercentComplete: numberIn(task, 'PercentPhysicalWorkComplete'),
    Work: length('Work'),
    ActualWork: length('ActualWork'),
    RemainingWork: length('RemainingWork'),
    ActualDuration: length('ActualDuration'),
    RemainingDuration: length('RemainingDuration'),
    Cost: hundredths(numberIn(task, 'Cost')),
    ActualCost: hundredths(numberIn(task, 'ActualCost')),
    FreeSlack: slack('FreeSlack'),
    TotalSlack: slack('TotalSlack'),
    LevelingDelay: slack('LevelingDelay'),
    Stop: momentIn(task, 'Stop'),
    Resume: momentIn(task, 'Resume'),
    Type: numberIn(task, 'TaskType'),
    EffortDriven: flagIn(task, 'IsEffortDriven'),
    IgnoreResourceCalendar: flagIn(task, 'IgnoreResourceCalendar'),
    Recurring: flagIn(task, 'IsRecurring'),
    Contact: textIn(task, 'Contact'),
  })
}

/** The text of a length names its unit: `2ed` are two days of 24 hours. */
const isElapsed = (text: string | undefined): boolean => /\de[mhdw]/.test(text ?? '')

function mapTaskAssignment(
  about: About,
  task: unknown,
  assignment: unknown,
  config: MapConfig,
): RecordInput[] {
  const id = idIn(assignment, 'Id')
  const member = idIn(linked(assignment, 'Resource'), 'Id')
  if (id === undefined) return []
  const length = (name: string): string | undefined =>
    lengthOfMilliseconds(numberIn(assignment, `${name}Milliseconds`))
  const xml = planElement('Assignment', {
    // The mapping of files wants numbers here; the refs are put in their place below.
    TaskUID: 1,
    ResourceUID: member === undefined ? undefined : 1,
    Units: numberIn(assignment, 'ResourceCapacity'),
    Work: length('Work'),
    ActualWork: length('ActualWork'),
    RemainingWork: length('RemainingWork'),
    OvertimeWork: length('OvertimeWork'),
    PercentWorkComplete: numberIn(assignment, 'PercentWorkComplete'),
    Start: momentIn(assignment, 'Start'),
    Finish: momentIn(assignment, 'Finish'),
    ActualStart: momentIn(assignment, 'ActualStart'),
    ActualFinish: momentIn(assignment, 'ActualFinish'),
    Cost: hundredths(numberIn(assignment, 'Cost')),
    ActualCost: hundredths(numberIn(assignment, 'ActualCost')),
  })
  const entry = new Entry(
    {
      plan: about.project,
      element: 'assignment',
      uid: id,
      ...(about.currency === undefined ? {} : { currency: about.currency }),
      xml,
    },
    config,
  )
  return mapAssignment(entry).map((record) =>
    record.kind === 'assignment'
      ? {
          ...record,
          item: refOf(about.project, 'task', idIn(task, 'Id') ?? ''),
          resource: memberRef(about, member ?? ''),
        }
      : record,
  )
}

/** Ref of what is assigned: the enterprise resource, or the member that lives in the project alone. */
function memberRef({ project, team }: About, member: string): string {
  const enterprise = team?.[member]
  return enterprise === null || enterprise === undefined
    ? refOf(project, 'resource', member)
    : refOf(POOL, 'resource', enterprise)
}

function mapMember(about: About, member: unknown, config: MapConfig): RecordInput[] {
  const id = idIn(member, 'Id')
  if (id === undefined) return []
  const xml = planElement('Resource', {
    Name: textIn(member, 'Name'),
    Initials: textIn(member, 'Initials'),
    Group: textIn(member, 'Group'),
    EmailAddress: textIn(member, 'Email'),
    MaterialLabel: textIn(member, 'MaterialLabel'),
    Notes: textIn(member, 'Notes'),
    IsGeneric: flagIn(member, 'IsGenericResource'),
    MaxUnits: numberIn(member, 'MaximumCapacity'),
    // A label is what only a material has.
    Type: textIn(member, 'MaterialLabel') === undefined ? 1 : 0,
  })
  return mapResource(
    new Entry({ plan: about.project, element: 'resource', uid: id, xml }, config),
  ) satisfies readonly (RecordInput | RecordOf<'resource'>)[]
}
