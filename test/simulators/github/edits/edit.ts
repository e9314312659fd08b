import type { StateReason } from '../state/model.ts'
import type { ProjectFieldSeed } from '../state/projects.ts'

/** An issue named by its place. `repo` is a full name, former names are followed. */
export interface IssuePlace {
  readonly repo: string
  readonly number: number
}

interface ProjectPlace {
  readonly owner: string
  readonly project: number
}

interface ItemPlace extends ProjectPlace {
  /** The item's database id. */
  readonly item: number
}

/** One change of the simulated GitHub, as plain JSON. `by` is the acting login, default `editor`. */
export type Edit = { readonly by?: string } & EditAction

export type EditAction =
  | ({ readonly kind: 'createIssue' } & IssueFields & { readonly repo: string })
  | ({ readonly kind: 'editIssue'; readonly title?: string; readonly body?: string | null } & IssuePlace)
  | ({ readonly kind: 'closeIssue'; readonly reason?: StateReason; readonly merge?: boolean } & IssuePlace)
  | ({ readonly kind: 'reopenIssue' } & IssuePlace)
  | ({ readonly kind: 'addLabel' | 'removeLabel'; readonly label: string } & IssuePlace)
  | ({ readonly kind: 'assign' | 'unassign'; readonly login: string } & IssuePlace)
  | ({ readonly kind: 'setMilestone'; readonly milestone: number | null } & IssuePlace)
  | ({ readonly kind: 'setType'; readonly type: string | null } & IssuePlace)
  | ({
      readonly kind: 'setFieldValue'
      readonly field: string
      readonly value: string | number | null
    } & IssuePlace)
  | ({ readonly kind: 'lockIssue'; readonly reason?: string } & IssuePlace)
  | ({ readonly kind: 'unlockIssue' } & IssuePlace)
  | ({ readonly kind: 'comment'; readonly body: string } & IssuePlace)
  | ({ readonly kind: 'transferIssue'; readonly to: string } & IssuePlace)
  | ({ readonly kind: 'deleteIssue' | 'recreateIssue' | 'hideIssue' | 'unhideIssue' } & IssuePlace)
  | ({
      readonly kind: 'addSubIssue'
      readonly child: IssuePlace
      readonly replaceParent?: boolean
    } & IssuePlace)
  | ({ readonly kind: 'removeSubIssue'; readonly child: IssuePlace } & IssuePlace)
  | ({ readonly kind: 'addBlockedBy' | 'removeBlockedBy'; readonly blocker: IssuePlace } & IssuePlace)
  | {
      readonly kind: 'createRepo'
      readonly repo: string
      readonly private?: boolean
      readonly description?: string
    }
  | { readonly kind: 'renameRepo'; readonly repo: string; readonly to: string }
  | {
      readonly kind: 'archiveRepo' | 'unarchiveRepo' | 'hideRepo' | 'unhideRepo'
      readonly repo: string
    }
  | { readonly kind: 'createLabel'; readonly repo: string; readonly name: string; readonly color?: string }
  | {
      readonly kind: 'editLabel'
      readonly repo: string
      readonly label: string
      readonly name?: string
      readonly color?: string
      readonly description?: string | null
    }
  | { readonly kind: 'deleteLabel'; readonly repo: string; readonly label: string }
  | {
      readonly kind: 'createMilestone'
      readonly repo: string
      readonly title: string
      readonly description?: string
      readonly dueOn?: string | null
    }
  | {
      readonly kind: 'editMilestone'
      readonly repo: string
      readonly milestone: number
      readonly title?: string
      readonly description?: string | null
      readonly dueOn?: string | null
      readonly state?: 'open' | 'closed'
    }
  | { readonly kind: 'deleteMilestone'; readonly repo: string; readonly milestone: number }
  | { readonly kind: 'addUser'; readonly login: string; readonly name?: string; readonly email?: string }
  | { readonly kind: 'renameUser'; readonly login: string; readonly to: string }
  | { readonly kind: 'deleteUser'; readonly login: string }
  | {
      readonly kind: 'createProject'
      readonly owner: string
      readonly title: string
      readonly fields?: readonly ProjectFieldSeed[]
    }
  | ({ readonly kind: 'closeProject' | 'reopenProject' } & ProjectPlace)
  | ({ readonly kind: 'addProjectField'; readonly field: ProjectFieldSeed } & ProjectPlace)
  | ({
      readonly kind: 'setIterations'
      readonly field: string
      readonly iterations: readonly {
        readonly title: string
        readonly startDate: string
        readonly duration: number
      }[]
    } & ProjectPlace)
  | ({ readonly kind: 'addItem'; readonly issue: IssuePlace } & ProjectPlace)
  | ({ readonly kind: 'addDraft'; readonly title: string; readonly body?: string } & ProjectPlace)
  | ({
      readonly kind: 'setItemValue'
      readonly field: string
      readonly value: string | number | null
    } & ItemPlace)
  | ({ readonly kind: 'archiveItem' | 'restoreItem' | 'removeItem' } & ItemPlace)
  | { readonly kind: 'advanceClock'; readonly ms: number }

export interface IssueFields {
  readonly title: string
  readonly body?: string | null
  readonly author?: string
  readonly labels?: readonly string[]
  readonly assignees?: readonly string[]
  readonly milestone?: number | null
  readonly type?: string | null
  readonly pull?: boolean
}

/** What an edit made or moved; empty when there is nothing to name. */
export interface EditOutcome {
  readonly repo?: string
  readonly number?: number
  readonly id?: number
}
