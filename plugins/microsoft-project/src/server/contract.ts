import { z, type ContractEndpoint } from '@headless-pmo/sdk'

const id = z.guid()
const text = z.string().nullable()
const decimal = z.string().regex(/^-?\d+(\.\d+)?$/)
const flag = z.boolean()
const whole = z.int()
const milliseconds = z.number()
/** Local time without a zone; the year 1 stands for none. */
const moment = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?$/)

/** What the short form adds to each object of the object model. */
const entity = <T extends z.ZodRawShape>(shape: T) =>
  z.looseObject({
    'odata.type': z.string(),
    'odata.id': z.string(),
    'odata.editLink': z.string(),
    ...shape,
  })
const nothing = z.looseObject({ 'odata.null': z.literal(true) })
const maybe = <T extends z.ZodType>(target: T) => z.union([target, nothing])

const list = (item: z.ZodType): z.ZodType =>
  z.looseObject({
    'odata.metadata': z.string(),
    'odata.nextLink': z.string().optional(),
    value: z.array(item),
  })

const named = (names: string, kind: z.ZodType): z.ZodRawShape =>
  Object.fromEntries(names.split(/\s+/).map((name) => [name, kind]))

const withId = entity({ Id: id })

const exception = entity({
  Name: text,
  Start: moment,
  Finish: moment,
  ...named('RecurrenceDays RecurrenceFrequency RecurrenceMonth RecurrenceMonthDay RecurrenceWeek', whole),
  ...named([1, 2, 3, 4, 5].map((shift) => `Shift${shift}Start Shift${shift}Finish`).join(' '), whole),
})

const assignment = entity({
  Id: id,
  ...named('Start Finish ActualStart ActualFinish', moment),
  ...named(
    'WorkMilliseconds ActualWorkMilliseconds RemainingWorkMilliseconds OvertimeWorkMilliseconds',
    milliseconds,
  ),
  ...named('Cost ActualCost ResourceCapacity', z.number()),
  PercentWorkComplete: whole,
  Resource: maybe(withId),
})

const task = entity({
  Id: id,
  Name: text,
  OutlinePosition: z.string(),
  Duration: text,
  ...named('Notes WorkBreakdownStructure', text),
  ...named(
    'Start Finish ActualStart ActualFinish EarliestStart EarliestFinish LatestStart LatestFinish Deadline ConstraintStartEnd Created Modified',
    moment,
  ),
  ...named(
    'DurationMilliseconds ActualDurationMilliseconds RemainingDurationMilliseconds WorkMilliseconds ActualWorkMilliseconds RemainingWorkMilliseconds FreeSlackMilliseconds TotalSlackMilliseconds',
    milliseconds,
  ),
  ...named('OutlineLevel PercentComplete PercentWorkComplete Priority TaskType', whole),
  ConstraintType: whole.min(0).max(8),
  ...named(
    'IsSummary IsMilestone IsManual IsActive IsCritical IsDurationEstimate IsEffortDriven IsExternalTask IgnoreResourceCalendar',
    flag,
  ),
  ...named('ExternalProjectUid ExternalTaskUid', id),
  ...named('Cost ActualCost', z.number()),
  Parent: maybe(withId),
  Calendar: maybe(withId),
  Assignments: z.array(assignment),
})

const link = entity({
  Id: id,
  PredecessorTaskId: id,
  SuccessorTaskId: id,
  DependencyType: whole.min(0).max(3),
  LinkLag: whole,
})

const rows = (shape: z.ZodRawShape): z.ZodType => list(z.looseObject(shape))

const baseline = (prefix: string, key: string, lengths: string): z.ZodType =>
  rows({
    ProjectId: id,
    [key]: id,
    BaselineNumber: whole.min(0).max(10),
    [`${prefix}StartDate`]: moment.nullable(),
    [`${prefix}FinishDate`]: moment.nullable(),
    ...named(lengths, decimal),
  })

const line = {
  TimesheetLineId: id,
  ...named('ProjectId TaskId TimesheetOwnerId', id),
  ...named('TimesheetClassName TimesheetLineComment TimesheetLineStatus', text),
  ModifiedDate: moment.nullable(),
}

const get = (path: string, reply: z.ZodType, more: Partial<ContractEndpoint> = {}): ContractEndpoint => ({
  method: 'GET',
  path: `/_api${path}`,
  reply,
  ...more,
})

const timesheets = { when: 'server.timesheets is true' }

/** What is relied on in Project Server's object model and in its copy for reporting, in the short form of JSON. */
export const contract: readonly ContractEndpoint[] = [
  get(
    '/ProjectServer/Projects',
    // The probe asks for the ids alone.
    list(
      entity({
        Id: id,
        Name: z.string().optional(),
        LastPublishedDate: moment.optional(),
        Calendar: maybe(withId).optional(),
        Owner: maybe(entity({ Title: text })).optional(),
      }),
    ),
    { statuses: [401, 403, 404] },
  ),
  get(
    "/ProjectServer/Projects('{id}')",
    entity({
      Id: id,
      LastPublishedDate: moment,
      Tasks: z.array(task),
      TaskLinks: z.array(link),
      ProjectResources: z.array(
        entity({ Id: id, Name: text, EnterpriseResource: maybe(withId), MaximumCapacity: z.number() }),
      ),
    }),
    { statuses: [404], tenantNames: true, when: 'a project is published' },
  ),
  get(
    '/ProjectServer/Calendars',
    list(
      entity({
        Id: id,
        Name: z.string(),
        IsStandardCalendar: flag,
        BaseCalendarExceptions: z.array(exception),
      }),
    ),
  ),
  get(
    '/ProjectServer/CustomFields',
    list(
      entity({
        Id: id,
        Name: z.string(),
        InternalName: z.string(),
        FieldType: whole,
        LookupEntries: z.array(entity({ InternalName: z.string(), FullValue: text })),
      }),
    ),
  ),
  get(
    '/ProjectServer/EnterpriseResources',
    list(
      entity({
        Id: id,
        Name: text,
        Modified: moment,
        ResourceType: whole,
        IsActive: flag,
        IsGeneric: flag,
        BaseCalendar: maybe(withId),
        ResourceCalendarExceptions: z.array(exception),
        CostRateTables: z.array(
          entity({
            Name: whole,
            CostRates: z.array(
              entity({
                ...named('StandardRate OvertimeRate CostPerUse', z.number()),
                ...named('EffectiveStarting EffectiveUntil', moment),
              }),
            ),
          }),
        ),
      }),
    ),
  ),
  get('/ProjectData/Projects', rows({ ProjectId: id, ProjectModifiedDate: moment }), { statuses: [403] }),
  get(
    '/ProjectData/Resources',
    rows({
      ResourceId: id,
      ResourceMaxUnits: decimal,
      ...named('ResourceNTAccount ResourceEmailAddress', text),
      ResourceModifiedDate: moment,
    }),
  ),
  get(
    '/ProjectData/ProjectBaselines',
    baseline('ProjectBaseline', 'TaskId', 'ProjectBaselineDuration ProjectBaselineWork ProjectBaselineCost'),
    { when: 'a project has come to the copy for reporting' },
  ),
  get(
    '/ProjectData/TaskBaselines',
    baseline('TaskBaseline', 'TaskId', 'TaskBaselineDuration TaskBaselineWork TaskBaselineCost'),
    { when: 'a project has come to the copy for reporting' },
  ),
  get(
    '/ProjectData/AssignmentBaselines',
    baseline('AssignmentBaseline', 'AssignmentId', 'AssignmentBaselineWork AssignmentBaselineCost'),
    { when: 'a project has come to the copy for reporting' },
  ),
  get('/ProjectData/TimesheetLines', rows({ TimesheetLineId: id }), timesheets),
  get("/ProjectData/TimesheetLines(guid'{id}')", z.looseObject(line), {
    statuses: [404],
    when: 'a timesheet line is read again',
  }),
  get(
    '/ProjectData/TimesheetLineActualDataSet',
    rows({
      TimesheetLineId: id,
      TimeByDay: moment,
      AdjustmentIndex: whole,
      ...named('ActualWorkBillable ActualWorkNonBillable', decimal),
    }),
    timesheets,
  ),
  get(
    '/ProjectData/Risks',
    rows({
      ProjectId: id,
      RiskId: id,
      ...named('Title Description MitigationPlan Status Owner AssignedToResource', text),
      ...named('Probability Impact CostExposure', z.number().nullable()),
      DueDate: moment.nullable(),
    }),
  ),
  get(
    '/ProjectData/Issues',
    rows({
      ProjectId: id,
      IssueId: id,
      ...named('Title Discussion Resolution Priority Status Owner AssignedToResource', text),
      DueDate: moment.nullable(),
    }),
  ),
]
