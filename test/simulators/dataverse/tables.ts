/** Kinds of columns, by how the wire writes them. */
export type ColumnKind =
  | 'guid'
  | 'text'
  | 'decimal'
  | 'instant'
  | 'int'
  | 'long'
  | 'flag'
  | 'choice'
  | 'lookup'

export interface Column {
  readonly name: string
  readonly kind: ColumnKind
  /** Lookups: logical name of the table that they point to; "" where that table is not simulated. */
  readonly target?: string
}

export interface Navigation {
  readonly name: string
  /** Logical name of the table that it leads to. */
  readonly table: string
  readonly collection: boolean
  /** Lookup column that carries it: of this table, or of the other one for a collection. */
  readonly by: string
}

export interface TableDefinition {
  readonly logicalName: string
  /** Name in addresses. */
  readonly set: string
  readonly key: string
  /** Column that names a row to people. */
  readonly title?: string
  readonly columns: readonly Column[]
  readonly navigation: readonly Navigation[]
}

interface Sketch {
  readonly set: string
  readonly title?: string
  readonly text?: string
  readonly decimal?: string
  readonly instant?: string
  readonly int?: string
  readonly flag?: string
  readonly choice?: string
  readonly guid?: string
  /** `column>table`, the table left out where it is not simulated. */
  readonly lookup?: string
  /** `name>table:column` for one row, `name>>table:column` for many. */
  readonly navigation?: string
}

/** Columns that every table has. */
const COMMON: Sketch = {
  set: '',
  instant: 'createdon modifiedon overriddencreatedon',
  choice: 'statecode statuscode',
  int: 'importsequencenumber timezoneruleversionnumber utcconversiontimezonecode',
  lookup:
    '_createdby_value _createdonbehalfby_value _modifiedby_value _modifiedonbehalfby_value _ownerid_value _owninguser_value _owningteam_value _owningbusinessunit_value',
}

/**
 * The tables of Planner premium. `msdyn_program` and `msdyn_projectbaselinedata` are named by nobody but readers of
 * live organisations, who give no columns: those here are assumed, and a connector has to get along without them.
 * `msdyn_linktype` and `msdyn_linklagduration` are what Project Operations had before.
 */
const SKETCHES: Readonly<Record<string, Sketch>> = {
  msdyn_program: { set: 'msdyn_programs', title: 'msdyn_name', text: 'msdyn_name msdyn_description' },
  msdyn_project: {
    set: 'msdyn_projects',
    title: 'msdyn_subject',
    text: 'msdyn_subject msdyn_description msdyn_comments msdyn_calendarid msdyn_globalrevisiontoken msdyn_plannerlastsavedrevisiontoken msdyn_businesscase msdyn_valuestatement traversedpath',
    decimal:
      'msdyn_duration msdyn_effort msdyn_effortcompleted msdyn_effortremaining msdyn_progress msdyn_hoursperday msdyn_hoursperweek',
    instant:
      'msdyn_scheduledstart msdyn_taskearlieststart msdyn_finish msdyn_tzascheduledstart msdyn_tzafinish',
    choice: 'msdyn_scheduler msdyn_schedulemode msdyn_bulkgenerationstatus',
    int: 'msdyn_dayspermonth',
    flag: 'msdyn_disablecreateofteammemberformanager msdyn_teamschannelmappingbackfilled',
    guid: 'processid',
    lookup:
      '_msdyn_projectmanager_value _msdyn_projectteamid_value>msdyn_projectteam _msdyn_program_value>msdyn_program _msdyn_workhourtemplate_value _msdyn_contractorganizationalunitid_value _msdyn_msprojectdocument_value _msdyn_replaylogheader_value _msdyn_pfwcreatedby_value _msdyn_pfwmodifiedby_value _stageid_value',
    navigation:
      'msdyn_msdyn_project_msdyn_projecttask_project>>msdyn_projecttask:_msdyn_project_value msdyn_msdyn_project_msdyn_projecttaskdependency_Project>>msdyn_projecttaskdependency:_msdyn_project_value msdyn_msdyn_project_msdyn_resourceassignment_projectid>>msdyn_resourceassignment:_msdyn_projectid_value',
  },
  msdyn_projectbucket: {
    set: 'msdyn_projectbuckets',
    title: 'msdyn_name',
    text: 'msdyn_name',
    decimal: 'msdyn_displayorder',
    lookup: '_msdyn_project_value>msdyn_project',
    navigation: 'msdyn_project>msdyn_project:_msdyn_project_value',
  },
  msdyn_projectsprint: {
    set: 'msdyn_projectsprints',
    title: 'msdyn_name',
    text: 'msdyn_name',
    instant: 'msdyn_start msdyn_finish',
    lookup: '_msdyn_project_value>msdyn_project',
    navigation: 'msdyn_project>msdyn_project:_msdyn_project_value',
  },
  bookableresource: {
    set: 'bookableresources',
    title: 'name',
    text: 'name msdyn_primaryemail',
    choice: 'resourcetype',
    int: 'timezone',
    lookup: '_userid_value _contactid_value _accountid_value _calendarid_value',
  },
  msdyn_projectteam: {
    set: 'msdyn_projectteams',
    title: 'msdyn_name',
    text: 'msdyn_name',
    instant: 'msdyn_start msdyn_finish',
    decimal: 'msdyn_effort msdyn_effortcompleted msdyn_effortremaining',
    lookup: '_msdyn_project_value>msdyn_project _msdyn_bookableresourceid_value>bookableresource',
    navigation:
      'msdyn_project>msdyn_project:_msdyn_project_value msdyn_bookableresourceid>bookableresource:_msdyn_bookableresourceid_value',
  },
  msdyn_projecttask: {
    set: 'msdyn_projecttasks',
    title: 'msdyn_subject',
    text: 'msdyn_subject msdyn_description msdyn_descriptionplaintext traversedpath',
    instant:
      'msdyn_start msdyn_finish msdyn_scheduledstart msdyn_scheduledend msdyn_tzascheduledstart msdyn_tzascheduledend',
    decimal:
      'msdyn_duration msdyn_effort msdyn_effortcompleted msdyn_effortremaining msdyn_progress msdyn_displaysequence',
    int: 'msdyn_priority msdyn_outlinelevel',
    flag: 'msdyn_ismilestone msdyn_iscritical msdyn_ismanual msdyn_summary',
    guid: 'processid',
    lookup:
      '_msdyn_project_value>msdyn_project _msdyn_projectbucket_value>msdyn_projectbucket _msdyn_projectsprint_value>msdyn_projectsprint _msdyn_parenttask_value>msdyn_projecttask _msdyn_resourcecategory_value _msdyn_resourceorganizationalunitid_value _msdyn_pfwcreatedby_value _msdyn_pfwmodifiedby_value _stageid_value',
    navigation:
      'msdyn_project>msdyn_project:_msdyn_project_value msdyn_projectbucket>msdyn_projectbucket:_msdyn_projectbucket_value msdyn_parenttask>msdyn_projecttask:_msdyn_parenttask_value msdyn_projectsprint>msdyn_projectsprint:_msdyn_projectsprint_value',
  },
  msdyn_projecttaskdependency: {
    set: 'msdyn_projecttaskdependencies',
    text: 'msdyn_description',
    int: 'msdyn_projecttaskdependencylinklag msdyn_projecttaskdependencylinklaginseconds msdyn_linklagduration',
    choice: 'msdyn_projecttaskdependencylinktype msdyn_linktype',
    lookup:
      '_msdyn_project_value>msdyn_project _msdyn_predecessortask_value>msdyn_projecttask _msdyn_successortask_value>msdyn_projecttask',
    navigation:
      'msdyn_Project>msdyn_project:_msdyn_project_value msdyn_PredecessorTask>msdyn_projecttask:_msdyn_predecessortask_value msdyn_SuccessorTask>msdyn_projecttask:_msdyn_successortask_value',
  },
  msdyn_resourceassignment: {
    set: 'msdyn_resourceassignments',
    title: 'msdyn_name',
    text: 'msdyn_name msdyn_plannedwork',
    instant: 'msdyn_start msdyn_finish',
    decimal: 'msdyn_effort msdyn_effortcompleted msdyn_effortremaining',
    lookup:
      '_msdyn_projectid_value>msdyn_project _msdyn_taskid_value>msdyn_projecttask _msdyn_projectteamid_value>msdyn_projectteam _msdyn_bookableresourceid_value>bookableresource',
    navigation:
      'msdyn_projectid>msdyn_project:_msdyn_projectid_value msdyn_taskid>msdyn_projecttask:_msdyn_taskid_value msdyn_projectteamid>msdyn_projectteam:_msdyn_projectteamid_value msdyn_bookableresourceid>bookableresource:_msdyn_bookableresourceid_value',
  },
  msdyn_projectbaselinedata: {
    set: 'msdyn_projectbaselinedatas',
    instant: 'msdyn_start msdyn_finish',
    decimal: 'msdyn_duration msdyn_effort',
    int: 'msdyn_baselinenumber',
    lookup: '_msdyn_project_value>msdyn_project _msdyn_projecttask_value>msdyn_projecttask',
  },
  msdyn_projectlabel: { set: 'msdyn_projectlabels', lookup: '_msdyn_projectid_value>msdyn_project' },
  msdyn_projecttasktolabel: {
    set: 'msdyn_projecttasktolabels',
    lookup: '_msdyn_projecttaskid_value>msdyn_projecttask _msdyn_projectlabelid_value>msdyn_projectlabel',
  },
  msdyn_projectchecklist: {
    set: 'msdyn_projectchecklists',
    title: 'msdyn_name',
    text: 'msdyn_name',
    lookup: '_msdyn_projecttaskid_value>msdyn_projecttask',
  },
}

/** Every simulated table by its logical name. */
export const TABLES: ReadonlyMap<string, TableDefinition> = new Map(
  Object.entries(SKETCHES).map(([logicalName, sketch]) => [logicalName, definitionOf(logicalName, sketch)]),
)

/** Tables and columns that no public description has; see {@link SKETCHES}. */
export const UNDESCRIBED: Readonly<Record<string, readonly string[] | 'all'>> = {
  msdyn_program: 'all',
  msdyn_projectbaselinedata: 'all',
  msdyn_projecttaskdependency: ['msdyn_linktype', 'msdyn_linklagduration'],
}

function definitionOf(logicalName: string, sketch: Sketch): TableDefinition {
  const key = `${logicalName}id`
  return {
    logicalName,
    set: sketch.set,
    key,
    ...(sketch.title === undefined ? {} : { title: sketch.title }),
    columns: [
      { name: key, kind: 'guid' },
      ...columnsOf(sketch),
      ...columnsOf(COMMON),
      { name: 'versionnumber', kind: 'long' },
    ],
    navigation: words(sketch.navigation).map(navigationOf),
  }
}

function columnsOf(sketch: Sketch): Column[] {
  const plain = (['text', 'decimal', 'instant', 'int', 'flag', 'choice', 'guid'] as const).flatMap((kind) =>
    words(sketch[kind]).map((name): Column => ({ name, kind })),
  )
  const lookups = words(sketch.lookup).map((word): Column => {
    const [name = '', target = ''] = word.split('>')
    return { name, kind: 'lookup', target }
  })
  return [...plain, ...lookups]
}

function navigationOf(word: string): Navigation {
  const [name = '', rest = ''] = word.split(/>>?/)
  const [table = '', by = ''] = rest.split(':')
  return { name, table, collection: word.includes('>>'), by }
}

function words(text: string | undefined): string[] {
  return text === undefined ? [] : text.split(' ')
}
