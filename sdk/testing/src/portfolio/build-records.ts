import type { PortfolioRecord, Sourced } from '@headless-pmo/sdk'
import type { DrawnProject } from './drawn-project.ts'
import { statusWord, type DrawnItem } from './drawn-records.ts'
import { dayAt, PORTFOLIO_DAY } from './known-day.ts'

/** Where the records of a drawn project get their names from. */
export interface Naming {
  readonly connection: string
  /** In front of every ref. */
  readonly prefix: string
  /** Id of the PMO's project that claims them; absent: none does. */
  readonly project: string | undefined
  /** Refs of the items that a dependency may lead to: those of the whole connection. */
  readonly neighbours: readonly string[]
}

/** A field is there or it is not; drawn values say the latter with undefined. */
type Loose<T> = T extends unknown ? { readonly [K in keyof T]: T[K] | undefined } : never

function pick(refs: readonly string[], pointer: number | undefined): string | undefined {
  return pointer === undefined || refs.length === 0 ? undefined : refs[pointer % refs.length]
}

/** Refs of the items of a drawn project. */
export function itemRefs(prefix: string, drawn: DrawnProject): readonly string[] {
  return drawn.items.map((_, index) => `${prefix}-${index + 1}`)
}

/** Refs of the iterations of a drawn project. */
export function iterationRefs(prefix: string, drawn: DrawnProject): readonly string[] {
  return drawn.iterations.map((_, index) => `${prefix}-iteration-${index + 1}`)
}

/** The records of a drawn project, all of them valid and of one connection. */
export function buildRecords(drawn: DrawnProject, naming: Naming): readonly Sourced[] {
  const { connection, prefix, project, neighbours } = naming
  const records: Sourced[] = []
  const add = (record: Loose<PortfolioRecord>): void => {
    const present = Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))
    // The generated fields are those of the kind; a test parses what comes out with the model's own schemas.
    records.push({ ...present, connection, ...(project === undefined ? {} : { project }) } as Sourced)
  }
  const container = `${prefix}-home`
  const items = itemRefs(prefix, drawn)
  const accounts = Array.from({ length: drawn.accounts }, (_, index) => `${prefix}-person-${index + 1}`)
  const milestones = drawn.milestones.map((_, index) => `${prefix}-milestone-${index + 1}`)
  const ref = (name: string, index: number): string => `${prefix}-${name}-${index + 1}`

  add({
    kind: 'container',
    ref: container,
    name: `Home of ${prefix}`,
    nativeType: 'project',
    archived: drawn.archived,
    lead: accounts[0],
    statusDate: drawn.statusDate ? dayAt(-7) : undefined,
    calendar: `${prefix}-calendar`,
  })
  add({
    kind: 'calendar',
    ref: `${prefix}-calendar`,
    container,
    name: 'Weekdays',
    week: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, shifts: [{ from: '08:00', to: '16:00' }] })),
  })
  for (const account of accounts) {
    add({ kind: 'account', ref: account, displayName: account, type: 'human' })
  }
  for (const category of ['todo', 'in_progress', 'done', 'cancelled'] as const) {
    add({
      kind: 'status',
      ref: `${prefix}-${category}`,
      name: statusWord(category),
      category,
      scope: container,
    })
  }
  add({
    kind: 'fieldDefinition',
    ref: `${prefix}-team`,
    scope: container,
    key: 'team',
    name: 'Team',
    type: 'text',
  })
  for (const [index, { item }] of drawn.items.entries()) {
    const own = items[index] ?? ''
    const { category, assignees, reporter, parent, milestone, constraint, team, ...fields } =
      item satisfies DrawnItem
    const above = pick(items, parent)
    add({
      kind: 'workItem',
      ...fields,
      ref: own,
      key: own.toUpperCase(),
      container,
      status: statusWord(category),
      statusCategory: category,
      assignees:
        assignees === undefined || accounts.length === 0
          ? undefined
          : [...new Set(assignees.map((one) => pick(accounts, one) ?? ''))],
      reporter: pick(accounts, reporter),
      parent: above === own ? undefined : above,
      milestone: pick(milestones, milestone),
      constraint: constraint === undefined ? undefined : { kind: constraint, date: PORTFOLIO_DAY },
      fields: team === undefined ? undefined : { team },
    })
  }
  for (const [index, { from, to, type, lag, lost }] of drawn.dependencies.entries()) {
    const [start, end] = [pick(items, from), lost ? 'elsewhere' : pick(neighbours, to)]
    if (start === undefined || end === undefined) continue
    add({
      kind: 'dependency',
      ref: ref('link', index),
      from: start,
      to: end,
      type,
      lag: lag === undefined ? undefined : { minutes: lag, basis: 'working' },
    })
  }
  for (const [index, { item, account, ...fields }] of drawn.worklogs.entries()) {
    const on = pick(items, item)
    if (on !== undefined) {
      add({ kind: 'worklog', ref: ref('log', index), item: on, account: pick(accounts, account), ...fields })
    }
  }
  for (const [index, { item, by, ...fields }] of drawn.changes.entries()) {
    const on = pick(items, item)
    if (on !== undefined) {
      add({
        kind: 'change',
        ref: ref('change', index),
        item: on,
        by: pick(accounts, by),
        effect: 'set',
        ...fields,
      })
    }
  }
  for (const [index, { item, account, ...fields }] of drawn.assignments.entries()) {
    const on = pick(items, item)
    if (on !== undefined) {
      add({
        kind: 'assignment',
        ref: ref('assignment', index),
        item: on,
        account: pick(accounts, account),
        ...fields,
      })
    }
  }
  for (const [index, { item, ...fields }] of drawn.baselines.entries()) {
    const on = pick(items, item)
    if (on !== undefined) {
      add({
        kind: 'baseline',
        ref: ref('baseline', index),
        subject: on,
        subjectKind: 'workItem',
        number: 0,
        ...fields,
      })
    }
  }
  for (const [index, fields] of drawn.milestones.entries()) {
    add({
      kind: 'milestone',
      ref: ref('milestone', index),
      container,
      name: `Milestone ${index + 1}`,
      ...fields,
    })
  }
  for (const [index, { members, ...fields }] of drawn.iterations.entries()) {
    const inside = members.map((one) => pick(items, one)).filter((one) => one !== undefined)
    add({
      kind: 'iteration',
      ref: ref('iteration', index),
      container,
      name: `Sprint ${index + 1}`,
      members: [...new Set(inside)].map((item) => ({ item })),
      ...fields,
    })
    for (const [at, item] of [...new Set(inside)].entries()) {
      add({
        kind: 'membership',
        ref: `${ref('iteration', index)}/stay/${at + 1}`,
        item,
        iteration: ref('iteration', index),
      })
    }
  }
  for (const [index, { owner, ...fields }] of drawn.risks.entries()) {
    add({
      kind: 'risk',
      ref: ref('risk', index),
      container,
      title: 'Supplier',
      owner: pick(accounts, owner),
      ...fields,
    })
  }
  return records
}
