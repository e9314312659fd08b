import fc from 'fast-check'
import { portfolioRecord, type PortfolioRecord, type RecordInput } from '@headless-pmo/sdk'
import { plainToMarkdown } from '../../plugins/microsoft-project/src/map/markdown.ts'

const PLAN = 'plan.xml'
const task = (uid: number): string => `${PLAN}#task/${uid}`

const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .filter((one) => /\S/.test(one) && one === one.replace(/\p{Cc}|[\uFFFE\uFFFF]/gu, ''))
const notes = fc
  .array(fc.constantFrom('a', ' ', '\n', '\n\n', '# b', '*', '_x_', '<&>', '\\', '- c', '`', '  \n', '=='), {
    minLength: 1,
    maxLength: 12,
  })
  .map((parts) => plainToMarkdown(parts.join('')))
  .filter((one) => /\S/.test(one))
const moment = fc
  .integer({ min: Date.UTC(1984, 0, 2), max: Date.UTC(2149, 11, 30) })
  .map((ms) => new Date(Math.floor(ms / 60_000) * 60_000).toISOString().slice(0, 19))
const minutes = fc.integer({ min: 0, max: 100_000 })
const basis = fc.constantFrom('working' as const, 'elapsed' as const)
const length = fc
  .record({ minutes, basis, estimated: fc.boolean() })
  .map(({ estimated, ...rest }) => ({ ...rest, ...(estimated && { estimated }) }))
/** As the reader writes amounts: no zeros at the end. */
const cost = fc
  .integer({ min: -1_000_000, max: 1_000_000_000 })
  .map((cents) => ({ amount: String(cents / 100), currency: 'EUR' }))
const guid = fc.uuid().map((one) => one.toUpperCase())
/** Some fields of a record, each there or not. */
const some = <T extends object>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(fields, { requiredKeys: [] })

const CONSTRAINTS = [
  'must_start_on',
  'must_finish_on',
  'start_no_earlier_than',
  'start_no_later_than',
  'finish_no_earlier_than',
  'finish_no_later_than',
] as const
const constraint = fc.oneof(
  fc.constantFrom('as_soon_as_possible' as const, 'as_late_as_possible' as const).map((kind) => ({ kind })),
  fc.record({ kind: fc.constantFrom(...CONSTRAINTS), date: moment }),
)

const details = some({
  description: notes,
  created: moment,
  plannedStart: moment,
  plannedFinish: moment,
  deadline: moment,
  duration: length,
  constraint,
  estimate: minutes,
  spent: minutes,
  remaining: minutes,
  plannedCost: cost,
  actualCost: cost,
  critical: fc.boolean(),
  scheduling: fc.constantFrom('manual' as const, 'automatic' as const),
  wbs: fc.constantFrom('1', 'A.2', 'x y'),
  earlyStart: moment,
  earlyFinish: moment,
  lateStart: moment,
  lateFinish: moment,
  freeFloat: fc.integer({ min: -5000, max: 5000 }),
  totalFloat: fc.integer({ min: -5000, max: 5000 }).map((tenths) => tenths / 10),
})
const fields = some({
  Text1: text,
  Text30: text,
  Number3: fc.integer(),
  Flag2: fc.boolean(),
  Date1: moment,
  Duration4: minutes,
  Cost2: fc.integer({ min: 0, max: 100_000 }).map((cents) => cents / 100),
  Type: fc.constantFrom('Fixed Units', 'Fixed Duration', 'Fixed Work'),
  EffortDriven: fc.constant(true),
  Contact: text,
  HyperlinkAddress: fc.webUrl(),
  PercentWorkComplete: fc.integer({ min: 0, max: 100 }),
})
const row = fc.record({
  depth: fc.integer({ min: 1, max: 5 }),
  title: text,
  guid,
  percent: fc.integer({ min: 0, max: 100 }),
  active: fc.boolean(),
  isMilestone: fc.boolean(),
  priority: fc.integer({ min: 0, max: 1000 }),
  details,
  fields,
  baselines: fc.uniqueArray(
    fc.record({
      number: fc.integer({ min: 0, max: 10 }),
      more: some({ start: moment, finish: moment, duration: length, work: minutes, cost }),
    }),
    { selector: ({ number }) => number, maxLength: 2 },
  ),
})
const link = fc.record({
  from: fc.nat(),
  to: fc.nat(),
  type: fc.constantFrom('FS' as const, 'SS' as const, 'FF' as const, 'SF' as const),
  lag: fc.option(
    fc.oneof(
      fc.record({ minutes: fc.integer({ min: 1, max: 9999 }).map((tenths) => tenths / 10), basis }),
      fc.record({ percent: fc.integer({ min: -200, max: -1 }), basis }),
    ),
    { nil: undefined },
  ),
})
const shifts = fc.constantFrom<{ from: string; to: string }[]>(
  [],
  [{ from: '08:00', to: '12:00' }],
  [
    { from: '00:00', to: '06:30' },
    { from: '20:00', to: '24:00' },
  ],
)
const weekdays = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 })
const week = fc
  .tuple(weekdays, shifts)
  .map(([days, hours]) => days.toSorted((a, b) => a - b).map((weekday) => ({ weekday, shifts: hours })))
const place = {
  position: fc.constantFrom(1, 2, 3, 4, -1),
  positionDay: fc.constantFrom('day' as const, 'weekday' as const, 'weekend_day' as const, 'friday' as const),
}
const month = fc.integer({ min: 1, max: 12 })
const dayOfMonth = fc.integer({ min: 1, max: 31 })
const interval = fc.integer({ min: 1, max: 9 })
const recurrence = fc.oneof(
  fc.record({ every: fc.constantFrom('day' as const, 'weekday' as const), interval }),
  weekdays.map((days) => ({
    every: 'week' as const,
    interval: 2,
    weekdays: days.toSorted((a, b) => a - b),
    weekStart: 7,
  })),
  fc.record({ every: fc.constant('month' as const), interval, dayOfMonth }),
  fc.record({ every: fc.constant('month' as const), interval, ...place }),
  fc.record({ every: fc.constant('year' as const), interval: fc.constant(1), month, dayOfMonth }),
  fc.record({ every: fc.constant('year' as const), interval: fc.constant(1), month, ...place }),
)
const exception = fc
  .record({
    name: text,
    from: moment,
    hours: shifts,
    rule: fc.option(recurrence, { nil: undefined }),
    times: fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined }),
  })
  .map(({ name, from, hours, rule, times }) => ({
    name,
    from: from.slice(0, 10),
    until: from.slice(0, 10),
    shifts: hours,
    ...(rule !== undefined && {
      recurrence: { ...rule, ...(times !== undefined && { occurrences: times }) },
    }),
  }))
const person = fc.record({
  name: text,
  guid,
  type: fc.constantFrom('work' as const, 'material' as const, 'cost' as const),
  more: some({ description: notes, initials: text, group: text, unit: text, generic: fc.boolean() }),
  units: fc.option(fc.constantFrom(0.5, 1, 3), { nil: undefined }),
  email: fc.option(fc.emailAddress(), { nil: undefined }),
  rate: fc.option(cost, { nil: undefined }),
})
const booking = fc.record({
  item: fc.nat(),
  resource: fc.nat(),
  guid,
  more: some({
    units: fc.constantFrom(0.25, 1, 2),
    plannedWork: minutes,
    actualWork: minutes,
    start: moment,
    finish: moment,
    plannedCost: cost,
    percentWorkComplete: fc.integer({ min: 0, max: 100 }),
  }),
})

/** Records of a plan as the files store gives them: any plan of these reads back equal. */
export const randomPlan: fc.Arbitrary<PortfolioRecord[]> = fc
  .record({
    rows: fc.array(row, { minLength: 1, maxLength: 12 }),
    links: fc.array(link, { maxLength: 12 }),
    weeks: fc.array(fc.record({ week, exceptions: fc.array(exception, { maxLength: 4 }), guid }), {
      minLength: 1,
      maxLength: 3,
    }),
    people: fc.array(person, { maxLength: 4 }),
    bookings: fc.array(booking, { maxLength: 6 }),
    about: some({ start: moment, finish: moment, statusDate: moment, manager: text, description: notes }),
    guid,
    first: fc.integer({ min: 1, max: 10_000 }),
  })
  .map((plan) => recordsOfPlan(plan).map((one) => portfolioRecord.parse(one)))

type Random<A> = A extends fc.Arbitrary<infer T> ? T : never

function recordsOfPlan(plan: {
  readonly rows: readonly Random<typeof row>[]
  readonly links: readonly Random<typeof link>[]
  readonly weeks: readonly {
    week: Random<typeof week>
    exceptions: Random<typeof exception>[]
    guid: string
  }[]
  readonly people: readonly Random<typeof person>[]
  readonly bookings: readonly Random<typeof booking>[]
  readonly about: object
  readonly guid: string
  readonly first: number
}): RecordInput[] {
  const { rows, links, weeks, people, bookings, first } = plan
  const records: RecordInput[] = [
    {
      kind: 'container',
      ref: PLAN,
      name: 'A plan',
      key: 'plan',
      nativeType: 'plan file',
      aliases: [plan.guid],
      calendar: `${PLAN}#calendar/1`,
      currency: 'EUR',
      minutesPerDay: 480,
      minutesPerWeek: 2400,
      daysPerMonth: 20,
      // A file that does not say so is scheduled from its start.
      scheduledFrom: 'start',
      start: '2026-01-01T08:00:00',
      finish: '2026-12-01T17:00:00',
      ...plan.about,
    },
  ]
  for (const [index, { week: days, exceptions, guid: alias }] of weeks.entries()) {
    records.push({
      kind: 'calendar',
      ref: `${PLAN}#calendar/${index + 1}`,
      container: PLAN,
      name: `Calendar ${index + 1}`,
      aliases: [alias],
      isBase: index === 0,
      ...(index > 0 && { base: `${PLAN}#calendar/1` }),
      week: days,
      ...(exceptions.length > 0 && { exceptions }),
    })
  }
  // An outline goes down by one level at a time.
  const outline: {
    readonly uid: number
    readonly level: number
    readonly number: string
    readonly parent?: number
  }[] = []
  const open: { readonly uid: number; readonly number: string; children: number }[] = []
  let tops = 0
  for (const [index, { depth }] of rows.entries()) {
    const level = Math.min(depth, open.length + 1)
    open.length = level - 1
    const above = open.at(-1)
    const number = above === undefined ? `${++tops}` : `${above.number}.${++above.children}`
    const uid = first + index
    outline.push({ uid, level, number, ...(above !== undefined && { parent: above.uid }) })
    open.push({ uid, number, children: 0 })
  }
  for (const [index, one] of rows.entries()) {
    const here = outline[index]
    if (here === undefined) continue
    const summary = outline[index + 1]?.parent === here.uid
    const isMilestone = one.isMilestone && !summary
    const category = !one.active
      ? 'cancelled'
      : one.percent === 100
        ? 'done'
        : one.percent > 0
          ? 'in_progress'
          : 'todo'
    const words = { todo: 'Not Started', in_progress: 'In Progress', done: 'Complete', cancelled: 'Inactive' }
    const level = one.priority
    records.push({
      kind: 'workItem',
      ref: task(here.uid),
      container: PLAN,
      key: `plan#${here.uid}`,
      aliases: [one.guid],
      type: summary ? 'summary' : isMilestone ? 'milestone' : 'task',
      nativeType: summary ? 'Summary task' : isMilestone ? 'Milestone' : 'Task',
      level: here.level,
      outline: here.number,
      order: index + 1,
      title: one.title,
      status: words[category],
      statusCategory: category,
      active: one.active,
      priority: level > 800 ? 0 : level > 600 ? 1 : level >= 400 ? 2 : level >= 200 ? 3 : 4,
      nativePriority: String(level),
      ...(here.parent !== undefined && { parent: task(here.parent) }),
      percentComplete: one.percent,
      progressMethod: summary ? 'children' : 'duration',
      summary,
      isMilestone,
      ...one.details,
      ...(Object.keys(one.fields).length > 0 && { fields: one.fields }),
    })
    for (const { number, more } of one.baselines) {
      const ref = `${task(here.uid)}/baseline/${number}`
      records.push({
        kind: 'baseline',
        ref,
        subject: task(here.uid),
        subjectKind: 'workItem',
        number,
        ...more,
      })
    }
  }
  const pairs = new Set<string>()
  for (const { from, to, type, lag } of links) {
    const [tail, head] = [
      outline[Math.min(from % rows.length, to % rows.length)],
      outline[Math.max(from % rows.length, to % rows.length)],
    ]
    if (tail === undefined || head === undefined || head.number === tail.number) continue
    if (head.number.startsWith(`${tail.number}.`) || pairs.has(`${tail.uid}-${head.uid}`)) continue
    pairs.add(`${tail.uid}-${head.uid}`)
    records.push({
      kind: 'dependency',
      ref: `${PLAN}#link/${tail.uid}-${head.uid}`,
      from: task(tail.uid),
      to: task(head.uid),
      type,
      ...(lag !== undefined && { lag }),
    })
  }
  for (const [index, { name, guid: alias, type, more, units, email, rate }] of people.entries()) {
    const ref = `${PLAN}#resource/${index + 1}`
    const isPerson = type === 'work' && more.generic !== true && email !== undefined
    records.push({
      kind: 'resource',
      ref,
      container: PLAN,
      name,
      aliases: [alias],
      type,
      ...more,
      ...(email !== undefined && { email }),
      ...(units !== undefined && { maxUnits: units }),
      ...(rate !== undefined && { rates: [{ table: 'A', standard: rate, perUse: rate }] }),
      ...(isPerson && { account: ref }),
    })
    if (isPerson) records.push({ kind: 'account', ref, type: 'unknown', email, displayName: name })
  }
  for (const [index, { item, resource, guid: alias, more }] of bookings.entries()) {
    const on = outline[item % rows.length]
    if (people.length === 0 || on === undefined) continue
    records.push({
      kind: 'assignment',
      ref: `${PLAN}#assignment/${index + 1}`,
      aliases: [alias],
      item: task(on.uid),
      resource: `${PLAN}#resource/${(resource % people.length) + 1}`,
      ...more,
    })
  }
  return records
}
