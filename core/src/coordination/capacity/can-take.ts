import type { CapacityFacts } from './capacity-facts.ts'
import { fillNeeds, type Need, type Pool } from './fill-needs.ts'

/** Work of a role in a month. */
export interface RoleNeed {
  /** Id or name of a role. */
  readonly role: string
  /** `2026-12`. */
  readonly month: string
  /** Of work. */
  readonly minutes: number
}

/** A project that may be taken: one of the configuration, whose own work is then not counted as taken; or its shape. */
export type Wanted = { readonly project: string } | { readonly needs: readonly RoleNeed[] }

/** A role, or a person who is named, without enough time in a month. */
export interface Shortage {
  readonly month: string
  /** Id of the role; of a person who is named, absent where they have none. */
  readonly role?: string
  readonly name: string
  /** Id of the person, where the project names one. */
  readonly person?: string
  /** Minutes that the project needs, and how many of them nobody has time for. */
  readonly needed: number
  readonly short: number
  /** How many people have the role. */
  readonly people: number
}

/** The answer to "can we take it?". */
export interface Answer {
  readonly feasible: boolean
  /** By month, then by what is short most. */
  readonly shortages: readonly Shortage[]
  /** Minutes that it needs in all. */
  readonly needed: number
  /** Minutes of the project that are given to nobody, or lie after the last month: they could not be looked at. */
  readonly notLookedAt: number
}

interface Asked extends Need {
  readonly role?: string
  readonly name: string
  readonly person?: string
}

/**
 * Whether people have time for a project beside everything that they have to do: month by month, each role filled from
 * whoever has it, the open roles of other projects first; what somebody cannot do in a month is done in the next ones first. What is short cannot be filled by anybody, however the work is
 * divided.
 */
export function canTake(facts: CapacityFacts, wanted: Wanted): Answer {
  const { periods } = facts.months
  const own = 'project' in wanted ? wanted.project : undefined
  const free = freeTime(facts, own)
  const shortages = periods.flatMap(({ id }, period) => {
    const asked = 'project' in wanted ? needsOf(facts, period, own) : rolesOf(facts, wanted.needs, id)
    if (asked.length === 0) return []
    const named = new Set(asked.flatMap(({ person }) => person ?? []))
    const others = openRoles(facts, period, own)
    const open = fillNeeds(poolsOf(facts, period, { free, named }), [...others, ...asked])
    return asked
      .flatMap(({ minutes, skill, ...rest }, index): Shortage[] => {
        const short = open[others.length + index] ?? 0
        if (short === 0) return []
        return [{ month: id, ...rest, needed: minutes, short, people: peopleWith(facts, skill) }]
      })
      .toSorted((one, other) => other.short - one.short || (one.name < other.name ? -1 : 1))
  })
  const looked =
    'project' in wanted
      ? projectWork(facts, wanted.project)
      : { needed: wanted.needs.reduce((sum, { minutes }) => sum + minutes, 0), notLookedAt: 0 }
  return { feasible: shortages.length === 0 && looked.notLookedAt === 0, shortages, ...looked }
}

/** How many months later, at least, the needs would find people; undefined: not within the months that are known. */
export function earliestShift(facts: CapacityFacts, needs: readonly RoleNeed[]): number | undefined {
  const months = facts.months.periods.map(({ id }) => id)
  const last = Math.max(...needs.map(({ month }) => months.indexOf(month)))
  for (let shift = 0; last + shift < months.length; shift++) {
    const later = needs.map((need) => ({
      ...need,
      month: months[months.indexOf(need.month) + shift] ?? need.month,
    }))
    if (canTake(facts, { needs: later }).feasible) return shift
  }
  return undefined
}

/**
 * Minutes that each claimant has left in each month beside the work of other projects. Work above what somebody can do does not
 * vanish at the end of a month: it takes their time in the next ones.
 */
function freeTime({ claimants, months }: CapacityFacts, own: string | undefined): readonly Float64Array[] {
  const free = claimants.map((_, index) => Float64Array.from(months.capacity[index] ?? []))
  for (const { claimant, period, project, stated, assumed } of months.cells) {
    const left = free[claimant]
    if (left === undefined || (own !== undefined && project === own)) continue
    left[period] = (left[period] ?? 0) - stated - assumed
  }
  for (const left of free)
    for (let month = 0; month < left.length; month += 1) {
      const rest = left[month] ?? 0
      if (rest >= 0) continue
      left[month] = 0
      if (month + 1 < left.length) left[month + 1] = (left[month + 1] ?? 0) + rest
    }
  return free
}

/** Who has time in a month beside the work of other projects, alike people together. */
function poolsOf(
  facts: CapacityFacts,
  period: number,
  { free: all, named }: { readonly free: readonly Float64Array[]; readonly named: ReadonlySet<string> },
): readonly Pool[] {
  const pools = new Map<string, { skills: ReadonlySet<string>; free: number }>()
  for (const [index, { kind, id, roles }] of facts.claimants.entries()) {
    if (kind !== 'person') continue
    const free = all[index]?.[period] ?? 0
    const skills = named.has(id) ? [...roles, personSkill(id)] : roles
    const key = skills.toSorted().join('\n')
    const pool = pools.get(key)
    if (pool === undefined) pools.set(key, { skills: new Set(skills), free })
    else pool.free += free
  }
  return [...pools.values()]
}

/** Roles that other projects still have to fill. */
function openRoles(facts: CapacityFacts, period: number, own: string | undefined): readonly Need[] {
  return facts.months.cells.flatMap((cell) => {
    const claimant = facts.claimants[cell.claimant]
    const [skill] = claimant?.kind === 'role' ? claimant.roles : []
    if (skill === undefined || cell.period !== period || (own !== undefined && cell.project === own))
      return []
    return [{ skill, minutes: cell.stated + cell.assumed }]
  })
}

/** What a project of the configuration needs in a month. */
function needsOf(facts: CapacityFacts, period: number, project: string | undefined): readonly Asked[] {
  return facts.months.cells.flatMap((cell): Asked[] => {
    const claimant = facts.claimants[cell.claimant]
    if (claimant === undefined || claimant.kind === 'nobody') return []
    if (cell.period !== period || cell.project !== project) return []
    const { kind, id, name, roles } = claimant
    const role = roles[0]
    const minutes = cell.stated + cell.assumed
    return kind === 'role'
      ? [{ skill: role ?? id, minutes, name, ...(role !== undefined && { role }) }]
      : [{ skill: personSkill(id), minutes, name, person: id, ...(role !== undefined && { role }) }]
  })
}

function rolesOf(facts: CapacityFacts, needs: readonly RoleNeed[], month: string): readonly Asked[] {
  const inMonth = needs.filter((need) => need.month === month && need.minutes > 0)
  return inMonth.map(({ role, minutes }) => {
    const known = facts.roles.find(({ id, name }) => id === role || name.toLowerCase() === role.toLowerCase())
    return { skill: known?.id ?? role, minutes, role: known?.id ?? role, name: known?.name ?? role }
  })
}

function projectWork(facts: CapacityFacts, project: string): Pick<Answer, 'needed' | 'notLookedAt'> {
  const all = [...facts.months.cells, ...facts.beyond].filter((cell) => cell.project === project)
  const sum = (cells: typeof all): number =>
    cells.reduce((total, { stated, assumed }) => total + stated + assumed, 0)
  const nobodys = all.filter(
    (cell) => !('period' in cell) || facts.claimants[cell.claimant]?.kind === 'nobody',
  )
  return { needed: sum(all), notLookedAt: sum(nobodys) }
}

function peopleWith({ claimants }: CapacityFacts, skill: string): number {
  if (skill.startsWith('person:')) return 1
  return claimants.filter(({ kind, roles }) => kind === 'person' && roles.includes(skill)).length
}

function personSkill(id: string): string {
  return `person:${id}`
}
