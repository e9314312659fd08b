import type { Coverage, EvidenceRow } from '../../portfolio/index.ts'
import type { ProjectValue } from './project-value.ts'
import { shown, type FigureUnit } from '../figure.ts'
import { Most } from './most.ts'
import type { WorkPackage } from './work-package.ts'

/** A sum over work packages with what it rests on. */
export interface ValueTotal {
  /** Absent: no package says anything. */
  readonly value?: number
  readonly coverage: Omit<Coverage, 'share'>
  /** Those that bring most first. */
  readonly evidence: readonly EvidenceRow[]
  readonly evidenceTotal: number
}

/** The four values of a project, and what is left to do. */
export interface ValueTotals {
  readonly budget: ValueTotal
  readonly planned: ValueTotal
  readonly earned: ValueTotal
  readonly actual: ValueTotal
  /** Estimate of the rest, bottom up: unlike the others it is told only when all open items tell theirs. */
  readonly left: ValueTotal
}

/** Rows that a figure shows: those that bring most, then some that say nothing. */
const MOST_TELLING = 15
const MOST_SILENT = 5

/** The unit of a project's value, as figures show it. */
export function valueUnitShown({ unit }: Pick<ProjectValue, 'unit'>): FigureUnit {
  return unit.kind === 'money' ? { currency: unit.currency } : unit.kind
}

/** Sums up the packages. Values that nobody has told are missing from the coverage, not counted as 0. */
export function valueTotals(value: ProjectValue): ValueTotals {
  const unit = valueUnitShown(value)
  const planned = value.packages.filter(({ isPlanned }) => isPlanned)
  const budget = total(planned, (one) => one.budget, { unit, of: 'items with a budget' })
  return {
    budget,
    planned: total(planned, (one) => one.planned, { unit, of: 'items with a budget and a finish' }),
    earned: earnedTotal(value, budget, unit),
    actual: actualTotal(value, unit),
    left: leftTotal(value, unit),
  }
}

/** A rest of which a part is not known is not a smaller rest. */
function leftTotal({ packages, unit: { kind } }: ProjectValue, unit: FigureUnit): ValueTotal {
  if (kind === 'points' || kind === 'items')
    return {
      coverage: { known: 0, needed: 0, of: 'items with remaining work' },
      evidence: [],
      evidenceTotal: 0,
    }
  const told = total(packages, ({ left }) => left, { unit, of: 'items whose remaining work is known' })
  const { value, ...rest } = told
  return value === undefined || rest.coverage.known < rest.coverage.needed ? rest : { ...rest, value }
}

function earnedTotal(value: ProjectValue, budget: ValueTotal, unit: FigureUnit): ValueTotal {
  const { whole, packages } = value
  if (whole === undefined) {
    const planned = packages.filter(({ isPlanned }) => isPlanned)
    return total(planned, (one) => one.earned, { unit, of: 'items whose progress is known' })
  }
  const weights = whole.rows.reduce((sum, { weight }) => sum + weight, 0)
  const telling = new Most<(typeof whole.rows)[number]>(MOST_TELLING + MOST_SILENT)
  for (const row of whole.rows) telling.add(row, Number(row.done) * row.weight)
  const told = budget.value === undefined ? {} : { value: budget.value * whole.share }
  return {
    ...told,
    coverage: budget.coverage,
    evidence: telling.told().map(({ fact: { kind, connection, ref, key, title }, weight, done }) => ({
      of: { kind, connection, ref, ...(key !== undefined && { key }) },
      title,
      brings: { type: 'share', share: done ? 1 : 0 },
      weight: weight / weights,
    })),
    evidenceTotal: whole.rows.length,
  }
}

/** Where nothing was begun, nothing was spent; where something was, whoever does not tell its cost is missing. */
function actualTotal({ packages, unit: { kind } }: ProjectValue, unit: FigureUnit): ValueTotal {
  if (kind === 'points' || kind === 'items') {
    return { coverage: { known: 0, needed: 0, of: 'items with a cost' }, evidence: [], evidenceTotal: 0 }
  }
  const begun = packages.filter(({ started, actual }) => started || actual !== undefined)
  if (begun.length > 0)
    return total(begun, ({ actual }) => actual, { unit, of: 'begun items whose cost is known' })
  const { length } = packages
  return {
    ...(length > 0 && { value: 0 }),
    coverage: { known: length, needed: length, of: 'items' },
    evidence: [],
    evidenceTotal: 0,
  }
}

function total(
  packages: readonly WorkPackage[],
  value: (one: WorkPackage) => number | undefined,
  { unit, of }: { readonly unit: FigureUnit; readonly of: string },
): ValueTotal {
  const telling = new Most<WorkPackage>(MOST_TELLING)
  const silent: WorkPackage[] = []
  let [known, sum] = [0, 0]
  for (const one of packages) {
    const brings = value(one)
    if (brings === undefined) {
      if (silent.length < MOST_SILENT) silent.push(one)
      continue
    }
    known += 1
    sum += brings
    telling.add(one, brings)
  }
  return {
    ...(known > 0 && { value: sum }),
    coverage: { known, needed: packages.length, of },
    evidence: [...telling.told(), ...silent].map((one) => {
      const brings = value(one)
      return {
        of: one.of,
        title: one.title,
        ...(brings !== undefined && { brings: shown(brings, unit) }),
      }
    }),
    evidenceTotal: packages.length,
  }
}
