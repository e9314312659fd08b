import type { PortfolioRecord, RecordKind } from '@headless-pmo/sdk'
import { ProjectServerSimulator, type ProjectServerTask } from '@headless-pmo/simulators/project-server'
import { memoryStore } from '@headless-pmo/testing'
import { expect, test } from 'vitest'
import { fetchFrom, microsoftSync, recordsIn, SITE } from './project-server-sync.ts'

/** One plan, told to a server and written as a file, must become the same records, save for their keys. */
const TASKS: readonly (Partial<ProjectServerTask> & { readonly name: string; readonly below?: string })[] = [
  {
    name: 'Ground work',
    duration: 3840,
    start: '2026-01-05T08:00:00',
    finish: '2026-01-14T17:00:00',
    work: 2400,
  },
  {
    name: 'Dig & fill',
    below: 'Ground work',
    duration: 2400,
    start: '2026-01-05T08:00:00',
    finish: '2026-01-09T17:00:00',
    work: 2400,
    actualWork: 1200,
    percentComplete: 50,
    percentWorkComplete: 50,
    actualStart: '2026-01-05T08:00:00',
    cost: 3820.25,
    actualCost: 1910.13,
    notes: 'Mind the *pipes*',
    critical: true,
    priority: 700,
    type: 1,
    effortDriven: true,
  },
  {
    name: 'Dry',
    below: 'Ground work',
    duration: 2880,
    elapsed: true,
    estimated: true,
    start: '2026-01-12T08:00:00',
    finish: '2026-01-14T08:00:00',
    constraint: 4,
    constraintDate: '2026-01-12T08:00:00',
    deadline: '2026-01-16T17:00:00',
    freeSlack: 480,
    totalSlack: 960,
  },
  {
    name: 'Ready',
    duration: 0,
    milestone: true,
    start: '2026-01-14T17:00:00',
    finish: '2026-01-14T17:00:00',
  },
  {
    name: 'Left out',
    duration: 480,
    active: false,
    manual: true,
    start: '2026-01-15T08:00:00',
    finish: '2026-01-15T17:00:00',
  },
]
const LINKS = [
  { from: 'Dig & fill', to: 'Dry', type: 1, lag: 4800 },
  { from: 'Dry', to: 'Ready', type: 0, lag: -300 },
  { from: 'Dig & fill', to: 'Left out', type: 3, lag: 0 },
] as const
const LEAVE = { name: 'Leave', start: '2026-02-02', finish: '2026-02-06', shifts: [] } as const
const HOLIDAYS = [
  { name: 'New Year', start: '2026-01-01', finish: '2026-01-01', shifts: [] },
  { name: 'Half day', start: '2026-12-24', finish: '2026-12-24', shifts: [[480, 720]] },
] as const
const BASELINE = {
  number: 2,
  start: '2026-01-02T08:00:00',
  finish: '2026-01-08T17:00:00',
  duration: 2400,
  work: 2280,
  cost: 3000.5,
}

async function onServer(): Promise<ReadonlyMap<string, PortfolioRecord>> {
  const simulator = new ProjectServerSimulator()
  const { id: calendar } = simulator.edit({
    kind: 'createCalendar',
    name: 'Standard',
    calendar: {
      exceptions: [...HOLIDAYS].map((day) => ({ ...day, shifts: day.shifts.map((shift) => shift) })),
    },
  })
  const { id: ada } = simulator.edit({
    kind: 'createResource',
    name: 'Ada',
    resource: {
      initials: 'AL',
      email: 'ada@contoso.example',
      login: 'contoso\\ada',
      group: 'Yard',
      maxUnits: 0.8,
      baseCalendar: calendar,
      exceptions: [LEAVE],
      rates: [
        {
          table: 0,
          from: '1984-01-01T00:00:00',
          until: '2049-12-31T00:00:00',
          standard: 95.5,
          overtime: 120,
          perUse: 10.5,
        },
      ],
    },
  })
  const { id: project } = simulator.edit({
    kind: 'createProject',
    name: 'House',
    plan: {
      calendar,
      owner: 'Grace',
      description: 'A house by the sea',
      start: '2026-01-05T08:00:00',
      finish: '2026-01-15T17:00:00',
      statusDate: '2026-01-09T17:00:00',
    },
    publish: false,
  })
  const ids = new Map<string, string>()
  for (const { name, below, ...task } of TASKS) {
    const parent = below === undefined ? null : (ids.get(below) ?? null)
    ids.set(
      name,
      simulator.edit({ kind: 'createTask', project, name, task: { ...task, parent }, publish: false }).id,
    )
  }
  for (const { from, to, type, lag } of LINKS)
    simulator.edit({
      kind: 'link',
      project,
      from: ids.get(from) ?? '',
      to: ids.get(to) ?? '',
      type,
      lag,
      publish: false,
    })
  const dig = ids.get('Dig & fill') ?? ''
  simulator.edit({
    kind: 'assign',
    project,
    task: dig,
    resource: ada,
    assignment: { units: 0.5, work: 2400, actualWork: 1200, cost: 3820.25, actualCost: 1910.13 },
    publish: false,
  })
  simulator.edit({ kind: 'setBaseline', project, task: dig, baseline: BASELINE })
  const store = memoryStore()
  const config = { server: { url: SITE }, currency: 'EUR' }
  const results = await microsoftSync({ store, config, fetch: fetchFrom(simulator) })
  expect(results.filter(({ state }) => state !== 'ok')).toEqual([])
  return recordsIn(store)
}

type Content = string | number | boolean | null | undefined
const tag = (name: string, value: Content): string =>
  value === undefined || value === null
    ? ''
    : `<${name}>${typeof value === 'boolean' ? Number(value) : String(value).replaceAll('&', '&amp;')}</${name}>`
const tags = (values: Readonly<Record<string, Content>>): string =>
  Object.entries(values)
    .map(([name, value]) => tag(name, value))
    .join('')
const length = (minutes: number): string => `PT${Math.floor(minutes / 60)}H${minutes % 60}M0S`
const cents = (amount: number): number => Math.round(amount * 100)

function asFile(): string {
  const uid = (name: string): number => TASKS.findIndex((task) => task.name === name) + 1
  const level = (below: string | undefined): number => (below === undefined ? 1 : 2)
  const outline: Readonly<Record<string, string>> = {
    'Ground work': '1',
    'Dig & fill': '1.1',
    Dry: '1.2',
    Ready: '2',
    'Left out': '3',
  }
  const tasks = TASKS.map((task) => {
    const {
      name,
      below,
      duration = 960,
      elapsed,
      work = 0,
      actualWork = 0,
      cost = 0,
      actualCost = 0,
      percentComplete = 0,
    } = task
    const done = (duration * percentComplete) / 100
    const links = LINKS.filter(({ to }) => to === name).map(
      ({ from, type, lag }) =>
        `<PredecessorLink>${tags({ PredecessorUID: uid(from), Type: type, LinkLag: lag, LagFormat: 7 })}</PredecessorLink>`,
    )
    const saved =
      name === 'Dig & fill'
        ? `<Baseline>${tags({ Number: BASELINE.number, Start: BASELINE.start, Finish: BASELINE.finish, Duration: length(BASELINE.duration), DurationFormat: 7, Work: length(BASELINE.work), Cost: cents(BASELINE.cost) })}</Baseline>`
        : ''
    return `<Task>${tags({
      UID: uid(name),
      ID: uid(name),
      Name: name,
      CreateDate: '2026-01-05T09:00:00',
      OutlineLevel: level(below),
      OutlineNumber: outline[name],
      WBS: outline[name],
      Notes: task.notes,
      Summary: name === 'Ground work',
      Milestone: task.milestone ?? false,
      Manual: task.manual ?? false,
      Active: task.active ?? true,
      Critical: task.critical ?? false,
      IsSubproject: false,
      Priority: task.priority ?? 500,
      Start: task.start,
      Finish: task.finish,
      ActualStart: task.actualStart,
      Deadline: task.deadline,
      ConstraintType: task.constraint ?? 0,
      ConstraintDate: task.constraintDate,
      Duration: length(duration),
      DurationFormat: elapsed === true ? 8 : 7,
      Estimated: task.estimated ?? false,
      ActualDuration: length(done),
      RemainingDuration: length(duration - done),
      PercentComplete: percentComplete,
      PercentWorkComplete: task.percentWorkComplete ?? 0,
      Work: length(work),
      ActualWork: length(actualWork),
      RemainingWork: length(work - actualWork),
      Cost: cents(cost),
      ActualCost: cents(actualCost),
      FreeSlack: (task.freeSlack ?? 0) * 10,
      TotalSlack: (task.totalSlack ?? 0) * 10,
      StartSlack: undefined,
      Type: task.type ?? 0,
      EffortDriven: task.effortDriven ?? false,
    })}${links.join('')}${saved}</Task>`
  })
  const shift = (from: number, to: number): string =>
    `<WorkingTime>${tags({ FromTime: clock(from), ToTime: clock(to) })}</WorkingTime>`
  const clock = (minutes: number): string =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}:00`
  const exception = ({ name, start, finish, shifts }: (typeof HOLIDAYS)[number] | typeof LEAVE): string =>
    `<Exception><TimePeriod>${tags({ FromDate: `${start}T00:00:00`, ToDate: `${finish}T23:59:00` })}</TimePeriod>${tags({ Name: name, Type: 1, DayWorking: shifts.length > 0 })}${shifts.length === 0 ? '' : `<WorkingTimes>${shifts.map(([from, to]) => shift(from, to)).join('')}</WorkingTimes>`}</Exception>`
  const days = [1, 2, 3, 4, 5, 6, 7].map((day) =>
    day === 1 || day === 7
      ? `<WeekDay>${tags({ DayType: day, DayWorking: false })}</WeekDay>`
      : `<WeekDay>${tags({ DayType: day, DayWorking: true })}<WorkingTimes>${shift(480, 720)}${shift(780, 1020)}</WorkingTimes></WeekDay>`,
  )
  return `<?xml version="1.0"?><Project xmlns="http://schemas.microsoft.com/project">${tags({
    Title: 'House',
    Comments: 'A house by the sea',
    Manager: 'Grace',
    CreationDate: '2026-01-05T09:00:00',
    ScheduleFromStart: true,
    StartDate: '2026-01-05T08:00:00',
    FinishDate: '2026-01-15T17:00:00',
    StatusDate: '2026-01-09T17:00:00',
    CurrencyCode: 'EUR',
    CalendarUID: 1,
    MinutesPerDay: 480,
    MinutesPerWeek: 2400,
    DaysPerMonth: 20,
  })}<Calendars><Calendar>${tags({ UID: 1, Name: 'Standard', IsBaseCalendar: true })}<WeekDays>${days.join('')}</WeekDays><Exceptions>${HOLIDAYS.map(exception).join('')}</Exceptions></Calendar><Calendar>${tags({ UID: 2, Name: 'Ada', IsBaseCalendar: false, BaseCalendarUID: 1 })}<Exceptions>${exception(LEAVE)}</Exceptions></Calendar></Calendars><Tasks>${tasks.join('')}</Tasks><Resources><Resource>${tags({ UID: 1, Name: 'Ada', Type: 1, Initials: 'AL', EmailAddress: 'ada@contoso.example', NTAccount: 'contoso\\ada', Group: 'Yard', MaxUnits: 0.8, IsGeneric: false, IsInactive: false, CalendarUID: 2 })}<Rates><Rate>${tags({ RatesFrom: '1984-01-01T00:00:00', RatesTo: '2049-12-31T23:59:00', RateTable: 0, StandardRate: 95.5, OvertimeRate: 120, CostPerUse: 1050 })}</Rate></Rates></Resource></Resources><Assignments><Assignment>${tags({ UID: 1, TaskUID: uid('Dig & fill'), ResourceUID: 1, Units: 0.5, Work: length(2400), ActualWork: length(1200), RemainingWork: length(1200), OvertimeWork: 'PT0H0M0S', PercentWorkComplete: 50, Start: '2026-01-05T08:00:00', Finish: '2026-01-09T17:00:00', Cost: cents(3820.25), ActualCost: cents(1910.13) })}</Assignment></Assignments></Project>`
}

async function inFile(): Promise<ReadonlyMap<string, PortfolioRecord>> {
  const store = memoryStore()
  const results = await microsoftSync({
    store,
    config: { urls: ['https://plans.example/house.xml'], currency: 'EUR' },
    fetch: () => Promise.resolve(new Response(asFile())),
  })
  expect(results.filter(({ state }) => state !== 'ok')).toEqual([])
  return recordsIn(store)
}

const SCHEDULE: ReadonlySet<RecordKind> = new Set([
  'container',
  'workItem',
  'dependency',
  'assignment',
  'resource',
  'calendar',
  'baseline',
  'status',
  'account',
])

/** Names in place of refs; without what only tells where a record comes from, and when it was touched there. */
function withoutKeys(records: ReadonlyMap<string, PortfolioRecord>): readonly string[] {
  const names = new Map<string, string>()
  for (const record of records.values()) {
    const name = 'title' in record ? record.title : 'name' in record ? record.name : undefined
    if (name !== undefined && ['container', 'workItem', 'resource', 'calendar'].includes(record.kind))
      names.set(record.ref, `${record.kind} ${name}`)
  }
  const named = (value: unknown): unknown => {
    if (typeof value === 'string') return names.get(value) ?? value
    if (Array.isArray(value)) return value.map(named)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value)
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([key, part]) => [key, named(part)]),
    )
  }
  return [...records.values()]
    .filter(({ kind }) => SCHEDULE.has(kind))
    .map((record) => {
      const { ref: _ref, aliases: _aliases, url: _url, warnings: _warnings, ...rest } = record
      const dropped = new Set(
        record.kind === 'container' || record.kind === 'workItem' ? ['key', 'updated', 'created'] : [],
      )
      if (record.kind === 'container') dropped.add('nativeType')
      // A file has resources and calendars of its own, a server those of the enterprise.
      if (record.kind === 'resource' || record.kind === 'calendar') dropped.add('container')
      return JSON.stringify(
        named(Object.fromEntries(Object.entries(rest).filter(([key]) => !dropped.has(key)))),
      )
    })
    .toSorted()
}

test('a plan read from a server and from a file gives the same records, save for their keys', async () => {
  const server = withoutKeys(await onServer())
  const file = withoutKeys(await inFile())
  expect(server).toEqual(file)
  const isThere = (kind: string): boolean => server.some((text) => text.includes(`"kind":"${kind}"`))
  expect([...SCHEDULE].filter((kind) => !isThere(kind))).toEqual([])
})
