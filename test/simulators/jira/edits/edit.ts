import type { Json } from '../../common/json.ts'
import type { RichText, StatusCategoryKey } from '../state/model.ts'

/**
 * A change of the world. An issue is named by key or id, a person by login, a project by key; a status, type, version,
 * component, sprint or board by id or by name (within its project, where it has one).
 */
export type Edit = (IssueEdit | RelationEdit | WorklogEdit | SprintEdit | ProjectEdit | SiteEdit) & {
  /** Login of who does it; default: the first user. */
  readonly by?: string
}

/** Fields of an issue that a person may set. Custom fields by id or name, a sprint by `setSprint`. */
export interface IssueContent {
  readonly summary?: string
  readonly description?: RichText | null
  readonly type?: string
  readonly priority?: string | null
  readonly assignee?: string | null
  readonly reporter?: string | null
  readonly labels?: readonly string[]
  readonly components?: readonly string[]
  readonly fixVersions?: readonly string[]
  readonly affectsVersions?: readonly string[]
  /** Key or id of the parent, of whatever level. */
  readonly parent?: string | null
  readonly dueDate?: string | null
  /** Seconds. */
  readonly originalEstimate?: number | null
  readonly remainingEstimate?: number | null
  readonly fields?: Readonly<Record<string, Json>>
}

type IssueEdit =
  | ({
      readonly kind: 'createIssue'
      readonly project: string
      readonly summary: string
      readonly status?: string
      readonly sprint?: string
    } & IssueContent)
  | ({ readonly kind: 'editIssue'; readonly issue: string } & IssueContent)
  | {
      readonly kind: 'transition'
      readonly issue: string
      readonly to: string
      /** Name of a resolution; default: `Done` in a status of that category, none elsewhere. */
      readonly resolution?: string | null
    }
  | { readonly kind: 'comment'; readonly issue: string; readonly body: RichText }
  /** Moves `updated` and changes nothing that is mapped. */
  | { readonly kind: 'touchIssue'; readonly issue: string }
  | { readonly kind: 'moveIssue'; readonly issue: string; readonly to: string; readonly type?: string }
  | {
      readonly kind:
        | 'deleteIssue'
        | 'recreateIssue'
        | 'archiveIssue'
        | 'restoreIssue'
        | 'hideIssue'
        | 'showIssue'
      readonly issue: string
    }

type RelationEdit =
  /** `from` `<type.outward>` `to`: with type Blocks, `from` blocks `to`. */
  | { readonly kind: 'link'; readonly type: string; readonly from: string; readonly to: string }
  | { readonly kind: 'unlink'; readonly link: string }
  | {
      readonly kind: 'addRemoteLink'
      readonly issue: string
      readonly url: string
      readonly title: string
      readonly relationship?: string
      readonly resolved?: boolean
    }
  | { readonly kind: 'removeRemoteLink'; readonly issue: string; readonly remoteLink: string }

type WorklogEdit =
  | {
      readonly kind: 'logWork'
      readonly issue: string
      readonly seconds: number
      /** ISO instant; default: now. */
      readonly started?: string
      readonly comment?: RichText
    }
  | {
      readonly kind: 'editWorklog'
      readonly worklog: string
      readonly seconds?: number
      readonly started?: string
      readonly comment?: RichText
    }
  | { readonly kind: 'deleteWorklog'; readonly worklog: string }

type SprintEdit =
  | {
      readonly kind: 'createBoard'
      readonly project: string
      readonly name: string
      readonly type?: 'scrum' | 'kanban' | 'simple'
    }
  | { readonly kind: 'renameBoard'; readonly board: string; readonly name: string }
  | { readonly kind: 'deleteBoard'; readonly board: string }
  | {
      readonly kind: 'createSprint'
      readonly board: string
      readonly name: string
      readonly goal?: string
      readonly start?: string
      readonly end?: string
    }
  | {
      readonly kind: 'editSprint'
      readonly sprint: string
      readonly name?: string
      readonly goal?: string
      readonly start?: string
      readonly end?: string
    }
  | { readonly kind: 'startSprint'; readonly sprint: string; readonly start?: string; readonly end?: string }
  /** Issues that are not done go to `moveTo`, or to the backlog. */
  | { readonly kind: 'closeSprint'; readonly sprint: string; readonly moveTo?: string }
  | { readonly kind: 'deleteSprint'; readonly sprint: string }
  /** Into the sprint, out of every open one with null; closed ones stay with the issue. */
  | { readonly kind: 'setSprint'; readonly issue: string; readonly sprint: string | null }

type ProjectEdit =
  | {
      readonly kind: 'createProject'
      readonly project: string
      readonly name: string
      readonly style?: 'classic' | 'next-gen'
      readonly lead?: string
      readonly description?: string
    }
  | {
      readonly kind: 'editProject'
      readonly project: string
      readonly name?: string
      readonly description?: string
      readonly lead?: string
    }
  | { readonly kind: 'changeProjectKey'; readonly project: string; readonly to: string }
  | {
      readonly kind: 'archiveProject' | 'restoreProject' | 'deleteProject' | 'hideProject' | 'showProject'
      readonly project: string
    }
  | ({ readonly kind: 'createVersion'; readonly project: string; readonly name: string } & VersionContent)
  | ({ readonly kind: 'editVersion'; readonly project: string; readonly version: string } & VersionContent)
  | { readonly kind: 'deleteVersion'; readonly project: string; readonly version: string }
  | {
      readonly kind: 'createComponent'
      readonly project: string
      readonly name: string
      readonly lead?: string
    }
  | {
      readonly kind: 'editComponent'
      readonly project: string
      readonly component: string
      readonly name?: string
      readonly description?: string
    }
  | { readonly kind: 'deleteComponent'; readonly project: string; readonly component: string }

export interface VersionContent {
  readonly name?: string
  readonly description?: string
  readonly released?: boolean
  readonly archived?: boolean
  readonly startDate?: string | null
  readonly releaseDate?: string | null
}

type SiteEdit =
  | {
      readonly kind: 'createStatus'
      readonly name: string
      readonly category: StatusCategoryKey
      /** Only for this project, as in team-managed ones. */
      readonly project?: string
    }
  | {
      readonly kind: 'editStatus'
      readonly status: string
      readonly name?: string
      readonly category?: StatusCategoryKey
    }
  | { readonly kind: 'renamePriority' | 'renameIssueType'; readonly from: string; readonly to: string }
  | {
      readonly kind: 'addField'
      readonly name: string
      readonly type: string
      readonly items?: string
      readonly custom: string
      readonly id?: string
      readonly project?: string
    }
  | { readonly kind: 'renameField'; readonly field: string; readonly name: string }
  | { readonly kind: 'deleteField'; readonly field: string }
  | {
      readonly kind: 'addUser'
      readonly login: string
      readonly displayName?: string
      readonly email?: string
      readonly emailHidden?: boolean
      readonly accountType?: 'atlassian' | 'app' | 'customer'
      readonly timeZone?: string
    }
  | {
      readonly kind: 'editUser'
      readonly login: string
      readonly displayName?: string
      readonly email?: string
      readonly active?: boolean
      readonly timeZone?: string
    }
  | { readonly kind: 'deleteUser'; readonly login: string }
  | { readonly kind: 'setIndexLag'; readonly ms: number }
  | { readonly kind: 'advanceClock'; readonly ms: number }

/** Ids of what an edit made or changed. */
export interface EditOutcome {
  /** Id of the main thing: issue, link, worklog, sprint, version … */
  readonly id?: string
  /** Key of the issue. */
  readonly key?: string
}

type Named<One, Kind> = One extends { readonly kind: infer Kinds }
  ? Kind extends Kinds
    ? One
    : never
  : never

/** The edit of a kind, with the kinds that share its shape. */
export type EditOf<Kind extends Edit['kind']> = Named<Edit, Kind>
