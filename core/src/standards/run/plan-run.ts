import { createHash } from 'node:crypto'
import { breather } from '@headless-pmo/engine'
import type { CheckProject, Need } from '@headless-pmo/sdk'
import type { FactMarks } from '../facts/index.ts'
import type { RuleInForce, RulesOfDay } from './rules-in-force.ts'
import type { UnitMark } from './queries.ts'
import { UNASSIGNED, unitKey, type Unit } from './unit.ts'

/** A unit with the rules that are to judge it. */
export interface PlannedUnit {
  readonly unit: Unit
  /** Those that judge it now: all that are in force, or those that what has changed can touch. */
  readonly rules: readonly RuleInForce[]
  /** Ids of all that are in force for it. */
  readonly inForce: readonly string[]
  /** What the unit is judged from. */
  readonly mark: Omit<UnitMark, 'position'>
}

/** What a run stands on. All of it is read before the data, so that what changes meanwhile is seen by the next run. */
export interface RunBasis {
  readonly today: string
  readonly projects: readonly CheckProject[]
  readonly book: RulesOfDay
  /** Marks of computed facts by key of the unit. */
  readonly marks: ReadonlyMap<string, FactMarks>
  /** A text that is another one when items may belong to other projects though no record has changed. */
  readonly membership: string
  /** From what units were judged last, by their key. */
  readonly judged: ReadonlyMap<string, UnitMark>
  /** Keys of units whose records have changed since. */
  readonly changed: ReadonlySet<string> | 'all'
}

/** The rules that are in force for a unit. */
export function rulesFor(book: RulesOfDay, unit: Unit, project?: CheckProject): readonly RuleInForce[] {
  return book
    .rules()
    .filter(({ grain }) =>
      unit === 'portfolio'
        ? grain === 'portfolio'
        : grain === 'item' || (grain === 'project' && project !== undefined),
    )
    .map((rule) => book.effective(rule, project))
    .filter(({ enabled }) => enabled)
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url')
}

function markOf(rules: readonly RuleInForce[]): string {
  return digest(rules.map(({ rule, fingerprint }) => `${rule.id} ${fingerprint}`).toSorted())
}

/** What a unit is judged from beside its records, as a text that is equal for equal ones. */
function factText(marks: FactMarks, surroundings: string): string {
  return JSON.stringify([surroundings, ...Object.entries(marks).toSorted(([a], [b]) => (a < b ? -1 : 1))])
}

/** Facts that are otherwise than when a unit was judged last; `all` where that cannot be told. */
function changedFacts(before: string, now: string): ReadonlySet<string> | 'all' {
  if (before === now) return new Set()
  try {
    // Named boundary: what stands there was written by factText.
    const [oldSurroundings, ...old] = JSON.parse(before) as readonly [
      string,
      ...(readonly [string, string])[],
    ]
    const [surroundings, ...marks] = JSON.parse(now) as readonly [string, ...(readonly [string, string])[]]
    if (oldSurroundings !== surroundings) return 'all'
    const were = new Map(old)
    const are = new Map(marks)
    return new Set([...were.keys(), ...are.keys()].filter((name) => were.get(name) !== are.get(name)))
  } catch {
    return 'all'
  }
}

/** Which of the rules can say otherwise than before; in a full run all of them. */
function toJudge(
  rules: readonly RuleInForce[],
  unit: Unit,
  { mark, basis }: { readonly mark: Omit<UnitMark, 'position'>; readonly basis: RunBasis },
): readonly RuleInForce[] {
  const key = unitKey(unit)
  const before = basis.judged.get(key)
  if (before === undefined || before.today !== mark.today || before.rules !== mark.rules) return rules
  if (basis.changed === 'all') return rules
  const facts = changedFacts(before.facts, mark.facts)
  if (facts === 'all') return rules
  // A rule of the portfolio sees every project.
  const isChanged = basis.changed.has(key) || (unit === 'portfolio' && basis.changed.size > 0)
  return rules.filter(
    ({ rule }) => rule.needs.some((need) => facts.has(need)) || (isChanged && seesRecords(rule)),
  )
}

/** Facts whose mark is another one whenever anything of them is, whatever records they are made of. */
const MARKED: ReadonlySet<Need> = new Set<Need>(['capacity', 'governance', 'source'])

/** Whether a rule may say otherwise because of records, though all marks are the same. */
function seesRecords({ grain, needs }: RuleInForce['rule']): boolean {
  return grain === 'item' || needs.some((need) => !MARKED.has(need))
}

/** Every unit there is, with the project that it is. */
export function unitsOf(
  projects: readonly CheckProject[],
): readonly { readonly unit: Unit; readonly project?: CheckProject }[] {
  return [
    ...projects.map((project) => ({ unit: { project: project.id }, project })),
    { unit: UNASSIGNED },
    { unit: 'portfolio' as const },
  ]
}

/**
 * What is to be judged: every unit by every rule in force, or those where something that they are judged from is
 * otherwise than when they were judged last. Pure but for giving way now and then.
 */
export async function planRun(
  basis: RunBasis,
  asked: {
    readonly full?: boolean
    readonly projects?: ReadonlySet<string>
    readonly rules?: ReadonlySet<string>
  },
): Promise<readonly PlannedUnit[]> {
  const breathe = breather()
  const planned: PlannedUnit[] = []
  for (const { unit, project } of unitsOf(basis.projects)) {
    await breathe()
    if (asked.projects !== undefined && (project === undefined || !asked.projects.has(project.id))) continue
    const inForce = rulesFor(basis.book, unit, project)
    const mark = {
      today: basis.today,
      rules: markOf(inForce),
      facts: factText(
        basis.marks.get(unitKey(unit)) ?? {},
        // Every rule is told of its project, a rule of the portfolio of all.
        digest([basis.membership, unit === 'portfolio' ? basis.projects : (project ?? null)]),
      ),
    }
    const touched = asked.full === true ? inForce : toJudge(inForce, unit, { mark, basis })
    const rules = touched.filter(({ rule }) => asked.rules === undefined || asked.rules.has(rule.id))
    const isKnown = basis.judged.get(unitKey(unit))?.rules === mark.rules
    // Where nothing is in force any more there may be results to take away.
    if (rules.length === 0 && (isKnown || asked.rules !== undefined)) continue
    planned.push({ unit, rules, inForce: inForce.map(({ rule }) => rule.id), mark })
  }
  return planned
}
