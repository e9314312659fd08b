import { plainDate } from '../odata/wire-form.ts'
import type {
  Assignment,
  Calendar,
  CalendarException,
  CustomField,
  Link,
  PublishedPlan,
  Resource,
  TeamMember,
} from '../state/model.ts'
import { placesOf, type Place, ZERO_GUID } from '../state/outline.ts'
import type { World } from '../state/world.ts'
import { days, hours, NO_DATE, type CsomEntity } from './entity.ts'
import { restNames } from './rest-names.ts'

/** Every published project that the account sees. */
export const projectEntities = (world: World): CsomEntity[] =>
  world.visible().flatMap(({ published }) => (published === null ? [] : [projectEntity(world, published)]))

const projectEntity = (world: World, plan: PublishedPlan): CsomEntity => {
  const path = `ProjectServer/Projects('${plan.id}')`
  const context: PlanContext = { world, plan, path }
  return {
    type: 'PS.PublishedProject',
    path,
    scalars: {
      Id: plan.id,
      Name: plan.name,
      Description: plan.description,
      CurrencyCode: plan.currency,
      CurrencyDigits: 2,
      CurrencySymbol: plan.currency,
      CreatedDate: plainDate(plan.created),
      LastPublishedDate: plainDate(plan.published),
      LastSavedDate: plainDate(plan.modified),
      StartDate: plan.start,
      FinishDate: plan.finish,
      StatusDate: plan.statusDate ?? NO_DATE,
      CurrentDate: `${plainDate(world.clock.now()).slice(0, 10)}T08:00:00`,
      DefaultStartTime: '2026-01-05T08:00:00',
      DefaultFinishTime: '2026-01-05T17:00:00',
      MinutesPerDay: plan.minutesPerDay,
      MinutesPerWeek: plan.minutesPerWeek,
      DaysPerMonth: plan.daysPerMonth,
      ScheduledFromStart: plan.scheduledFromStart,
      IsEnterpriseProject: true,
      SummaryTaskId: plan.summaryTask,
      WinprojVersion: '16.0',
    },
    links: {
      Calendar: () => calendarOf(world, plan.calendar),
      Owner: () => ({
        type: 'SP.User',
        path: `Web/GetUserById(11)`,
        scalars: {
          Id: 11,
          PrincipalType: 1,
          Title: plan.owner,
          LoginName: `i:0#.w|contoso\\${plan.owner.toLowerCase()}`,
        },
        links: {},
      }),
      Tasks: () => [...indexOf(plan).places.values()].map((place) => taskEntity(context, place)),
      TaskLinks: () => plan.links.map((link) => linkEntity(context, link)),
      ProjectResources: () => plan.team.map((member) => memberEntity(context, member)),
      Assignments: () => plan.assignments.map((assignment) => assignmentEntity(context, assignment)),
    },
  }
}

interface PlanContext {
  readonly world: World
  readonly plan: PublishedPlan
  readonly path: string
}

interface PlanIndex {
  readonly team: ReadonlyMap<string, TeamMember>
  readonly places: ReadonlyMap<string, Place>
  readonly assignments: ReadonlyMap<string, readonly Assignment[]>
}

/** A publication never changes, so that what leads to its parts is made once. */
const indexes = new WeakMap<PublishedPlan, PlanIndex>()

const indexOf = (plan: PublishedPlan): PlanIndex => {
  const known = indexes.get(plan) ?? {
    team: new Map(plan.team.map((member) => [member.id, member])),
    places: new Map(placesOf(plan).map((place) => [place.task.id, place])),
    assignments: Map.groupBy(plan.assignments, ({ task }) => task),
  }
  indexes.set(plan, known)
  return known
}

const taskEntity = (context: PlanContext, { task, level, outline, summary }: Place): CsomEntity => {
  const { world, plan, path } = context
  const length = (minutes: number) => days(minutes, plan.minutesPerDay, task.elapsed)
  const remaining = task.work - task.actualWork
  const done = (task.duration * task.percentComplete) / 100
  return {
    type: 'PS.PublishedTask',
    path: `${path}/Tasks('${task.id}')`,
    scalars: {
      Id: task.id,
      Name: task.name,
      Notes: task.notes,
      OutlineLevel: level,
      OutlinePosition: outline,
      WorkBreakdownStructure: task.wbs ?? outline,
      Start: task.start,
      Finish: task.finish,
      ScheduledStart: task.start,
      ScheduledFinish: task.finish,
      Completion: NO_DATE,
      ActualStart: task.actualStart ?? NO_DATE,
      ActualFinish: task.actualFinish ?? NO_DATE,
      Deadline: task.deadline ?? NO_DATE,
      ConstraintType: task.constraint + 1,
      ConstraintStartEnd: task.constraintDate ?? NO_DATE,
      Created: plainDate(task.created),
      Modified: plainDate(task.modified),
      Duration: length(task.duration),
      ScheduledDuration: length(task.duration),
      ActualDuration: length(done),
      RemainingDuration: length(task.duration - done),
      Work: hours(task.work),
      RegularWork: hours(task.work),
      ActualWork: hours(task.actualWork),
      RemainingWork: hours(remaining),
      FreeSlack: length(task.freeSlack),
      TotalSlack: length(task.totalSlack),
      Cost: task.cost,
      ActualCost: task.actualCost,
      RemainingCost: task.cost - task.actualCost,
      PercentComplete: task.percentComplete,
      PercentWorkComplete: task.percentWorkComplete,
      PercentPhysicalWorkComplete: task.physicalPercentComplete,
      Priority: task.priority,
      TaskType: task.type,
      IsActive: task.active,
      IsCritical: task.critical,
      IsDurationEstimate: task.estimated,
      IsEffortDriven: task.effortDriven,
      IsExternalTask: task.external !== null,
      ExternalProjectUid: task.external?.project ?? ZERO_GUID,
      ExternalTaskUid: task.external?.task ?? ZERO_GUID,
      IsManual: task.manual,
      IsMilestone: task.milestone,
      IsSummary: summary,
    },
    custom: restNames(task.custom),
    links: {
      Parent: () => {
        const parent = indexOf(plan).places.get(task.parent ?? '')
        return parent === undefined ? null : taskEntity(context, parent)
      },
      Calendar: () => (task.calendar === null ? null : calendarOf(world, task.calendar)),
      Assignments: () =>
        (indexOf(plan).assignments.get(task.id) ?? []).map((assignment) =>
          assignmentEntity(context, assignment),
        ),
      CustomFields: () =>
        [...world.fields.values()].filter(({ entity }) => entity === 'Task').map(fieldEntity),
    },
  }
}

const linkEntity = (context: PlanContext, { id, from, to, type, lag }: Link): CsomEntity => {
  const end = (task: string) => () => {
    const place = indexOf(context.plan).places.get(task)
    return place === undefined ? null : taskEntity(context, place)
  }
  return {
    type: 'PS.PublishedTaskLink',
    path: `${context.path}/TaskLinks('${id}')`,
    scalars: { Id: id, PredecessorTaskId: from, SuccessorTaskId: to, DependencyType: type, LinkLag: lag },
    links: { Start: end(from), End: end(to) },
  }
}

const assignmentEntity = (context: PlanContext, assignment: Assignment): CsomEntity => ({
  type: 'PS.PublishedAssignment',
  path: `${context.path}/Assignments('${assignment.id}')`,
  scalars: {
    Id: assignment.id,
    Start: assignment.start,
    Finish: assignment.finish,
    Created: plainDate(assignment.modified),
    Modified: plainDate(assignment.modified),
    Work: hours(assignment.work),
    RegularWork: hours(assignment.work),
    ActualWork: hours(assignment.actualWork),
    RemainingWork: hours(assignment.work - assignment.actualWork),
    PercentWorkComplete:
      assignment.work === 0 ? 0 : Math.round((assignment.actualWork / assignment.work) * 100),
    Cost: assignment.cost,
    ActualCost: assignment.actualCost,
    RemainingCost: assignment.cost - assignment.actualCost,
    ResourceCapacity: assignment.units,
    IsPublished: true,
  },
  links: {
    Resource: () => {
      const member = indexOf(context.plan).team.get(assignment.resource)
      return member === undefined ? null : memberEntity(context, member)
    },
    Task: () => {
      const place = indexOf(context.plan).places.get(assignment.task)
      return place === undefined ? null : taskEntity(context, place)
    },
  },
})

const memberEntity = ({ world, path }: PlanContext, member: TeamMember): CsomEntity => {
  const resource = member.enterprise ? world.resources.get(member.id) : undefined
  return {
    type: 'PS.PublishedProjectResource',
    path: `${path}/ProjectResources('${member.id}')`,
    scalars: {
      Id: member.id,
      Name: resource?.name ?? member.name,
      Email: resource?.email ?? '',
      Initials: resource?.initials ?? '',
      MaterialLabel: resource?.materialLabel ?? '',
      MaximumCapacity: resource?.maxUnits ?? 1,
      IsGenericResource: resource?.generic ?? false,
      StandardRateUnits: 2,
      OvertimeRateUnits: 2,
      CanLevel: true,
    },
    links: { EnterpriseResource: () => (resource === undefined ? null : resourceEntity(world, resource)) },
  }
}

export const resourceEntities = (world: World): CsomEntity[] =>
  [...world.resources.values()].map((resource) => resourceEntity(world, resource))

const resourceEntity = (world: World, resource: Resource): CsomEntity => {
  const path = `ProjectServer/EnterpriseResources('${resource.id}')`
  const tables = [...new Set(resource.rates.map(({ table }) => table))].toSorted(
    (left, right) => left - right,
  )
  return {
    type: 'PS.EnterpriseResource',
    path,
    scalars: {
      Id: resource.id,
      Name: resource.name,
      Initials: resource.initials,
      Email: resource.email,
      Group: resource.group,
      MaterialLabel: resource.materialLabel,
      ResourceType: resource.type,
      IsActive: resource.active,
      IsGeneric: resource.generic,
      CanLevel: true,
      Created: plainDate(resource.created),
      Modified: plainDate(resource.modified),
    },
    custom: restNames(resource.custom),
    links: {
      BaseCalendar: () => calendarOf(world, resource.baseCalendar),
      ResourceCalendarExceptions: () =>
        resource.exceptions.map((exception, at) =>
          exceptionEntity(
            'PS.ResourceCalendarException',
            `${path}/ResourceCalendarExceptions(${at})`,
            exception,
            at,
          ),
        ),
      CostRateTables: () =>
        tables.map((table) => ({
          type: 'PS.EnterpriseResourceCostRateTable',
          path: `${path}/CostRateTables(${table})`,
          scalars: { Name: table },
          links: {
            CostRates: () =>
              resource.rates
                .filter((rate) => rate.table === table)
                .map((rate, at) => ({
                  type: 'PS.EnterpriseResourceCostRate',
                  path: `${path}/CostRateTables(${table})/CostRates(${at})`,
                  scalars: {
                    StandardRate: rate.standard,
                    OvertimeRate: rate.overtime,
                    CostPerUse: rate.perUse,
                    EffectiveStarting: rate.from,
                    EffectiveUntil: rate.until,
                  },
                  links: {},
                })),
          },
        })),
      User: () =>
        resource.login === ''
          ? null
          : {
              type: 'SP.User',
              path: `Web/GetUserById(12)`,
              scalars: {
                Id: 12,
                PrincipalType: 1,
                Title: resource.name,
                Email: resource.email,
                LoginName: `i:0#.w|${resource.login}`,
              },
              links: {},
            },
    },
  }
}

const calendarOf = (world: World, id: string): CsomEntity | null => {
  const calendar = world.calendars.get(id)
  return calendar === undefined ? null : calendarEntity(calendar)
}

export const calendarEntities = (world: World): CsomEntity[] =>
  [...world.calendars.values()].map((calendar) => calendarEntity(calendar))

const calendarEntity = (calendar: Calendar): CsomEntity => {
  const path = `ProjectServer/Calendars('${calendar.id}')`
  return {
    type: 'PS.Calendar',
    path,
    scalars: {
      Id: calendar.id,
      Name: calendar.name,
      IsStandardCalendar: calendar.standard,
      Created: plainDate(calendar.created),
      Modified: plainDate(calendar.modified),
    },
    links: {
      BaseCalendarExceptions: () =>
        calendar.exceptions.map((exception, at) =>
          exceptionEntity('PS.BaseCalendarException', `${path}/BaseCalendarExceptions(${at})`, exception, at),
        ),
    },
  }
}

const exceptionEntity = (
  type: string,
  path: string,
  exception: CalendarException,
  at: number,
): CsomEntity => ({
  type,
  path,
  scalars: {
    Id: at,
    Name: exception.name,
    Start: `${exception.start}T00:00:00`,
    Finish: `${exception.finish}T00:00:00`,
    RecurrenceType: exception.recurrence?.type ?? 0,
    RecurrenceFrequency: exception.recurrence?.frequency ?? 1,
    RecurrenceDays: exception.recurrence?.days ?? 0,
    RecurrenceMonthDay: exception.recurrence?.monthDay ?? 0,
    RecurrenceMonth: exception.recurrence?.month ?? 0,
    RecurrenceWeek: exception.recurrence?.week ?? 0,
    ...Object.fromEntries(
      exception.shifts.flatMap(([start, finish], shift) => [
        [`Shift${shift + 1}Start`, start],
        [`Shift${shift + 1}Finish`, finish],
      ]),
    ),
  },
  links: {},
})

export const fieldEntities = (world: World): CsomEntity[] => [...world.fields.values()].map(fieldEntity)

const fieldEntity = (field: CustomField): CsomEntity => {
  const path = `ProjectServer/CustomFields('${field.id}')`
  return {
    type: 'PS.CustomField',
    path,
    scalars: { Id: field.id, Name: field.name, InternalName: field.internalName, FieldType: field.type },
    links: {
      LookupEntries: () =>
        (field.entries ?? []).map(({ id, internalName, value, description }, at) => ({
          type: 'PS.LookupEntry',
          path: `${path}/LookupEntries('${id}')`,
          scalars: {
            Id: id,
            InternalName: internalName,
            Value: value,
            FullValue: value,
            Description: description,
            SortIndex: at,
          },
          links: {},
        })),
    },
  }
}
