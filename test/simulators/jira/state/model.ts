import type { Json, JsonObject } from '../../common/json.ts'

/** A person, an app or a customer. Cloud knows `accountId` only, Data Center `name` (login) and `key`. */
export interface JiraUser {
  readonly accountId: string
  /** Login; how edits and options name people. */
  readonly name: string
  readonly key: string
  displayName: string
  emailAddress: string
  /** Cloud hides most addresses: the rendered one is empty then. */
  emailHidden: boolean
  active: boolean
  readonly accountType: 'atlassian' | 'app' | 'customer'
  /** IANA zone, in which dates of this user's JQL are read. */
  timeZone: string
  /** A deleted account is no longer found, and issues show a former user. */
  deleted: boolean
}

export type StatusCategoryKey = 'undefined' | 'new' | 'indeterminate' | 'done'

/** A status; team-managed projects have their own, so the same name may occur under several ids. */
export interface JiraStatus {
  readonly id: string
  name: string
  description: string
  category: StatusCategoryKey
  /** Null for statuses that every company-managed project shares. */
  readonly projectId: string | null
}

/** `hierarchyLevel` is -1 for sub-tasks, 0, 1 for epics, above for levels of Plans. */
export interface JiraIssueType {
  readonly id: string
  name: string
  description: string
  readonly hierarchyLevel: number
  readonly projectId: string | null
}

export interface JiraPriority {
  readonly id: string
  name: string
  description: string
  statusColor: string
}

export interface JiraResolution {
  readonly id: string
  name: string
  description: string
}

export interface JiraLinkType {
  readonly id: string
  name: string
  inward: string
  outward: string
}

/** What `GET /field` shows. System fields have no `custom`. */
export interface JiraField {
  /** `summary` or `customfield_10016`. */
  readonly id: string
  name: string
  readonly type: string
  readonly items?: string
  /** Key of the type of a custom field: `com.pyxis.greenhopper.jira:gh-sprint`. */
  readonly custom?: string
  /** Team-managed projects have fields of their own. */
  readonly projectId?: string
  /** Names that JQL knows besides the id. */
  readonly clauses: readonly string[]
}

export interface JiraComponent {
  readonly id: string
  name: string
  description: string
  lead: string | null
}

export interface JiraVersion {
  readonly id: string
  name: string
  description: string
  released: boolean
  archived: boolean
  /** Calendar days, or null. */
  startDate: string | null
  releaseDate: string | null
}

export interface JiraProject {
  readonly id: string
  key: string
  /** Keys of the past still lead here. */
  readonly formerKeys: string[]
  name: string
  description: string
  lead: string
  /** `next-gen` is a team-managed project: statuses and issue types of its own. */
  readonly style: 'classic' | 'next-gen'
  readonly typeKey: 'software' | 'business' | 'service_desk'
  issueTypeIds: string[]
  statusIds: string[]
  components: JiraComponent[]
  versions: JiraVersion[]
  archived: boolean
  /** In the trash: not found, not listed among live ones. */
  deleted: boolean
  /** The caller lost the permission to browse it. */
  hidden: boolean
  nextNumber: number
}

export type SprintState = 'future' | 'active' | 'closed'

export interface JiraSprint {
  readonly id: string
  name: string
  state: SprintState
  readonly boardId: string
  goal: string
  /** Milliseconds since 1970, or null. */
  startAt: number | null
  endAt: number | null
  completedAt: number | null
}

export interface JiraBoard {
  readonly id: string
  name: string
  readonly type: 'scrum' | 'kanban' | 'simple'
  readonly projectId: string
}

export interface HistoryItem {
  readonly field: string
  readonly fieldtype: 'jira' | 'custom'
  readonly fieldId: string
  readonly from: string | null
  readonly fromString: string | null
  readonly to: string | null
  readonly toString: string | null
}

export interface JiraHistory {
  readonly id: string
  readonly author: string | null
  readonly at: number
  readonly items: readonly HistoryItem[]
}

export interface JiraComment {
  readonly id: string
  readonly author: string
  body: RichText
  readonly createdAt: number
  updatedAt: number
}

export interface JiraWorklog {
  readonly id: string
  readonly issueId: string
  author: string
  seconds: number
  startedAt: number
  comment: RichText | null
  readonly createdAt: number
  updatedAt: number
  deletedAt: number | null
}

export interface JiraRemoteLink {
  readonly id: string
  readonly globalId: string
  url: string
  title: string
  summary: string
  relationship: string
  resolved: boolean
}

/** Text as it was written: wiki text, or a document of ADF. Each edition shows it in its own form. */
export type RichText = string | JsonObject

/** `source` is at the outward end: source `<type.outward>` destination. */
export interface JiraLink {
  readonly id: string
  readonly typeId: string
  readonly sourceId: string
  readonly destinationId: string
}

/** What the search index knows of an issue since an instant. */
export interface IndexEntry {
  readonly from: number
  readonly document: IndexDocument | null
}

/** What JQL can ask of an issue. */
export interface IndexDocument {
  readonly id: string
  readonly key: string
  readonly formerKeys: readonly string[]
  readonly projectId: string
  readonly typeId: string
  readonly statusId: string
  readonly priorityId: string | null
  readonly resolutionId: string | null
  readonly parentId: string | null
  readonly assignee: string | null
  readonly reporter: string | null
  readonly labels: readonly string[]
  readonly componentIds: readonly string[]
  readonly fixVersionIds: readonly string[]
  readonly sprintIds: readonly string[]
  readonly summary: string
  readonly dueDate: string | null
  readonly created: number
  readonly updated: number
  readonly resolved: number | null
  readonly rank: string
}

export interface JiraIssue {
  readonly id: string
  key: string
  readonly formerKeys: string[]
  projectId: string
  typeId: string
  statusId: string
  priorityId: string | null
  resolutionId: string | null
  parentId: string | null
  summary: string
  description: RichText | null
  environment: RichText | null
  assignee: string | null
  reporter: string | null
  readonly creator: string
  labels: string[]
  componentIds: string[]
  fixVersionIds: string[]
  affectsVersionIds: string[]
  /** Sprints in the order in which they were joined; closed ones stay. */
  sprintIds: string[]
  /** Calendar day, or null. */
  dueDate: string | null
  /** Seconds, or null. */
  originalEstimate: number | null
  remainingEstimate: number | null
  /** Values of custom fields that have no place of their own here, by field id. */
  readonly values: Map<string, Json>
  readonly rank: string
  readonly created: number
  updated: number
  resolved: number | null
  categoryChangedAt: number
  readonly histories: JiraHistory[]
  readonly comments: JiraComment[]
  readonly worklogs: JiraWorklog[]
  readonly remoteLinks: JiraRemoteLink[]
  linkIds: string[]
  childIds: string[]
  archived: boolean
  deleted: boolean
  /** An issue security level keeps the caller out. */
  hidden: boolean
  /** Newest last; older entries only as long as a lagging index may need them. */
  index: IndexEntry[]
  /** Served under the rendered fields; a recorded payload. */
  readonly recorded?: JsonObject
}
