/** Local time of a plan, `YYYY-MM-DDTHH:mm:ss`. */
export type LocalTime = string

/** The words of a task that Project Server keeps; lengths are minutes. */
export interface Task {
  readonly id: string
  /** Number that Microsoft Project gave it. */
  readonly uid: number
  name: string
  parent: string | null
  start: LocalTime
  finish: LocalTime
  duration: number
  /** Shown and counted in elapsed time: `2ed`. */
  elapsed: boolean
  estimated: boolean
  percentComplete: number
  percentWorkComplete: number
  physicalPercentComplete: number
  work: number
  actualWork: number
  cost: number
  actualCost: number
  /** 0 as soon as possible … 7 finish no later than, in Microsoft Project's order. */
  constraint: number
  constraintDate: LocalTime | null
  deadline: LocalTime | null
  actualStart: LocalTime | null
  actualFinish: LocalTime | null
  milestone: boolean
  manual: boolean
  active: boolean
  critical: boolean
  priority: number
  freeSlack: number
  totalSlack: number
  /** 0 fixed units, 1 fixed duration, 2 fixed work. */
  type: number
  effortDriven: boolean
  calendar: string | null
  notes: string
  wbs: string | null
  /** Stands for a task of another project. */
  external: { readonly project: string; readonly task: string } | null
  /** By internal name of the field; of lookup fields the internal names of the entries. */
  custom: Record<string, CustomValue>
  baselines: Baseline[]
  readonly created: number
  modified: number
}

export type CustomValue = string | number | boolean | readonly string[]

export interface Baseline {
  readonly number: number
  readonly start: LocalTime
  readonly finish: LocalTime
  readonly duration: number
  readonly work: number
  readonly cost: number
}

export interface Link {
  readonly id: string
  readonly from: string
  readonly to: string
  /** 0 FF, 1 FS, 2 SF, 3 SS. */
  readonly type: number
  /** Tenths of a minute. */
  readonly lag: number
}

export interface Assignment {
  readonly id: string
  readonly task: string
  readonly resource: string
  units: number
  work: number
  actualWork: number
  cost: number
  actualCost: number
  start: LocalTime
  finish: LocalTime
  baselines: Baseline[]
  modified: number
}

/** A resource in a project's team; without an enterprise resource behind it, it lives in the project alone. */
export interface TeamMember {
  readonly id: string
  readonly enterprise: boolean
  name: string
}

/** All that a project holds, at one moment: its draft, what is published, or what the reporting copy has of it. */
export interface Plan {
  readonly id: string
  name: string
  description: string
  start: LocalTime
  finish: LocalTime
  statusDate: LocalTime | null
  currency: string
  calendar: string
  owner: string
  scheduledFromStart: boolean
  minutesPerDay: number
  minutesPerWeek: number
  daysPerMonth: number
  readonly summaryTask: string
  tasks: Task[]
  links: Link[]
  assignments: Assignment[]
  team: TeamMember[]
  baselines: Baseline[]
  readonly created: number
  /** When the draft was saved last. */
  modified: number
}

/** A plan as it was published. */
export interface PublishedPlan extends Readonly<Plan> {
  readonly published: number
}

export interface Project {
  readonly id: string
  draft: Plan
  published: PublishedPlan | null
  /** What ProjectData shows: an older publication, or nothing yet. */
  reported: PublishedPlan | null
  /** The account of the connection may not see it. */
  hidden: boolean
}

export interface CalendarException {
  readonly name: string
  readonly start: string
  readonly finish: string
  /** Minutes since midnight; none: no work. */
  readonly shifts: readonly (readonly [number, number])[]
  readonly recurrence?: {
    readonly type: number
    readonly frequency: number
    readonly days?: number
    readonly monthDay?: number
    readonly month?: number
    readonly week?: number
  }
}

export interface Calendar {
  readonly id: string
  name: string
  standard: boolean
  exceptions: CalendarException[]
  readonly created: number
  modified: number
}

export interface Rate {
  readonly table: number
  readonly from: LocalTime
  readonly until: LocalTime
  readonly standard: number
  readonly overtime: number
  readonly perUse: number
}

export interface Resource {
  readonly id: string
  name: string
  initials: string
  email: string
  login: string
  group: string
  /** 1 work, 2 material, 3 cost. */
  type: 1 | 2 | 3
  materialLabel: string
  generic: boolean
  active: boolean
  maxUnits: number
  baseCalendar: string
  exceptions: CalendarException[]
  rates: Rate[]
  custom: Record<string, CustomValue>
  readonly created: number
  modified: number
}

export interface LookupEntry {
  readonly id: string
  readonly internalName: string
  value: string
  description: string
}

export interface CustomField {
  readonly id: string
  readonly internalName: string
  name: string
  entity: 'Task' | 'Resource' | 'Project'
  /** 4 date, 6 duration, 9 cost, 15 number, 17 flag, 21 text. */
  readonly type: number
  /** Entries of its lookup table; null where it has none. */
  entries: LookupEntry[] | null
}

export interface TimesheetDay {
  readonly day: string
  /** 0 as first booked; corrections count up. */
  readonly adjustment: number
  readonly billable: number
  readonly nonBillable: number
  readonly comment: string
}

export interface TimesheetLine {
  readonly id: string
  readonly project: string
  readonly task: string
  readonly assignment: string
  readonly resource: string
  readonly period: string
  readonly className: string
  comment: string
  days: TimesheetDay[]
  readonly created: number
  modified: number
}

export interface Period {
  readonly id: string
  readonly name: string
  readonly start: string
  readonly end: string
}

export interface Risk {
  readonly id: string
  readonly project: string
  title: string
  description: string
  probability: number
  impact: number
  cost: number
  mitigation: string
  status: string
  owner: string
  due: string | null
  readonly created: number
  modified: number
}

export interface Issue {
  readonly id: string
  readonly project: string
  title: string
  discussion: string
  resolution: string
  priority: string
  status: string
  owner: string
  due: string | null
  readonly created: number
  modified: number
}
