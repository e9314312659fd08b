import type { Json, JsonObject } from '../../common/json.ts'

/** A user, bot or organisation. `recorded` is a payload served verbatim instead of a rendered one. */
export interface Account {
  readonly id: number
  readonly nodeId: string
  login: string
  readonly type: 'User' | 'Bot' | 'Organization'
  name: string | null
  email: string | null
  company: string | null
  readonly createdAt: string
  updatedAt: string
  /** A deleted account is shown as null wherever it acted. */
  deleted: boolean
  readonly recorded?: JsonObject
}

export interface Team {
  readonly id: number
  readonly nodeId: string
  readonly name: string
  readonly slug: string
  readonly members: string[]
}

export interface IssueType {
  readonly id: number
  readonly nodeId: string
  name: string
  description: string | null
  color: string
  isEnabled: boolean
  readonly createdAt: string
  updatedAt: string
}

export interface FieldOption {
  readonly id: number
  readonly name: string
  readonly color: string
}

export interface IssueField {
  readonly id: number
  readonly nodeId: string
  name: string
  description: string | null
  readonly dataType: 'text' | 'date' | 'single_select' | 'number'
  readonly options: FieldOption[]
  readonly createdAt: string
  updatedAt: string
}

/** What an organisation adds to its account. */
export interface Organization {
  readonly login: string
  readonly members: string[]
  readonly teams: Team[]
  readonly issueTypes: IssueType[]
  readonly issueFields: IssueField[]
}

export interface Label {
  readonly id: number
  readonly nodeId: string
  name: string
  color: string
  description: string | null
  readonly isDefault: boolean
  readonly recorded?: JsonObject
}

export interface Milestone {
  readonly id: number
  readonly nodeId: string
  readonly number: number
  title: string
  description: string | null
  state: 'open' | 'closed'
  dueOn: string | null
  readonly creator: string
  readonly createdAt: string
  updatedAt: string
  closedAt: string | null
  readonly recorded?: JsonObject
}

export interface Comment {
  readonly id: number
  readonly nodeId: string
  readonly author: string
  body: string
  readonly createdAt: string
  updatedAt: string
}

/** One thing that happened to an issue. `detail` holds the keys that only this kind of event has. */
export interface IssueEvent {
  readonly id: number
  readonly nodeId: string
  readonly kind: string
  readonly actor: string | null
  readonly createdAt: string
  readonly issueId: number | null
  readonly detail: EventDetail
  /** Served verbatim; such an event may speak of an issue that the recording does not hold. */
  readonly recorded?: JsonObject
  readonly recordedIssueNumber?: number
}

export interface EventDetail {
  readonly label?: { readonly name: string; readonly color: string }
  readonly milestone?: { readonly title: string }
  readonly assignee?: string
  readonly rename?: { readonly from: string; readonly to: string }
  readonly lockReason?: string | null
  readonly stateReason?: string | null
  readonly issueType?: number
  readonly previousIssueType?: number
  readonly subIssue?: number
  readonly parentIssue?: number
  readonly blockedBy?: number
  readonly blocking?: number
  readonly comment?: number
  readonly crossReference?: number
  readonly commitId?: string
}

export interface PullRequestPart {
  readonly id: number
  readonly nodeId: string
  draft: boolean
  mergedAt: string | null
}

export type StateReason = 'completed' | 'reopened' | 'not_planned' | 'duplicate'

/** An issue, or a pull request seen as one. Relations hold the global ids of other issues. */
export interface Issue {
  readonly id: number
  readonly nodeId: string
  readonly number: number
  repositoryId: number
  title: string
  body: string | null
  state: 'open' | 'closed'
  stateReason: StateReason | null
  readonly author: string | null
  readonly authorAssociation: string
  labels: number[]
  assignees: string[]
  milestone: number | null
  type: number | null
  locked: boolean
  lockReason: string | null
  readonly comments: Comment[]
  readonly createdAt: string
  updatedAt: string
  closedAt: string | null
  closedBy: string | null
  readonly pull: PullRequestPart | null
  parent: number | null
  subIssues: number[]
  blockedBy: number[]
  blocking: number[]
  readonly fieldValues: Map<number, string | number>
  readonly events: IssueEvent[]
  hidden: boolean
  /** Served verbatim until the first edit, laid under the rendered fields after it. */
  readonly recorded?: JsonObject
  touched: boolean
  /** Rendered bytes, dropped by every change that shows in them. */
  rendered: RenderedIssue | null
}

export interface RenderedIssue {
  readonly bytes: Buffer
  readonly revision: number
  readonly tag: string
}

/** What is left at a number whose issue went away. */
export type Departed =
  | { readonly kind: 'deleted'; readonly issue: Issue }
  | { readonly kind: 'moved'; readonly issueId: number }

export interface Repository {
  readonly id: number
  readonly nodeId: string
  owner: string
  name: string
  description: string | null
  readonly private: boolean
  archived: boolean
  hidden: boolean
  readonly createdAt: string
  updatedAt: string
  pushedAt: string
  readonly issues: Map<number, Issue>
  readonly departed: Map<number, Departed>
  labels: Label[]
  readonly milestones: Map<number, Milestone>
  events: IssueEvent[]
  readonly assignees: string[]
  nextNumber: number
  nextMilestone: number
  /** Grows with every change that may show in a list of this repository. */
  revision: number
  /** Grows with changes that show in the payload of issues which were not touched (labels, milestones, name). */
  sharedRevision: number
  /** Pull requests as the recording holds them, by number. */
  readonly recordedPulls: Map<number, JsonObject>
}

export type ProjectFieldType =
  | 'TITLE'
  | 'ASSIGNEES'
  | 'LABELS'
  | 'MILESTONE'
  | 'REPOSITORY'
  | 'REVIEWERS'
  | 'LINKED_PULL_REQUESTS'
  | 'PARENT_ISSUE'
  | 'SUB_ISSUES_PROGRESS'
  | 'TEXT'
  | 'NUMBER'
  | 'DATE'
  | 'SINGLE_SELECT'
  | 'ITERATION'

export interface ProjectOption {
  readonly id: string
  name: string
  color: string
  description: string
}

/** `startDate` is a calendar day, `duration` counts days. */
export interface Iteration {
  readonly id: string
  title: string
  startDate: string
  duration: number
}

export interface ProjectField {
  readonly id: number
  readonly nodeId: string
  name: string
  readonly dataType: ProjectFieldType
  readonly options: ProjectOption[]
  iterations: Iteration[]
  /** 1 Monday to 7 Sunday; only for iterations. */
  startDay: number
  duration: number
  readonly createdAt: string
  updatedAt: string
}

/** A value as a client writes it: text, number, day, option id or iteration id. */
export interface ProjectValue {
  readonly id: number
  readonly nodeId: string
  readonly value: string | number
  readonly createdAt: string
  readonly updatedAt: string
}

export interface DraftIssue {
  readonly id: number
  readonly nodeId: string
  title: string
  body: string
  readonly assignees: string[]
  readonly createdAt: string
  updatedAt: string
}

export interface ProjectItem {
  readonly id: number
  readonly nodeId: string
  readonly creator: string
  /** Issue or pull request; null for a draft. */
  issueId: number | null
  draft: DraftIssue | null
  archivedAt: string | null
  readonly createdAt: string
  updatedAt: string
  readonly values: Map<number, ProjectValue>
}

export interface Project {
  readonly id: number
  readonly nodeId: string
  readonly owner: string
  readonly number: number
  title: string
  shortDescription: string | null
  readme: string | null
  readonly public: boolean
  closedAt: string | null
  readonly creator: string
  readonly createdAt: string
  updatedAt: string
  readonly fields: ProjectField[]
  items: ProjectItem[]
  nextItemOrder: number
}

export interface Hook {
  readonly id: number
  /** `owner/name` for a repository hook, a login for an organisation hook. */
  readonly scope: string
  readonly url: string
  readonly secret: string
  /** `*` means every event. */
  readonly events: readonly string[]
  active: boolean
  readonly createdAt: string
}

export interface Installation {
  readonly id: number
  readonly appId: number
  readonly account: string
  /** Full names; undefined means every repository of the account. */
  readonly repositories?: readonly string[]
  readonly createdAt: string
}

export type { Json }
