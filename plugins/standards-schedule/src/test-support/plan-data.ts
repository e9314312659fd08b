import type {
  Assignment,
  Baseline,
  CapacityFact,
  CheckProject,
  Container,
  GovernanceFact,
  PortfolioData,
  RecordKey,
  Resource,
  ScheduledItem,
  ScheduledLink,
  ScheduleFact,
  Sourced,
  WhatIfFact,
  WorkItem,
} from '@headless-pmo/sdk'

const DAY = 480

/** The status date of the plans that tests write down. */
export const STATUS = '2027-03-01'

/** A task as a test writes it: fields of its record, and what hangs on it. */
export interface TaskLine extends Partial<WorkItem> {
  /** What the schedule says of it; null: it has no place in it. */
  readonly dates?: Partial<ScheduledItem> | null
  readonly baseline?: Partial<Baseline>
  readonly work?: Partial<Assignment>
}

/** A link as a test writes it: `a>b` is from a to b. */
export interface LinkLine extends Partial<Omit<ScheduledLink, 'from' | 'to'>> {
  readonly link: `${string}>${string}`
}

/** A plan as a test writes it. */
export interface PlanLines {
  readonly tasks?: Readonly<Record<string, TaskLine>>
  readonly links?: readonly (LinkLine | LinkLine['link'])[]
  readonly schedule?: Partial<ScheduleFact>
  readonly whatIf?: Partial<WhatIfFact>
  readonly capacity?: readonly Partial<CapacityFact>[]
  readonly governance?: Partial<GovernanceFact>
  readonly resources?: Readonly<Record<string, Partial<Resource>>>
  readonly container?: Partial<Container>
  /** How many milestones or versions the tracker has. */
  readonly milestones?: number
  readonly project?: Partial<CheckProject>
}

/** The name of a task of the plan. */
export const taskKey = (ref: string): RecordKey => ({ connection: 'plans', kind: 'workItem', ref })

const place = { connection: 'plans', project: 'dock' } as const

/** A portfolio of one project with one plan, as of {@link STATUS}. Tasks last ten days and are open unless said otherwise. */
export function planData(lines: PlanLines = {}): PortfolioData {
  const { tasks = {}, links = [], schedule = {}, whatIf, capacity = [], governance, resources = {} } = lines
  const records: Sourced[] = [
    {
      ...place,
      kind: 'container',
      ref: 'plan',
      name: 'Dock',
      nativeType: 'plan',
      archived: false,
      ...lines.container,
    },
  ]
  const items: ScheduledItem[] = []
  const unscheduled: ScheduleFact['unscheduled'][number][] = []
  for (const [ref, { dates = {}, baseline, work, ...fields }] of Object.entries(tasks)) {
    const item: Sourced<WorkItem> = {
      ...place,
      kind: 'workItem',
      ref,
      container: 'plan',
      type: 'task',
      title: `Task ${ref}`,
      status: 'Open',
      statusCategory: 'todo',
      ...fields,
    }
    records.push(item)
    if (dates === null) unscheduled.push({ item: taskKey(ref), reason: 'it waits for itself.' })
    else items.push({ ...scheduled(ref), ...dates })
    if (baseline !== undefined) {
      records.push({
        ...place,
        kind: 'baseline',
        ref: `${ref}/baseline`,
        subject: ref,
        subjectKind: 'workItem',
        number: 0,
        ...baseline,
      })
    }
    if (work !== undefined) {
      records.push({ ...place, kind: 'assignment', ref: `${ref}/work`, item: ref, ...work })
    }
  }
  for (const [ref, fields] of Object.entries(resources)) {
    const resource: Sourced<Resource> = {
      container: 'plan',
      ...place,
      kind: 'resource',
      ref,
      name: ref,
      type: 'work',
      ...fields,
    }
    records.push(resource)
  }
  for (let at = 1; at <= (lines.milestones ?? 0); at++) {
    const name = `v${at}`
    records.push({ ...place, kind: 'milestone', ref: name, container: 'plan', name, state: 'open' })
  }
  return {
    projects: [{ id: 'dock', title: 'Dock', ...lines.project }],
    records,
    facts: {
      schedule: [
        {
          project: 'dock',
          computedAt: `${STATUS}T06:00:00Z`,
          statusDate: STATUS,
          start: '2027-01-04',
          finish: '2027-06-30',
          minutesPerDay: DAY,
          items,
          unscheduled,
          links: links.map(linkOf),
          cycles: [],
          ...schedule,
        },
      ],
      whatIf:
        whatIf === undefined
          ? []
          : [
              {
                project: 'dock',
                experiment: 'delay_first_critical',
                item: taskKey(Object.keys(tasks)[0] ?? ''),
                added: 600 * DAY,
                moved: 600 * DAY,
                finishBefore: '2027-06-30',
                finishAfter: '2029-10-17',
                ...whatIf,
              },
            ],
      capacity: capacity.map((one) => ({
        person: 'mara',
        title: 'Mara Lindt',
        from: STATUS,
        until: '2027-03-08',
        available: 5 * DAY,
        demanded: 0,
        demands: [{ item: taskKey(Object.keys(tasks)[0] ?? ''), project: 'dock', minutes: DAY }],
        ...one,
      })),
      ...(governance === undefined ? {} : { governance: [{ ...noRecords, ...governance }] }),
    },
  }
}

function scheduled(ref: string): ScheduledItem {
  return {
    item: taskKey(ref),
    earlyStart: '2027-03-02',
    earlyFinish: '2027-03-15',
    lateStart: '2027-03-02',
    lateFinish: '2027-03-15',
    totalFloat: 0,
    freeFloat: 0,
    duration: 10 * DAY,
    remaining: 10 * DAY,
    minutesPerDay: DAY,
    critical: true,
  }
}

function linkOf(line: LinkLine | LinkLine['link']): ScheduledLink {
  const { link, ...fields } = typeof line === 'string' ? { link: line } : line
  const [from = '', to = ''] = link.split('>')
  return { from: taskKey(from), to: taskKey(to), type: 'FS', origin: 'tracker', external: false, ...fields }
}

/** Working days as minutes. */
export const days = (count: number): number => count * DAY

const noRecords: GovernanceFact = {
  project: 'dock',
  roles: [],
  artefacts: [],
  decisions: [],
  risks: [],
  issues: [],
  budget: [],
  tolerances: [],
  reviews: [],
  statusReports: [],
  baselines: [],
  phases: [],
  gates: [],
  riskHistory: [],
}
