import { entity, type EntityType } from './entity-type.ts'

/**
 * The entity sets that the simulator serves, with every property that Microsoft documents for them (names and types of
 * the pages `entitytype-*-projectdata-service` of MicrosoftDocs/office-developer-client-docs, last seen 2018-05-02).
 * The tests hold this table against the assembled `$metadata`.
 */
export const ENTITY_SETS = {
  Projects: entity('Project', 'ProjectId', {
    required: {
      flag: `ProjectCalculationsAreStale ProjectEarnedValueIsStale ProjectEnterpriseFeatures`,
      date: `ProjectCreatedDate ProjectLateFinish ProjectModifiedDate`,
      guid: `ProjectId ProjectOwnerId`,
      decimal: `ProjectRemainingRegularCost`,
      int: `ProjectType`,
    },
    optional: {
      text: `
        EnterpriseProjectTypeDescription EnterpriseProjectTypeName OptimizerDecisionName
        OptimizerSolutionName PlannerDecisionName PlannerSolutionName ProjectAuthorName
        ProjectCategoryName ProjectCompanyName ProjectCurrency ProjectDepartments ProjectDescription
        ProjectKeywords ProjectManagerName ProjectName ProjectOwnerName ProjectWorkspaceInternalUrl
        ProjectSubject ProjectTitle`,
      guid: `
        EnterpriseProjectTypeId OptimizerDecisionAliasLookupTableId
        OptimizerDecisionAliasLookupTableValueId ParentProjectId PlannerDecisionAliasLookupTableId
        PlannerDecisionAliasLookupTableValueId`,
      flag: `EnterpriseProjectTypeIsDefault`,
      date: `
        OptimizerCommitDate PlannerCommitDate PlannerEndDate PlannerStartDate ProjectActualFinishDate
        ProjectActualStartDate ProjectEarlyFinish ProjectEarlyStart ProjectFinishDate ProjectLateStart
        ProjectStartDate ProjectStatusDate ResourcePlanUtilizationDate`,
      byte: `OptimizerDecisionID PlannerDecisionID`,
      decimal: `
        ProjectActualCost ProjectActualDuration ProjectActualOvertimeCost ProjectActualOvertimeWork
        ProjectActualRegularCost ProjectActualRegularWork ProjectActualWork ProjectACWP ProjectBCWP
        ProjectBCWS ProjectBudgetCost ProjectBudgetWork ProjectCost ProjectCostVariance ProjectCPI
        ProjectCV ProjectCVP ProjectDuration ProjectDurationVariance ProjectEAC ProjectFinishVariance
        ProjectFixedCost ProjectOvertimeCost ProjectOvertimeWork ProjectRegularCost ProjectRegularWork
        ProjectRemainingCost ProjectRemainingDuration ProjectRemainingOvertimeCost
        ProjectRemainingOvertimeWork ProjectRemainingRegularWork ProjectRemainingWork
        ProjectResourcePlanWork ProjectSPI ProjectStartVariance ProjectSV ProjectSVP ProjectTCPI
        ProjectVAC ProjectWork ProjectWorkVariance`,
      int: `ProjectCalendarDuration`,
      short: `ProjectPercentCompleted ProjectPercentWorkCompleted ResourcePlanUtilizationType`,
    },
  }),
  Tasks: entity('Task', 'ProjectId TaskId', {
    required: {
      guid: `ProjectId TaskFixedCostAssignmentId TaskId`,
      decimal: `TaskBudgetCost TaskBudgetWork TaskResourcePlanWork`,
      int: `TaskClientUniqueId TaskCreatedRevisionCounter TaskModifiedRevisionCounter`,
      date: `TaskCreatedDate TaskModifiedDate`,
      flag: `
        TaskDurationIsEstimated TaskIgnoresResourceCalendar TaskIsActive TaskIsEffortDriven
        TaskIsExternal TaskIsManuallyScheduled TaskIsMarked TaskIsRecurring`,
    },
    optional: {
      flag: `FlagStatus TaskIsCritical TaskIsMilestone TaskIsOverallocated TaskIsProjectSummary TaskIsSummary`,
      text: `
        Health ParentTaskName ProjectName TaskDurationString TaskFinishDateString TaskHyperLinkAddress
        TaskHyperLinkFriendlyName TaskHyperLinkSubAddress TaskName TaskOutlineNumber TaskStartDateString
        TaskWBS`,
      guid: `ParentTaskId`,
      decimal: `
        TaskActualCost TaskActualDuration TaskActualFixedCost TaskActualOvertimeCost
        TaskActualOvertimeWork TaskActualRegularCost TaskActualRegularWork TaskActualWork TaskACWP
        TaskBCWP TaskBCWS TaskCost TaskCostVariance TaskCPI TaskCV TaskCVP TaskDuration
        TaskDurationVariance TaskEAC TaskFinishVariance TaskFixedCost TaskFreeSlack TaskLevelingDelay
        TaskOvertimeCost TaskOvertimeWork TaskRegularCost TaskRegularWork TaskRemainingCost
        TaskRemainingDuration TaskRemainingOvertimeCost TaskRemainingOvertimeWork
        TaskRemainingRegularCost TaskRemainingRegularWork TaskRemainingWork TaskSPI TaskStartVariance
        TaskSV TaskSVP TaskTCPI TaskTotalSlack TaskVAC TaskWork TaskWorkVariance`,
      date: `
        TaskActualFinishDate TaskActualStartDate TaskDeadline TaskDeliverableFinishDate
        TaskDeliverableStartDate TaskEarlyFinish TaskEarlyStart TaskFinishDate TaskLateFinish
        TaskLateStart TaskStartDate`,
      int: `TaskIndex`,
      short: `
        TaskOutlineLevel TaskPercentCompleted TaskPercentWorkCompleted TaskPhysicalPercentCompleted
        TaskPriority`,
    },
  }),
  Assignments: entity('Assignment', 'AssignmentId ProjectId', {
    required: {
      decimal: `
        AssignmentActualRegularCost AssignmentActualRegularWork AssignmentBudgetCost
        AssignmentBudgetMaterialWork AssignmentBudgetWork AssignmentRegularCost AssignmentRegularWork
        AssignmentRemainingCost AssignmentRemainingOvertimeCost AssignmentRemainingOvertimeWork
        AssignmentRemainingRegularCost AssignmentRemainingRegularWork AssignmentRemainingWork
        AssignmentResourcePlanWork`,
      int: `
        AssignmentBookingId AssignmentCreatedRevisionCounter AssignmentModifiedRevisionCounter
        AssignmentType`,
      date: `AssignmentCreatedDate AssignmentModifiedDate`,
      guid: `AssignmentId ProjectId ResourceId TaskId`,
      flag: `AssignmentIsOverallocated AssignmentIsPublished IsPublic TaskIsActive`,
    },
    optional: {
      decimal: `
        AssignmentActualCost AssignmentActualOvertimeCost AssignmentActualOvertimeWork
        AssignmentActualWork AssignmentACWP AssignmentBCWP AssignmentBCWS AssignmentCost
        AssignmentCostVariance AssignmentCV AssignmentDelay AssignmentFinishVariance
        AssignmentMaterialActualWork AssignmentMaterialWork AssignmentOvertimeCost
        AssignmentOvertimeWork AssignmentPeakUnits AssignmentStartVariance AssignmentSV AssignmentVAC
        AssignmentWork AssignmentWorkVariance`,
      date: `AssignmentActualFinishDate AssignmentActualStartDate AssignmentFinishDate AssignmentStartDate`,
      text: `
        AssignmentBookingDescription AssignmentBookingName CostType_R Health_T ProjectName RBS_R
        ResourceDepartments_R ResourceName TaskName TypeDescription TypeName`,
      short: `AssignmentPercentWorkCompleted AssignmentResourceType`,
      guid: `TimesheetClassId`,
    },
  }),
  Resources: entity('Resource', 'ResourceId', {
    required: {
      flag: `ResourceCanLevel ResourceIsActive ResourceIsGeneric ResourceIsTeam`,
      decimal: `ResourceCostPerUse ResourceMaxUnits ResourceOvertimeRate ResourceStandardRate`,
      date: `ResourceCreatedDate ResourceModifiedDate`,
      guid: `ResourceId ResourceStatusId`,
      short: `ResourceType`,
    },
    optional: {
      text: `
        CostType RBS ResourceBaseCalendar ResourceCode ResourceCostCenter ResourceDepartments
        ResourceEmailAddress ResourceGroup ResourceHyperlink ResourceHyperlinkHref ResourceInitials
        ResourceMaterialLabel ResourceName ResourceNTAccount ResourceStatusName TypeDescription TypeName`,
      byte: `ResourceBookingType`,
      date: `ResourceEarliestAvailableFrom ResourceLatestAvailableTo`,
      guid: `ResourceTimesheetManageId`,
      short: `ResourceWorkGroup`,
    },
  }),
  ProjectBaselines: entity('ProjectBaseline', 'ProjectId BaselineNumber', {
    required: {
      int: `BaselineNumber`,
      guid: `ProjectId TaskId`,
      decimal: `
        ProjectBaselineBudgetCost ProjectBaselineBudgetWork ProjectBaselineCost ProjectBaselineDuration
        ProjectBaselineFixedCost ProjectBaselineWork`,
    },
    optional: {
      text: `
        ProjectName ProjectBaselineDurationString ProjectBaselineFinishDateString
        ProjectBaselineStartDateString`,
      date: `
        ProjectBaselineDeliverableFinishDate ProjectBaselineDeliverableStartDate
        ProjectBaselineFinishDate ProjectBaselineStartDate`,
    },
  }),
  TaskBaselines: entity('TaskBaseline', 'ProjectId TaskId BaselineNumber', {
    required: {
      int: `BaselineNumber`,
      guid: `ProjectId TaskId`,
      decimal: `
        TaskBaselineBudgetCost TaskBaselineBudgetWork TaskBaselineCost TaskBaselineDuration
        TaskBaselineFixedCost TaskBaselineWork`,
    },
    optional: {
      text: `
        ProjectName TaskBaselineDurationString TaskBaselineFinishDateString TaskBaselineStartDateString
        TaskName`,
      date: `
        TaskBaselineDeliverableFinishDate TaskBaselineDeliverableStartDate TaskBaselineFinishDate
        TaskBaselineStartDate`,
    },
  }),
  AssignmentBaselines: entity('AssignmentBaseline', 'ProjectId AssignmentId BaselineNumber', {
    required: {
      decimal: `
        AssignmentBaselineBudgetCost AssignmentBaselineBudgetMaterialWork AssignmentBaselineBudgetWork
        AssignmentBaselineCost AssignmentBaselineMaterialWork AssignmentBaselineWork`,
      guid: `AssignmentId ProjectId TaskId`,
      int: `AssignmentType BaselineNumber`,
    },
    optional: {
      date: `AssignmentBaselineFinishDate AssignmentBaselineStartDate`,
      text: `ProjectName TaskName`,
    },
  }),
  Timesheets: entity('Timesheet', 'TimesheetId', {
    required: {
      date: `EndDate ModifiedDate StartDate`,
      guid: `PeriodId TimesheetId TimesheetOwnerId`,
      byte: `PeriodStatusId TimesheetStatusId`,
    },
    optional: {
      text: `Comment Description PeriodName StatusDescription TimesheetName TimesheetOwner`,
    },
  }),
  TimesheetPeriods: entity('TimesheetPeriod', 'PeriodId', {
    required: {
      date: `EndDate StartDate`,
      guid: `PeriodId`,
      byte: `PeriodStatusId`,
    },
    optional: {
      text: `Description PeriodName`,
      int: `LCID`,
    },
  }),
  TimesheetLines: entity('TimesheetLine', 'TimesheetLineId', {
    required: {
      guid: `
        AssignmentId ProjectId TaskId TimesheetClassId TimesheetId TimesheetLineId TimesheetOwnerId
        TimesheetPeriodId`,
      int: `LCID`,
      date: `PeriodEndDate PeriodStartDate`,
      byte: `TimesheetClassType TimesheetPeriodStatusId TimesheetStatusId`,
    },
    optional: {
      decimal: `
        ActualOvertimeWorkBillable ActualOvertimeWorkNonBillable ActualWorkBillable
        ActualWorkNonBillable LastSavedWork PlannedWork`,
      date: `CreatedDate ModifiedDate`,
      text: `
        ProjectName TaskHierarchy TaskName TimesheetApproverResourceName TimesheetClassDescription
        TimesheetClassName TimesheetLineComment TimesheetLineStatus TimesheetName TimesheetOwner
        TimesheetPeriodName TimesheetPeriodStatus TimesheetStatus`,
      guid: `TimesheetApproverResourceId`,
      byte: `TimesheetLineStatusId`,
    },
  }),
  TimesheetLineActualDataSet: entity('TimesheetLineActualData', 'AdjustmentIndex TimeByDay TimesheetLineId', {
    required: {
      decimal: `
        ActualOvertimeWorkBillable ActualOvertimeWorkNonBillable ActualWorkBillable
        ActualWorkNonBillable PlannedWork`,
      int: `AdjustmentIndex`,
      date: `CreatedDate TimeByDay`,
      byte: `TimeByDay_DayOfMonth TimeByDay_DayOfWeek`,
      guid: `TimesheetLineId`,
    },
    optional: {
      text: `Comment LastChangedResourceName ResourceName`,
    },
  }),
  Risks: entity('Risk', 'ProjectId RiskId', {
    required: {
      flag: `IsFolder`,
      guid: `ProjectId RiskId`,
    },
    optional: {
      text: `
        AssignedToResource Category ContingencyPlan CreateByResource Description ItemRelativeUrlPath
        MitigationPlan ModifiedByResource Owner ProjectName Status Title TriggerDescription TriggerTask`,
      double: `Cost CostExposure Exposure Impact Probability`,
      date: `CreatedDate DueDate ModifiedDate`,
      int: `NumberOfAttachments`,
    },
  }),
  Issues: entity('Issue', 'ProjectId IssueId', {
    required: {
      flag: `IsFolder`,
      guid: `IssueId ProjectId`,
    },
    optional: {
      text: `
        AssignedToResource Category CreateByResource Discussion ItemRelativeUrlPath ModifiedByResource
        Owner Priority ProjectName Resolution Status Title`,
      date: `CreatedDate DueDate ModifiedDate`,
      int: `NumberOfAttachments`,
    },
  }),
} as const satisfies Readonly<Record<string, EntityType>>

/** Name of an entity set that is served. */
export type EntitySetName = keyof typeof ENTITY_SETS

/** Whether there is such a set; names are case-sensitive, as WCF Data Services has them. */
export const isEntitySet = (name: string): name is EntitySetName => Object.hasOwn(ENTITY_SETS, name)
