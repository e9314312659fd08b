/**
 * What the REST side of Project Server's client object model tells of its types. Names: the class reference of
 * Microsoft.ProjectServer.Client (learn.microsoft.com, tables with a REST column) and the replies of a live site that
 * MPXJ's PwaReader records in its comments (August 2025): `PredecessorTaskId`, `SuccessorTaskId` and `LinkLag` of a
 * link, `IsDurationEstimate`, `ExternalProjectUid`, `ExternalTaskUid`, custom fields as keys of the object that has
 * them, lookup values as lists of internal names, `0001-01-01T00:00:00` and the zero GUID for "none".
 */
export type ScalarKind =
  | 'text'
  /** Text, or null where nothing was ever set. */
  | 'textOrNull'
  | 'guid'
  | 'date'
  | 'int'
  | 'number'
  | 'flag'
  /** Said three times: `Duration`, `DurationMilliseconds`, `DurationTimeSpan`. */
  | 'length'

export interface CsomType {
  readonly scalars: Readonly<Record<string, ScalarKind>>
  /** What `$expand` brings: the type, and whether it is many of them. */
  readonly links: Readonly<Record<string, { readonly type: string; readonly many: boolean }>>
  /** Carries custom fields under their escaped internal names. */
  readonly custom?: true
}

const kinds = (names: Partial<Readonly<Record<ScalarKind, string>>>): Readonly<Record<string, ScalarKind>> =>
  Object.fromEntries(
    Object.entries(names).flatMap(([kind, list]) =>
      list
        .split(/\s+/)
        .filter((name) => name !== '')
        // The keys of `names` are kinds; Object.entries forgets that.
        .map((name) => [name, kind as ScalarKind]),
    ),
  )

const many = (type: string) => ({ type, many: true })
const one = (type: string) => ({ type, many: false })

const SHIFTS = [1, 2, 3, 4, 5].map((shift) => `Shift${shift}Start Shift${shift}Finish`).join(' ')

const EXCEPTION: CsomType = {
  scalars: kinds({
    text: 'Name',
    date: 'Start Finish',
    int: `Id RecurrenceDays RecurrenceFrequency RecurrenceMonth RecurrenceMonthDay RecurrenceType RecurrenceWeek ${SHIFTS}`,
  }),
  links: {},
}

export const CSOM_TYPES: Readonly<Record<string, CsomType>> = {
  'PS.PublishedProject': {
    scalars: kinds({
      guid: 'Id CheckOutId SummaryTaskId EnterpriseProjectTypeId',
      text: 'Name Description CurrencyCode CurrencySymbol ProjectIdentifier CheckOutDescription WinprojVersion',
      date: `ApprovedStart ApprovedEnd CheckedOutDate CreatedDate LastPublishedDate LastSavedDate StartDate FinishDate
        StatusDate CurrentDate UtilizationDate DefaultStartTime DefaultFinishTime`,
      int: `CriticalSlackLimit CurrencyDigits CurrencyPosition DaysPerMonth DefaultFixedCostAccrual
        DefaultOvertimeRateUnits DefaultStandardRateUnits DefaultTaskType DefaultWorkFormat FiscalYearStartMonth
        MinutesPerDay MinutesPerWeek OptimizerDecision PercentComplete PlannerDecision ProjectType TrackingMode
        UtilizationType WeekStartDay`,
      number: 'DefaultOvertimeRate DefaultStandardRate',
      flag: `CalculateActualCosts CalculatesActualCosts DefaultEffortDriven DefaultEstimatedDuration HonorConstraints
        IsCheckedOut IsEnterpriseProject MoveActualIfLater MoveActualToStatus MoveRemainingIfEarlier
        MoveRemainingToStatus MultipleCriticalPaths NewTasksAreManual NumberFiscalYearFromStart ProtectedActualsSynch
        ScheduledFromStart ShowEstimatedDurations SplitInProgress SpreadActualCostsToStatus
        SpreadPercentCompleteToStatus`,
    }),
    links: {
      Calendar: one('PS.Calendar'),
      Owner: one('SP.User'),
      Tasks: many('PS.PublishedTask'),
      TaskLinks: many('PS.PublishedTaskLink'),
      ProjectResources: many('PS.PublishedProjectResource'),
      Assignments: many('PS.PublishedAssignment'),
    },
    custom: true,
  },
  'PS.PublishedTask': {
    scalars: kinds({
      guid: 'Id ExternalProjectUid ExternalTaskUid',
      text: 'Name Contact Notes OutlinePosition WorkBreakdownStructure',
      textOrNull: 'StartText FinishText',
      date: `ActualStart ActualFinish BaselineStart BaselineFinish Completion ConstraintStartEnd Created Deadline
        EarliestStart EarliestFinish Finish LatestStart LatestFinish Modified PreLevelingStart PreLevelingFinish Resume
        ScheduledStart ScheduledFinish Start Stop`,
      int: `ConstraintType FixedCostAccrual OutlineLevel PercentComplete PercentPhysicalWorkComplete
        PercentWorkComplete Priority TaskType`,
      number: `ActualCost ActualOvertimeCost BaselineCost BudgetCost Cost CostVariance FixedCost OvertimeCost
        RemainingCost RemainingOvertimeCost`,
      flag: `IgnoreResourceCalendar IsActive IsCritical IsDurationEstimate IsEffortDriven IsExternalTask
        IsLockedByManager IsManual IsMarked IsMilestone IsOverAllocated IsRecurring IsRecurringSummary IsRolledUp
        IsSubProject IsSummary LevelingAdjustsAssignments LevelingCanSplit UsePercentPhysicalWorkComplete`,
      length: `ActualDuration ActualOvertimeWork ActualWork BaselineDuration BaselineWork BudgetWork Duration
        DurationVariance FinishSlack FinishVariance FreeSlack LevelingDelay OvertimeWork RegularWork RemainingDuration
        RemainingOvertimeWork RemainingWork ScheduledDuration StartSlack StartVariance TotalSlack Work WorkVariance`,
    }),
    links: {
      Parent: one('PS.PublishedTask'),
      Calendar: one('PS.Calendar'),
      Assignments: many('PS.PublishedAssignment'),
      CustomFields: many('PS.CustomField'),
    },
    custom: true,
  },
  'PS.PublishedTaskLink': {
    scalars: kinds({ guid: 'Id PredecessorTaskId SuccessorTaskId', int: 'DependencyType LinkLag' }),
    links: { Start: one('PS.PublishedTask'), End: one('PS.PublishedTask') },
  },
  'PS.PublishedAssignment': {
    scalars: kinds({
      guid: 'Id',
      text: 'Notes',
      date: 'ActualStart ActualFinish BaselineStart BaselineFinish Created Finish Modified Resume Start Stop',
      int: 'CostRateTable DefaultBookingType PercentWorkComplete WorkContourType',
      number: 'ActualCost BaselineCost Cost OvertimeCost RemainingCost ResourceCapacity',
      flag: 'IsConfirmed IsLockedByManager IsOverAllocated IsPublished IsResponsePending IsUpdateNeeded IsWorkResource',
      length:
        'ActualOvertimeWork ActualWork BaselineWork Delay LevelingDelay OvertimeWork RegularWork RemainingWork Work',
    }),
    links: { Resource: one('PS.PublishedProjectResource'), Task: one('PS.PublishedTask') },
  },
  'PS.PublishedProjectResource': {
    scalars: kinds({
      guid: 'Id',
      text: 'Name Code CostCenter Email Group Initials MaterialLabel Notes Phonetics',
      date: 'AvailableFrom AvailableTo Created Finish Modified Start',
      int: 'CostAccrual DefaultBookingType OvertimeRateUnits PercentWorkComplete StandardRateUnits',
      number:
        'ActualCost BaselineCost Cost CostPerUse MaximumCapacity OvertimeRate RemainingCost StandardRate',
      flag: 'CanLevel IsBudgeted IsGenericResource IsOverAllocated',
      length: 'ActualWork BaselineWork RemainingWork Work',
    }),
    links: { EnterpriseResource: one('PS.EnterpriseResource') },
    custom: true,
  },
  'PS.EnterpriseResource': {
    scalars: kinds({
      guid: 'Id',
      text: 'Name Code CostCenter Email ExternalId Group HyperlinkName HyperlinkUrl Initials MaterialLabel Phonetics',
      date: 'Created HireDate Modified TerminationDate',
      int: 'CostAccrual DefaultBookingType ResourceIdentifier ResourceType',
      flag: 'CanLevel IsActive IsBudget IsCheckedOut IsGeneric IsTeam RequiresEngagements',
    }),
    links: {
      BaseCalendar: one('PS.Calendar'),
      ResourceCalendarExceptions: many('PS.ResourceCalendarException'),
      CostRateTables: many('PS.EnterpriseResourceCostRateTable'),
      User: one('SP.User'),
    },
    custom: true,
  },
  'PS.EnterpriseResourceCostRateTable': {
    scalars: kinds({ int: 'Name' }),
    links: { CostRates: many('PS.EnterpriseResourceCostRate') },
  },
  'PS.EnterpriseResourceCostRate': {
    scalars: kinds({
      number: 'CostPerUse OvertimeRate StandardRate',
      date: 'EffectiveStarting EffectiveUntil',
    }),
    links: {},
  },
  'PS.Calendar': {
    scalars: kinds({
      guid: 'Id OriginalId',
      text: 'Name',
      date: 'Created Modified',
      flag: 'IsStandardCalendar',
    }),
    links: { BaseCalendarExceptions: many('PS.BaseCalendarException') },
  },
  'PS.BaseCalendarException': EXCEPTION,
  'PS.ResourceCalendarException': EXCEPTION,
  'PS.CustomField': {
    scalars: kinds({
      guid: 'Id LookupTableId',
      text: 'Name InternalName Description',
      int: 'FieldType RollupType',
      flag: `IsEditableInVisibility IsLeafOnly IsMultilineText IsRequired IsWorkflowControlled LookupAllowMultiSelect
        RollsDownToAssignments`,
    }),
    links: { LookupEntries: many('PS.LookupEntry') },
  },
  'PS.LookupEntry': {
    scalars: kinds({ guid: 'Id', text: 'InternalName Description FullValue Value', int: 'SortIndex' }),
    links: {},
  },
  'SP.User': {
    scalars: kinds({
      int: 'Id PrincipalType',
      text: 'LoginName Title Email',
      flag: 'IsHiddenInUI IsSiteAdmin',
    }),
    links: {},
  },
}

/** The type of a name. Throws for one that is not in the table: a mistake of the simulator. */
export const csomType = (name: string): CsomType => {
  const type = CSOM_TYPES[name]
  if (type === undefined) throw new Error(`There is no type ${name}.`)
  return type
}
