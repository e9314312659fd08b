import type { SimulatorClock } from '../../common/clock.ts'
import { createRandom, type Random } from '../../common/random.ts'
import type {
  Calendar,
  CustomField,
  Issue,
  Period,
  Plan,
  Project,
  PublishedPlan,
  Resource,
  Risk,
  TimesheetLine,
} from './model.ts'

/** The reporting copy: what ProjectData shows, always a little behind. */
export interface Reporting {
  readonly resources: Map<string, Readonly<Resource>>
  readonly lines: Map<string, Readonly<TimesheetLine>>
  readonly risks: Map<string, Readonly<Risk>>
  readonly issues: Map<string, Readonly<Issue>>
}

interface ReportingJob {
  readonly due: number
  readonly run: () => void
}

export interface WorldOptions {
  readonly seed: number
  readonly clock: SimulatorClock
  /** Time from a publication until the reporting copy has it, in milliseconds; `manual`: when it is told. */
  readonly reportingLagMs: number | 'manual'
}

/** SQL Server's datetime ticks; two publications of a project never share one, since each is a job of a queue. */
const TICK_MS = 4

/** All that a Project Server holds. */
export class World {
  readonly clock: SimulatorClock
  readonly random: Random
  readonly projects = new Map<string, Project>()
  readonly calendars = new Map<string, Calendar>()
  readonly resources = new Map<string, Resource>()
  readonly fields = new Map<string, CustomField>()
  readonly periods = new Map<string, Period>()
  readonly lines = new Map<string, TimesheetLine>()
  readonly risks = new Map<string, Risk>()
  readonly issues = new Map<string, Issue>()
  readonly reporting: Reporting = {
    resources: new Map(),
    lines: new Map(),
    risks: new Map(),
    issues: new Map(),
  }
  readonly #lag: number | 'manual'
  #jobs: ReportingJob[] = []
  #saved = 0

  constructor({ seed, clock, reportingLagMs }: WorldOptions) {
    this.clock = clock
    this.random = createRandom(seed)
    this.#lag = reportingLagMs
  }

  /** A GUID of the seed: version 4 in form, never chance in fact. */
  newId(): string {
    const { random } = this
    return `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-a${random.hex(3)}-${random.hex(12)}`
  }

  /** Now, or a tick after what was saved last: times of change are unique on the server. */
  tick(): number {
    this.#saved = Math.max(this.clock.now(), this.#saved + TICK_MS)
    return this.#saved
  }

  /** Publishes the draft of a project; the reporting copy follows. */
  publish(project: Project): PublishedPlan {
    const published: PublishedPlan = { ...structuredClone(project.draft), published: this.tick() }
    project.published = published
    this.report(() => {
      // Jobs of one project run in order, so that an older publication never overwrites a newer one.
      if (this.projects.get(project.id) === project) project.reported = published
    })
    return published
  }

  /** Lets the reporting copy take something over, once it gets there. */
  report(run: () => void): void {
    this.#jobs.push({ due: this.#lag === 'manual' ? Infinity : this.clock.now() + this.#lag, run })
    this.runReporting()
  }

  /** Runs what is due; `all` runs the rest, too. */
  runReporting(all = false): void {
    const now = this.clock.now()
    const due = this.#jobs.filter((job) => all || job.due <= now)
    this.#jobs = this.#jobs.filter((job) => !due.includes(job))
    for (const job of due) job.run()
  }

  project(id: string): Project {
    const project = this.projects.get(id)
    if (project === undefined) throw new EditError(`There is no project ${id}.`)
    return project
  }

  /** The projects that the account sees, in the order of their ids. */
  visible(): Project[] {
    return [...this.projects.values()]
      .filter(({ hidden }) => !hidden)
      .toSorted((left, right) => (left.id < right.id ? -1 : 1))
  }

  /** Empties what ProjectData has of a project, as when an administrator rebuilds the reporting database. */
  dropReport(id: string): void {
    this.project(id).reported = null
  }
}

/** An edit that Project Server would refuse. */
export class EditError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'EditError'
  }
}

/** A plan with nothing in it. */
export const emptyPlan = (id: string, name: string, more: Partial<Plan>, now: number): Plan => ({
  id,
  name,
  description: '',
  start: '2026-01-05T08:00:00',
  finish: '2026-12-18T17:00:00',
  statusDate: null,
  currency: 'EUR',
  calendar: '',
  owner: '',
  scheduledFromStart: true,
  minutesPerDay: 480,
  minutesPerWeek: 2400,
  daysPerMonth: 20,
  summaryTask: id,
  tasks: [],
  links: [],
  assignments: [],
  team: [],
  baselines: [],
  created: now,
  modified: now,
  ...more,
})
