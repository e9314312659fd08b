/** Somebody of the tenant, as Microsoft Entra knows them. */
export interface Person {
  readonly id: string
  displayName: string
  mail: string | null
  userPrincipalName: string
  accountEnabled: boolean
  userType: 'Member' | 'Guest'
  /** Gone from the directory: asked for by id, nobody is found. */
  deleted: boolean
}

/** A Microsoft 365 group, or a security group, which has no plans. */
export interface Group {
  readonly id: string
  displayName: string
  description: string | null
  readonly unified: boolean
  readonly createdAt: number
  members: string[]
  /** The caller may not see its plans. */
  hidden: boolean
}

/** What every Planner resource has: a version, from which its ETag is made. */
export interface Versioned {
  /** Grows with each change of this resource alone. */
  version: number
  /** Version at which each property changed last: what decides whether an older writer is in conflict. */
  readonly changedAt: Map<string, number>
}

/** A plan with its details, which have a version of their own. */
export interface Plan extends Versioned {
  readonly id: string
  readonly groupId: string
  title: string
  readonly createdAt: number
  readonly createdBy: string
  readonly details: Versioned & { readonly categories: Map<string, string> }
  hidden: boolean
  deleted: boolean
}

/** A column of a plan's board. */
export interface Bucket extends Versioned {
  readonly id: string
  readonly planId: string
  name: string
  orderHint: string
  deleted: boolean
}

/** That somebody works on a task. */
export interface Assignment {
  readonly assignedBy: string
  readonly assignedAt: number
  readonly orderHint: string
}

/** One line of a task's checklist. */
export interface ChecklistItem {
  title: string
  isChecked: boolean
  orderHint: string
  lastModifiedBy: string
  lastModifiedAt: number
}

/** A link that a task carries. */
export interface Reference {
  alias: string
  type: string
  previewPriority: string
  lastModifiedBy: string
  lastModifiedAt: number
}

/** The part of a task that lists do not show; it has a version of its own. */
export interface TaskDetails extends Versioned {
  description: string
  readonly checklist: Map<string, ChecklistItem>
  /** By address. */
  readonly references: Map<string, Reference>
}

/** A task of a plan. */
export interface Task extends Versioned {
  readonly id: string
  planId: string
  bucketId: string | null
  title: string
  orderHint: string
  assigneePriority: string
  percentComplete: number
  priority: number
  startDateTime: string | null
  dueDateTime: string | null
  readonly createdAt: number
  readonly createdBy: string
  completedAt: number | null
  completedBy: string | null
  readonly categories: Set<string>
  readonly assignments: Map<string, Assignment>
  readonly details: TaskDetails
  /** Properties that no description knows: what a tracker may add any day. */
  extra: Readonly<Record<string, unknown>>
  deleted: boolean
}

/** One line of what the delta functions tell. */
export interface ChangeEntry {
  readonly sequence: number
  readonly planId: string
  readonly what: 'task' | 'taskDetails' | 'bucket'
  readonly id: string
}
