import type {
  Assignment,
  Baseline,
  Calendar,
  CustomField,
  Issue,
  Period,
  Plan,
  Resource,
  Risk,
  Task,
  TeamMember,
  TimesheetDay,
} from './model.ts'

/**
 * What may be changed. Edits of a plan change its draft; `publish: false` leaves them there, unseen, until somebody
 * publishes. Without it they are published at once, as when a scheduler saves and publishes.
 */
export type Edit = { readonly publish?: boolean } & (
  | {
      readonly kind: 'createProject'
      readonly id?: string
      readonly name: string
      readonly plan?: Partial<Plan>
    }
  | { readonly kind: 'editProject'; readonly project: string; readonly change: Partial<Plan> }
  | { readonly kind: 'deleteProject' | 'hideProject' | 'showProject' | 'publish'; readonly project: string }
  | {
      readonly kind: 'createTask'
      readonly project: string
      readonly id?: string
      readonly name: string
      readonly task?: Partial<Task>
    }
  | {
      readonly kind: 'editTask'
      readonly project: string
      readonly task: string
      readonly change: Partial<Task>
    }
  | { readonly kind: 'deleteTask'; readonly project: string; readonly task: string }
  | { readonly kind: 'restoreTask'; readonly project: string; readonly task: Task }
  | {
      readonly kind: 'link'
      readonly project: string
      readonly id?: string
      readonly from: string
      readonly to: string
      readonly type?: number
      readonly lag?: number
    }
  | { readonly kind: 'unlink'; readonly project: string; readonly link: string }
  | { readonly kind: 'addToTeam'; readonly project: string; readonly member: TeamMember }
  | {
      readonly kind: 'assign'
      readonly project: string
      readonly task: string
      readonly resource: string
      readonly assignment?: Partial<Assignment>
    }
  | {
      readonly kind: 'setBaseline'
      readonly project: string
      /** Absent: of the whole plan, and of every task and assignment. */
      readonly task?: string
      readonly baseline: Partial<Baseline> & { readonly number: number }
    }
  | {
      readonly kind: 'createCalendar'
      readonly id?: string
      readonly name: string
      readonly calendar?: Partial<Calendar>
    }
  | { readonly kind: 'editCalendar'; readonly calendar: string; readonly change: Partial<Calendar> }
  | {
      readonly kind: 'createResource'
      readonly id?: string
      readonly name: string
      readonly resource?: Partial<Resource>
    }
  | { readonly kind: 'editResource'; readonly resource: string; readonly change: Partial<Resource> }
  | { readonly kind: 'deleteResource'; readonly resource: string }
  | {
      readonly kind: 'createField'
      readonly field: Omit<CustomField, 'id' | 'internalName'> & Partial<CustomField>
    }
  | { readonly kind: 'renameEntry'; readonly field: string; readonly entry: string; readonly value: string }
  | { readonly kind: 'createPeriod'; readonly period: Period }
  | {
      readonly kind: 'bookTime'
      readonly project: string
      readonly task: string
      readonly resource: string
      readonly days: readonly (Partial<TimesheetDay> & { readonly day: string })[]
      readonly id?: string
      readonly period?: string
      readonly className?: string
      readonly comment?: string
    }
  | {
      readonly kind: 'editTime'
      readonly line: string
      readonly days: readonly (Partial<TimesheetDay> & { readonly day: string })[]
    }
  | { readonly kind: 'deleteTime'; readonly line: string }
  | {
      readonly kind: 'createRisk'
      readonly project: string
      readonly title: string
      readonly risk?: Partial<Risk>
    }
  | { readonly kind: 'editRisk'; readonly risk: string; readonly change: Partial<Risk> }
  | { readonly kind: 'deleteRisk'; readonly risk: string }
  | {
      readonly kind: 'createIssue'
      readonly project: string
      readonly title: string
      readonly issue?: Partial<Issue>
    }
  | { readonly kind: 'deleteIssue'; readonly issue: string }
  | { readonly kind: 'report' }
)

/** What an edit made, or changed. */
export interface EditOutcome {
  readonly id: string
}
