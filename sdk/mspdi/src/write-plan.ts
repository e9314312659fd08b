import type { Baseline, Reference } from '@headless-pmo/sdk'
import { Directory, publicKey } from './arrange/directory.ts'
import { linksOf, type Outsider } from './arrange/links.ts'
import { outlineOf, type Item, type Place } from './arrange/outline.ts'
import { peopleOf } from './arrange/people.ts'
import { uniqueIds } from './arrange/unique-ids.ts'
import type { Plan, Sourced } from './plan.ts'
import { numberOf } from './text/guid.ts'
import { xmlText, type Xml } from './text/xml.ts'
import { assignmentXml, duty, NOBODY } from './write/assignment-xml.ts'
import { baselinesXml } from './write/baseline-xml.ts'
import { calendarXml, STANDARD_CALENDAR } from './write/calendars.ts'
import { CustomFields, type FieldsOf } from './write/custom-fields.ts'
import { milestoneXml } from './write/milestone-xml.ts'
import { isScheduled, NATIVE_FIELDS } from './write/native-fields.ts'
import { projectXml } from './write/project-xml.ts'
import { personXml, resourceXml } from './write/resource-xml.ts'
import { outsiderXml, taskXml } from './write/task-xml.ts'
import { Writing, type Whole } from './write/writing.ts'

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const NAMESPACE = 'http://schemas.microsoft.com/project'
/** Entries that are written in one piece of text. */
const BATCH = 50

/**
 * Writes a project as a plan that Microsoft Project opens (MSPDI XML), a piece at a time. Equal plans give equal bytes, whatever the order of
 * their records: unique ids and GUIDs follow from public keys.
 *
 * What the format cannot hold is put right and said in the notes of the task: rings of parents and of links are opened, parents outside of
 * the project left out, links to what lies outside kept as links across projects or told in words.
 *
 * @example
 * ```ts
 * const none = { containers: [], milestones: [], dependencies: [], accounts: [], resources: [], assignments: [], calendars: [], baselines: [], fields: [] }
 * const xml = [...writePlan({ id: 'shop', title: 'Web shop', items: [], ...none })].join('')
 * ```
 */
export function* writePlan(plan: Plan): Generator<string> {
  const items = new Directory<'workItem', Item>(plan.items)
  const notes = new Map<Item, string[]>()
  const note = (item: Item, text: string): void => {
    const known = notes.get(item)
    if (known === undefined) notes.set(item, [text])
    else known.push(text)
  }
  const places = outlineOf(items, note)
  const placeOf = new Map(places.map((place) => [place.item, place]))
  const links = linksOf(plan.dependencies, items, placeOf, note)
  const people = peopleOf(plan, places)
  const containers = new Directory<'container'>(plan.containers)
  const container = plan.containers.length === 1 ? plan.containers[0] : undefined
  const whole: Whole = {
    release: plan.release ?? '2007',
    zone:
      plan.timeZone ??
      plan.containers.find(({ record }) => record.timeZone !== undefined)?.record.timeZone ??
      'UTC',
    currency: container?.record.currency ?? commonCurrency(plan),
    // Asked with a record's own reference, which may lead nowhere.
    zoneOf: (connection, reference) =>
      containers.find(connection, reference as Reference | undefined)?.record.timeZone,
  }
  const writingFor = ({ connection, record }: Sourced<'workItem' | 'milestone'>): Writing =>
    new Writing(whole, whole.zoneOf(connection, record.container))

  const taskIds = uniqueIds([...plan.items, ...plan.milestones], [0])
  const uidOf = (record: Sourced<'workItem' | 'milestone'>): number => taskIds.get(record) ?? 0
  const outsiderIds = idsOf(links.outsiders, new Set([0, ...taskIds.values()]))
  const outsiderUid = (outsider: Outsider): number => outsiderIds.get(outsider) ?? 0
  const resourceIds = uniqueIds([...plan.resources, ...people.accounts], [0])
  const calendars = calendarsOf(plan, container)
  const baselines = Map.groupBy(
    plan.baselines,
    ({ connection, record }) => `${connection}\n${record.subjectKind}\n${refOf(record.subject)}`,
  )
  const savedOf = ({
    connection,
    record,
  }: Sourced<'workItem' | 'resource' | 'assignment' | 'container'>): Baseline[] =>
    (baselines.get(`${connection}\n${record.kind}\n${record.ref}`) ?? []).map((saved) => saved.record)

  const taskFields = places.map((place) => fieldsOf(place))
  const custom = {
    task: new CustomFields('task', taskFields, plan.fields, () => false),
    resource: new CustomFields('resource', plan.resources.map(plainFields), plan.fields, () => false),
    assignment: new CustomFields('assignment', plan.assignments.map(plainFields), plan.fields, () => false),
  }
  const values = (owner: keyof typeof custom, fields: FieldsOf) =>
    custom[owner].valuesOf(fields, () => false, whole.zone)

  const dates = places.flatMap(({ item }) => {
    const { record, composed } = item
    const writing = writingFor(item)
    const [start, finish] = [
      record.plannedStart ?? composed?.plannedStart ?? record.started,
      record.plannedFinish ?? composed?.plannedFinish ?? record.finished,
    ]
    return [writing.moment(start), writing.moment(finish, 'finish')].filter((date) => date !== undefined)
  })
  const [first, last] = extremes(dates)
  yield `${HEAD}<Project xmlns="${NAMESPACE}">\n`
  yield texts([
    ...projectXml(plan, {
      container,
      calendar: calendars.main,
      currency: whole.currency,
      start: first,
      finish: last,
      writing: new Writing(whole),
    }),
    section(
      'ExtendedAttributes',
      Object.values(custom).flatMap((fields) => fields.definitions()),
    ),
    section(
      'Calendars',
      calendars.all.map(({ calendar, uid, base, sourced }) => {
        const guid = sourced === undefined ? undefined : new Writing(whole).guid(sourced)
        return calendarXml(calendar, { own: uid, guid, ...(base !== undefined && { base }) }, whole.release)
      }),
    ),
  ])

  const rows = ownRows(places)
  yield* sectionOf('Tasks', tasks())
  yield* sectionOf('Resources', resources())
  yield* sectionOf('Assignments', assignments())
  yield '</Project>\n'

  function* tasks(): Generator<Xml> {
    yield summaryXml(plan, container === undefined ? [] : savedOf(container), new Writing(whole))
    for (const [index, place] of places.entries()) {
      const { item } = place
      const fields = values('task', taskFields[index] ?? { connection: item.connection, fields: {} })
      yield taskXml(place, {
        uid: uidOf(item),
        id: rows?.[index] ?? index + 1,
        number: rows === undefined ? place.number : (item.record.outline ?? place.number),
        uidOf: (other) => uidOf(other.item),
        inner: links.inner.get(item) ?? [],
        outer: links.outer.get(item) ?? [],
        outsiderUid,
        baselines: savedOf(item),
        calendar: calendars.uidOf(item.connection, item.record.calendar),
        fields: fields.elements,
        notes: [...(notes.get(item) ?? []), ...fields.left],
        writing: writingFor(item),
      })
    }
    const tops = places.filter(({ level }) => level === 1).length
    const lastRow = Math.max(places.length, rows?.at(-1) ?? 0)
    const members = membersOf(plan, places)
    for (const [index, milestone] of plan.milestones.entries()) {
      yield milestoneXml(milestone, {
        uid: uidOf(milestone),
        id: lastRow + index + 1,
        number: tops + index + 1,
        members: (members.get(milestone) ?? []).map(uidOf),
        writing: writingFor(milestone),
      })
    }
    for (const [index, outsider] of links.outsiders.entries()) {
      const after = plan.milestones.length + index + 1
      yield outsiderXml(outsider, {
        uid: outsiderUid(outsider),
        id: lastRow + after,
        number: tops + after,
        uidOf: (place) => uidOf(place.item),
      })
    }
  }

  function* resources(): Generator<Xml> {
    const accounts = new Directory<'account'>(plan.accounts)
    let id = 0
    for (const resource of plan.resources) {
      const { connection, record } = resource
      yield resourceXml(resource, {
        uid: resourceIds.get(resource) ?? 0,
        id: ++id,
        account: accounts.find(connection, record.account)?.record,
        calendar: calendars.uidOf(connection, record.calendar),
        baselines: savedOf(resource),
        fields: values('resource', plainFields(resource)).elements,
        writing: new Writing(whole, whole.zoneOf(connection, record.container)),
      })
    }
    for (const account of people.accounts) {
      yield personXml(account, { uid: resourceIds.get(account) ?? 0, id: ++id, writing: new Writing(whole) })
    }
  }

  function* assignments(): Generator<Xml> {
    const resourcesByRef = new Directory<'resource'>(plan.resources)
    const ids = uniqueIds(plan.assignments)
    for (const assignment of plan.assignments) {
      const { connection, record } = assignment
      const item = items.find(connection, record.item)
      const isWhole = item === undefined && containers.find(connection, asRef(record.item)) !== undefined
      const holder =
        resourcesByRef.find(connection, record.resource) ??
        (record.account === undefined ? undefined : people.find(connection, record.account))
      if (item === undefined && !isWhole) continue
      yield assignmentXml(assignment, {
        uid: ids.get(assignment) ?? 0,
        task: item === undefined ? 0 : uidOf(item),
        resource: holder === undefined ? NOBODY : (resourceIds.get(holder) ?? NOBODY),
        baselines: savedOf(assignment),
        fields: values('assignment', plainFields(assignment)).elements,
        writing: new Writing(
          whole,
          item === undefined ? undefined : whole.zoneOf(connection, item.record.container),
        ),
      })
    }
    const taken = new Set(ids.values())
    for (const { place, holder } of people.duties) {
      let uid = numberOf(`${publicKey(place.item)}\n${publicKey(holder)}`)
      while (taken.has(uid)) uid = (uid % 0x7fffffff) + 1
      taken.add(uid)
      yield duty(uid, uidOf(place.item), resourceIds.get(holder) ?? NOBODY)
    }
  }
}

/** Unique ids of tasks of other plans: those that the plan had for them already, else such that follow from their names. */
function idsOf(outsiders: readonly Outsider[], taken: Set<number>): ReadonlyMap<Outsider, number> {
  return new Map(
    outsiders.map((outsider) => {
      let uid = outsider.wanted ?? numberOf(outsider.name)
      if (taken.has(uid)) uid = numberOf(outsider.name)
      while (taken.has(uid)) uid = (uid % 0x7fffffff) + 1
      taken.add(uid)
      return [outsider, uid]
    }),
  )
}

/** The row that stands for the whole project, with the baselines of the plan as a whole. */
function summaryXml(plan: Plan, saved: readonly Baseline[], writing: Writing): Xml {
  return [
    'Task',
    [
      ['UID', 0],
      ['ID', 0],
      ['Name', plan.title],
      ['IsNull', false],
      ['OutlineNumber', '0'],
      ['OutlineLevel', 0],
      ['Summary', true],
      ...baselinesXml(saved, 'task', writing),
    ],
  ]
}

/** What a tracker says of an item beyond a plan's own elements, as custom fields beside its own. */
function fieldsOf({ item }: Place): FieldsOf {
  const { connection, record } = item
  const { fields = {} } = record
  if (isScheduled(record)) {
    return {
      connection,
      fields: Object.fromEntries(
        Object.entries(fields).filter(([key]) => !Object.hasOwn(NATIVE_FIELDS, key)),
      ),
    }
  }
  const extras = {
    Key: record.key,
    Status: record.status,
    'Work item type': record.nativeType ?? record.type,
    Labels: record.labels,
    Components: record.components,
    Points: record.points,
    Resolution: record.resolution,
    Blocked: record.blocked,
  }
  const stated = Object.entries(extras).filter(
    (entry): entry is [string, Exclude<(typeof entry)[1], undefined>] =>
      entry[1] !== undefined && !(Array.isArray(entry[1]) && entry[1].length === 0),
  )
  return { connection, fields: { ...Object.fromEntries(stated), ...fields } }
}

function plainFields({ connection, record }: Sourced<'resource' | 'assignment'>): FieldsOf {
  return { connection, fields: record.fields ?? {} }
}

/** A plan keeps its own rows, and with them its outline numbers, where they rise along the outline; else rows are counted anew. */
function ownRows(places: readonly Place[]): readonly number[] | undefined {
  const rows: number[] = []
  for (const { item } of places) {
    const { order } = item.record
    if (!isScheduled(item.record) || order === undefined || !Number.isInteger(order)) return undefined
    if (order <= (rows.at(-1) ?? 0)) return undefined
    rows.push(order)
  }
  return rows
}

/** Members without children, by the milestone that they are planned for. */
function membersOf(plan: Plan, places: readonly Place[]): Map<Sourced<'milestone'>, Item[]> {
  const milestones = new Directory<'milestone'>(plan.milestones)
  const members = new Map<Sourced<'milestone'>, Item[]>()
  for (const { item, hasChildren } of places) {
    const milestone = hasChildren ? undefined : milestones.find(item.connection, item.record.milestone)
    if (milestone === undefined) continue
    const known = members.get(milestone)
    if (known === undefined) members.set(milestone, [item])
    else known.push(item)
  }
  return members
}

function calendarsOf(plan: Plan, container: Sourced<'container'> | undefined) {
  const found = new Directory<'calendar'>(plan.calendars)
  const ids = uniqueIds(plan.calendars)
  const uidOf = (connection: string, reference: string | undefined): number | undefined => {
    const calendar = found.find(connection, reference)
    return calendar === undefined ? undefined : ids.get(calendar)
  }
  const all = plan.calendars.map((calendar) => {
    const base = uidOf(calendar.connection, calendar.record.base)
    const uid = ids.get(calendar) ?? 0
    return { sourced: calendar, calendar: calendar.record, uid, base }
  })
  const main = container === undefined ? undefined : uidOf(container.connection, container.record.calendar)
  if (main !== undefined) return { all, uidOf, main }
  let uid = 1
  while (all.some((one) => one.uid === uid)) uid++
  const standard = { calendar: STANDARD_CALENDAR, uid, base: undefined, sourced: undefined }
  return { all: [standard, ...all], uidOf, main: uid }
}

/** The currency that most costs are in; the first by its code among equals. */
function commonCurrency(plan: Plan): string | undefined {
  const counts = new Map<string, number>()
  const count = (currency: string | undefined): void => {
    if (currency !== undefined) counts.set(currency, (counts.get(currency) ?? 0) + 1)
  }
  for (const { record } of plan.items)
    [record.plannedCost, record.actualCost].forEach((cost) => count(cost?.currency))
  for (const { record } of plan.resources) record.rates?.forEach(({ standard }) => count(standard?.currency))
  return [...counts].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0]
}

function extremes(dates: readonly string[]): readonly [string | undefined, string | undefined] {
  let [first, last] = [dates[0], dates[0]]
  for (const date of dates) {
    if (first !== undefined && date < first) first = date
    if (last !== undefined && date > last) last = date
  }
  return [first, last]
}

const refOf = (reference: Reference): string => (typeof reference === 'string' ? reference : reference.key)
/** A reference by key may name a container's ref: a plan as a whole is named so. */
const asRef = (reference: Reference): Reference => refOf(reference)

const section = (name: string, children: readonly Xml[]): Xml | undefined =>
  children.length === 0 ? undefined : [name, children]

function texts(elements: readonly (Xml | undefined)[]): string {
  return elements.map((element) => (element === undefined ? '' : xmlText(element))).join('')
}

function* sectionOf(name: string, entries: Iterable<Xml>): Generator<string> {
  let text = `\t<${name}>\n`
  let count = 0
  for (const entry of entries) {
    text += xmlText(entry, '\t\t')
    if (++count % BATCH === 0) {
      yield text
      text = ''
    }
  }
  yield `${text}\t</${name}>\n`
}
