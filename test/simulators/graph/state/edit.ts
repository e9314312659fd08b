import type { NewBucket, NewGroup, NewPerson, NewPlan, NewTask } from './build.ts'

/** Properties of a task that clients can set; absent ones stay. */
export interface TaskChange {
  readonly title?: string
  readonly bucketId?: string
  readonly percentComplete?: number
  readonly priority?: number
  readonly startDateTime?: string | null
  readonly dueDateTime?: string | null
  readonly orderHint?: string
  /** Person ▸ whether they are assigned. */
  readonly assignments?: Readonly<Record<string, boolean>>
  /** `category1` ▸ whether it applies. */
  readonly appliedCategories?: Readonly<Record<string, boolean>>
  readonly extra?: Readonly<Record<string, unknown>>
}

/** Properties of a task's details that clients can set; null removes an entry. */
export interface DetailsChange {
  readonly description?: string
  readonly checklist?: Readonly<
    Record<
      string,
      { readonly title?: string; readonly isChecked?: boolean; readonly orderHint?: string } | null
    >
  >
  /** By address, not encoded. */
  readonly references?: Readonly<Record<string, { readonly alias?: string; readonly type?: string } | null>>
}

/** What people do in Planner. */
export type Edit =
  | ({ readonly kind: 'addPerson' } & NewPerson)
  | { readonly kind: 'removePerson'; readonly person: string }
  | ({ readonly kind: 'addGroup' } & NewGroup)
  | { readonly kind: 'addMember' | 'removeMember'; readonly group: string; readonly person: string }
  | { readonly kind: 'hideGroup' | 'showGroup'; readonly group: string }
  | ({ readonly kind: 'createPlan' } & NewPlan)
  | { readonly kind: 'renamePlan'; readonly plan: string; readonly title: string }
  | {
      readonly kind: 'nameCategory'
      readonly plan: string
      readonly category: string
      readonly name: string | null
    }
  | { readonly kind: 'hidePlan' | 'showPlan' | 'deletePlan'; readonly plan: string }
  | ({ readonly kind: 'createBucket' } & NewBucket)
  | { readonly kind: 'renameBucket'; readonly bucket: string; readonly name: string }
  | { readonly kind: 'deleteBucket'; readonly bucket: string }
  | ({ readonly kind: 'createTask' } & NewTask)
  | { readonly kind: 'editTask'; readonly task: string; readonly set: TaskChange; readonly by?: string }
  | { readonly kind: 'editDetails'; readonly task: string; readonly set: DetailsChange; readonly by?: string }
  | { readonly kind: 'deleteTask' | 'restoreTask'; readonly task: string }
  | { readonly kind: 'transferTask'; readonly task: string; readonly plan: string }

/** What an edit made or changed. */
export interface EditOutcome {
  readonly id: string
}
