import { RESOURCES, TASKS, type PlanTask } from './dock-rollout.ts'
import { linkOf, schedule, type Span } from './schedule.ts'
import { WorkingDays } from './working-days.ts'

/** MSPDI's numbers for kinds of links. */
const LINK_TYPES = { FF: 0, FS: 1, SF: 2, SS: 3 } as const
const RESOURCE_TYPES = { material: 0, work: 1, cost: 2 } as const
const MINUTES_PER_DAY = 480
/** LagFormat 7: days. */
const DAYS_FORMAT = 7

type Content = string | number | boolean | readonly string[]

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** One element; a list is its child elements, and absent fields are left out. */
function element(name: string, fields: Readonly<Record<string, Content | undefined>>): string {
  const children = Object.entries(fields).flatMap(([key, value]) => {
    if (value === undefined) return []
    if (typeof value === 'object') return value
    return [`<${key}>${escape(typeof value === 'boolean' ? (value ? '1' : '0') : String(value))}</${key}>`]
  })
  return `<${name}>${children.join('')}</${name}>`
}

const hours = (days: number): string => `PT${Math.round(days * 8)}H0M0S`

const weekDay = (dayType: number, works: boolean): string =>
  element('WeekDay', {
    DayType: dayType,
    DayWorking: works,
    times: works
      ? [
          `<WorkingTimes>${[
            ['08:00:00', '12:00:00'],
            ['13:00:00', '17:00:00'],
          ]
            .map(([from = '', to = '']) => element('WorkingTime', { FromTime: from, ToTime: to }))
            .join('')}</WorkingTimes>`,
        ]
      : undefined,
  })

function calendars(dayOff: Temporal.PlainDate): string {
  // MSPDI counts weekdays from 1 = Sunday.
  const week = (works: (day: number) => boolean): string =>
    `<WeekDays>${[1, 2, 3, 4, 5, 6, 7].map((day) => weekDay(day, works(day))).join('')}</WeekDays>`
  const holiday = element('Exception', {
    EnteredByOccurrences: false,
    period: [
      element('TimePeriod', {
        FromDate: `${dayOff.toString()}T00:00:00`,
        ToDate: `${dayOff.toString()}T23:59:00`,
      }),
    ],
    Occurrences: 1,
    Name: 'City festival',
    Type: 1,
    DayWorking: false,
  })
  const standard = element('Calendar', {
    UID: 1,
    Name: 'Standard',
    IsBaseCalendar: true,
    BaseCalendarUID: -1,
    week: [week((day) => day >= 2 && day <= 6)],
    exceptions: [`<Exceptions>${holiday}</Exceptions>`],
  })
  // Every work resource has it: our dates are the ones that Microsoft Project would compute only then.
  return `<Calendars>${standard}</Calendars>`
}

interface Plan {
  readonly days: WorkingDays
  readonly spans: ReadonlyMap<number, Span>
  readonly promised: ReadonlyMap<number, Span>
  /** Working days that have passed. */
  readonly today: number
  readonly now: Temporal.PlainDate
}

const spanOf = (spans: ReadonlyMap<number, Span>, task: PlanTask): Span =>
  spans.get(task.uid) ?? { start: 0, finish: 0 }

function percentComplete({ start, finish }: Span, today: number): number {
  if (finish <= today && (finish > start || finish < today)) return 100
  return finish === start
    ? 0
    : Math.max(0, Math.min(95, Math.round((100 * (today - start)) / (finish - start) / 5) * 5))
}

function task(plan: Plan, item: PlanTask, place: { readonly id: number; readonly outline: string }): string {
  const { days, today } = plan
  const span = spanOf(plan.spans, item)
  const promised = spanOf(plan.promised, item)
  const percent = percentComplete(span, today)
  const length = span.finish - span.start
  const summary = item.level === 1
  const start = length === 0 && !summary ? days.finishAt(span.start) : days.startAt(span.start)
  const links = (item.after ?? []).map((text) => {
    const { uid, kind, lag } = linkOf(text)
    return element('PredecessorLink', {
      PredecessorUID: uid,
      Type: LINK_TYPES[kind],
      CrossProject: false,
      LinkLag: lag * MINUTES_PER_DAY * 10,
      LagFormat: DAYS_FORMAT,
    })
  })
  return element('Task', {
    UID: item.uid,
    ID: place.id,
    Name: item.name,
    Type: 0,
    IsNull: false,
    WBS: place.outline,
    OutlineNumber: place.outline,
    OutlineLevel: item.level,
    Priority: 500,
    Start: start,
    Finish: days.finishAt(span.finish),
    Duration: hours(length),
    DurationFormat: DAYS_FORMAT,
    Manual: false,
    Milestone: length === 0,
    Summary: summary,
    Estimated: false,
    PercentComplete: percent,
    ActualStart: percent > 0 ? start : undefined,
    ActualFinish: percent === 100 ? days.finishAt(span.finish) : undefined,
    ConstraintType: 0,
    CalendarUID: -1,
    Deadline:
      item.deadlineInDays === undefined
        ? undefined
        : `${plan.now.add({ days: item.deadlineInDays }).toString()}T17:00:00`,
    Notes: item.notes,
    links,
    baseline: [
      element('Baseline', {
        Number: 0,
        Start:
          promised.finish === promised.start ? days.finishAt(promised.start) : days.startAt(promised.start),
        Finish: days.finishAt(promised.finish),
        Duration: hours(promised.finish - promised.start),
        DurationFormat: DAYS_FORMAT,
      }),
    ],
  })
}

function assignments(plan: Plan): string {
  let uid = 0
  const all = TASKS.flatMap((item) =>
    (item.by ?? []).map(([resource, units]) => {
      uid += 1
      const span = spanOf(plan.spans, item)
      const done = percentComplete(span, plan.today) / 100
      const isWork = RESOURCES.find((one) => one.uid === resource)?.type === 'work'
      const work = (span.finish - span.start) * units
      return element('Assignment', {
        UID: uid,
        TaskUID: item.uid,
        ResourceUID: resource,
        Units: units,
        Work: isWork ? hours(work) : undefined,
        ActualWork: isWork ? hours(work * done) : undefined,
        RemainingWork: isWork ? hours(work * (1 - done)) : undefined,
        Start: plan.days.startAt(span.start),
        Finish: plan.days.finishAt(span.finish),
      })
    }),
  )
  return `<Assignments>${all.join('')}</Assignments>`
}

/**
 * The plan as Microsoft Project would save it, under way on the given day.
 * Deterministic: the same day gives the same bytes.
 */
export function dockRolloutPlan(now: Temporal.PlainDate): string {
  const monday = now.subtract({ days: now.dayOfWeek - 1 })
  const first = monday.subtract({ days: 56 })
  const dayOff = monday.add({ days: 17 })
  const days = new WorkingDays(first, [dayOff])
  const plan: Plan = {
    days,
    now,
    spans: schedule(TASKS, (item) => item.days ?? 0),
    promised: schedule(TASKS, (item) => (item.days ?? 0) - (item.slipped ?? 0)),
    today: days.until(now),
  }
  let phase = 0
  let step = 0
  const tasks = TASKS.map((item, index) => {
    if (item.level === 1) [phase, step] = [phase + 1, 0]
    else step += 1
    return task(plan, item, { id: index + 1, outline: item.level === 1 ? `${phase}` : `${phase}.${step}` })
  })
  const resources = RESOURCES.map((resource, index) =>
    element('Resource', {
      UID: resource.uid,
      ID: index + 1,
      Name: resource.name,
      Type: RESOURCE_TYPES[resource.type],
      IsNull: false,
      MaterialLabel: resource.unit,
      EmailAddress: resource.email,
      MaxUnits: resource.type === 'work' ? (resource.maxUnits ?? 1) : undefined,
      StandardRate: resource.rate,
      StandardRateFormat: resource.rate === undefined ? undefined : 2,
      CalendarUID: resource.type === 'work' ? 1 : undefined,
    }),
  )
  const end = Math.max(...[...plan.spans.values()].map((span) => span.finish))
  const project = element('Project', {
    SaveVersion: 14,
    Name: 'Dock rollout',
    Title: 'Dock rollout',
    Manager: 'Mara Lindt',
    ScheduleFromStart: true,
    StartDate: days.startAt(0),
    FinishDate: days.finishAt(end),
    CalendarUID: 1,
    MinutesPerDay: MINUTES_PER_DAY,
    MinutesPerWeek: MINUTES_PER_DAY * 5,
    DaysPerMonth: 20,
    CurrencyCode: 'EUR',
    CurrencySymbol: '€',
    StatusDate: `${now.toString()}T17:00:00`,
    parts: [
      calendars(dayOff),
      `<Tasks>${tasks.join('')}</Tasks>`,
      `<Resources>${resources.join('')}</Resources>`,
      assignments(plan),
    ],
  })
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${project.replace('<Project>', '<Project xmlns="http://schemas.microsoft.com/project">')}\n`
}
