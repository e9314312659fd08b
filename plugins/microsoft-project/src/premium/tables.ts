/** How the wire writes a column. */
export type ColumnKind = 'guid' | 'text' | 'number' | 'flag' | 'instant' | 'choice'

/** A table of Planner premium, with the columns that are read of it. */
export interface Table {
  readonly logicalName: string
  /** Name in addresses. */
  readonly set: string
  readonly key: string
  /** Column that names the project of a row; absent: the table is of the whole organisation. */
  readonly project?: string
  /** Whether every organisation with Planner premium has it. */
  readonly required: boolean
  /** Columns beside key and version; one that an organisation lacks is left out. */
  readonly columns: Readonly<Record<string, ColumnKind>>
}

const common = {
  createdon: 'instant',
  modifiedon: 'instant',
  statecode: 'choice',
  statuscode: 'choice',
} as const

const effort = {
  msdyn_effort: 'number',
  msdyn_effortcompleted: 'number',
  msdyn_effortremaining: 'number',
} as const

export const PROGRAMS: Table = {
  logicalName: 'msdyn_program',
  set: 'msdyn_programs',
  key: 'msdyn_programid',
  required: false,
  columns: { msdyn_name: 'text', msdyn_description: 'text', ...common },
}

export const PROJECTS: Table = {
  logicalName: 'msdyn_project',
  set: 'msdyn_projects',
  key: 'msdyn_projectid',
  project: 'msdyn_projectid',
  required: true,
  columns: {
    msdyn_subject: 'text',
    msdyn_description: 'text',
    msdyn_taskearlieststart: 'instant',
    msdyn_scheduledstart: 'instant',
    msdyn_finish: 'instant',
    msdyn_hoursperday: 'number',
    msdyn_hoursperweek: 'number',
    msdyn_dayspermonth: 'number',
    _msdyn_projectmanager_value: 'guid',
    _msdyn_program_value: 'guid',
    ...common,
  },
}

export const BUCKETS: Table = {
  logicalName: 'msdyn_projectbucket',
  set: 'msdyn_projectbuckets',
  key: 'msdyn_projectbucketid',
  project: '_msdyn_project_value',
  required: true,
  columns: { msdyn_name: 'text', _msdyn_project_value: 'guid', ...common },
}

export const SPRINTS: Table = {
  logicalName: 'msdyn_projectsprint',
  set: 'msdyn_projectsprints',
  key: 'msdyn_projectsprintid',
  project: '_msdyn_project_value',
  required: false,
  columns: {
    msdyn_name: 'text',
    msdyn_start: 'instant',
    msdyn_finish: 'instant',
    _msdyn_project_value: 'guid',
    ...common,
  },
}

export const RESOURCES: Table = {
  logicalName: 'bookableresource',
  set: 'bookableresources',
  key: 'bookableresourceid',
  required: true,
  columns: {
    name: 'text',
    msdyn_primaryemail: 'text',
    resourcetype: 'choice',
    _userid_value: 'guid',
    ...common,
  },
}

export const TEAM_MEMBERS: Table = {
  logicalName: 'msdyn_projectteam',
  set: 'msdyn_projectteams',
  key: 'msdyn_projectteamid',
  project: '_msdyn_project_value',
  required: true,
  columns: {
    msdyn_name: 'text',
    _msdyn_project_value: 'guid',
    _msdyn_bookableresourceid_value: 'guid',
    ...common,
  },
}

export const TASKS: Table = {
  logicalName: 'msdyn_projecttask',
  set: 'msdyn_projecttasks',
  key: 'msdyn_projecttaskid',
  project: '_msdyn_project_value',
  required: true,
  columns: {
    msdyn_subject: 'text',
    msdyn_description: 'text',
    msdyn_descriptionplaintext: 'text',
    msdyn_start: 'instant',
    msdyn_finish: 'instant',
    msdyn_scheduledstart: 'instant',
    msdyn_scheduledend: 'instant',
    msdyn_duration: 'number',
    ...effort,
    msdyn_progress: 'number',
    msdyn_priority: 'number',
    msdyn_outlinelevel: 'number',
    msdyn_displaysequence: 'number',
    msdyn_ismilestone: 'flag',
    msdyn_iscritical: 'flag',
    msdyn_ismanual: 'flag',
    msdyn_summary: 'flag',
    _msdyn_project_value: 'guid',
    _msdyn_parenttask_value: 'guid',
    _msdyn_projectbucket_value: 'guid',
    _msdyn_projectsprint_value: 'guid',
    ...common,
  },
}

export const DEPENDENCIES: Table = {
  logicalName: 'msdyn_projecttaskdependency',
  set: 'msdyn_projecttaskdependencies',
  key: 'msdyn_projecttaskdependencyid',
  project: '_msdyn_project_value',
  required: true,
  columns: {
    msdyn_projecttaskdependencylinktype: 'choice',
    msdyn_projecttaskdependencylinklag: 'number',
    msdyn_projecttaskdependencylinklaginseconds: 'number',
    // Of Project Operations; Planner premium alone has neither.
    msdyn_linktype: 'choice',
    msdyn_linklagduration: 'number',
    _msdyn_project_value: 'guid',
    _msdyn_predecessortask_value: 'guid',
    _msdyn_successortask_value: 'guid',
    ...common,
  },
}

export const ASSIGNMENTS: Table = {
  logicalName: 'msdyn_resourceassignment',
  set: 'msdyn_resourceassignments',
  key: 'msdyn_resourceassignmentid',
  project: '_msdyn_projectid_value',
  required: true,
  columns: {
    msdyn_start: 'instant',
    msdyn_finish: 'instant',
    ...effort,
    _msdyn_projectid_value: 'guid',
    _msdyn_taskid_value: 'guid',
    _msdyn_projectteamid_value: 'guid',
    _msdyn_bookableresourceid_value: 'guid',
    ...common,
  },
}

/** Its columns are not described in public; those here are what the other tables call the same things. */
export const BASELINES: Table = {
  logicalName: 'msdyn_projectbaselinedata',
  set: 'msdyn_projectbaselinedatas',
  key: 'msdyn_projectbaselinedataid',
  project: '_msdyn_project_value',
  required: false,
  columns: {
    msdyn_baselinenumber: 'number',
    msdyn_start: 'instant',
    msdyn_finish: 'instant',
    msdyn_duration: 'number',
    msdyn_effort: 'number',
    _msdyn_project_value: 'guid',
    _msdyn_projecttask_value: 'guid',
    ...common,
  },
}

export const TABLES: readonly Table[] = [
  PROGRAMS,
  PROJECTS,
  BUCKETS,
  SPRINTS,
  RESOURCES,
  TEAM_MEMBERS,
  TASKS,
  DEPENDENCIES,
  ASSIGNMENTS,
  BASELINES,
]
