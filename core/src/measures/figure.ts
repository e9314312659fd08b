import type { IndicatorFact } from '@headless-pmo/sdk'
import {
  indicator,
  type EvidenceRow,
  type Indicator,
  type IndicatorInput,
  type IndicatorValue,
  type SourceAsOf,
} from '../portfolio/index.ts'

/** What a figure counts in. Money is named by its currency. */
export type FigureUnit =
  | 'ratio'
  | 'share'
  | 'minutes'
  | 'points'
  | 'items'
  | 'days'
  | 'per week'
  | 'per day'
  | 'band'
  | { readonly currency: string }

/** A measured figure before it is held against how old its sources are. */
export interface Figure extends Omit<IndicatorInput, 'subject' | 'asOf' | 'value'> {
  readonly unit: FigureUnit
  /** Absent: it cannot be told; `unknown` or the coverage say why. */
  readonly value?: number | string
  /** How it was measured, where there are several ways. */
  readonly method?: string
}

/** What figures are told of. */
export interface FigureContext {
  readonly project: string
  readonly asOf: readonly SourceAsOf[]
}

/** A value with its unit, as figures show it. */
export function shown(value: number | string, unit: FigureUnit): IndicatorValue {
  if (typeof value === 'string') return { type: 'text', text: value }
  if (typeof unit === 'object') {
    return { type: 'money', amounts: [{ amount: value.toFixed(2), currency: unit.currency }] }
  }
  switch (unit) {
    case 'ratio':
    case 'per week':
    case 'per day':
      return { type: 'ratio', ratio: value }
    case 'share':
      return { type: 'share', share: value }
    case 'minutes':
      return { type: 'minutes', minutes: value }
    case 'days':
      return { type: 'days', days: value }
    case 'points':
    case 'items':
      return { type: 'count', count: value }
    case 'band':
      return { type: 'text', text: String(value) }
    default: {
      const never: never = unit
      throw new Error(`no such unit: ${String(never)}`)
    }
  }
}

/** The figure for people: with its state, its light, and what to do about it. */
export function figureIndicator(figure: Figure, { project, asOf }: FigureContext): Indicator {
  const { unit, value, method, ...told } = figure
  const assumptions = method === undefined ? told.assumptions : [method, ...(told.assumptions ?? [])]
  return indicator({
    ...told,
    subject: { kind: 'project', id: project },
    asOf,
    ...(value !== undefined && { value: shown(value, unit) }),
    ...(assumptions !== undefined && { assumptions }),
  })
}

/** The figure for checks: unknown where data are missing or old (law 8). */
export function figureFact(figure: Figure, { project, asOf }: FigureContext): IndicatorFact {
  const { unit, value, method, coverage, evidence } = figure
  const stale = asOf.filter((source) => source.stale)
  const reason = reasonOf(figure, stale)
  return {
    id: figure.id,
    project,
    value: reason === undefined && value !== undefined ? value : 'unknown',
    ...(reason !== undefined && { reason }),
    ...(method !== undefined && { method }),
    unit: typeof unit === 'object' ? unit.currency : unit,
    coverage: coverage.needed === 0 ? 0 : Math.min(1, coverage.known / coverage.needed),
    asOf: Object.fromEntries(
      asOf.flatMap(({ connection, asOf: at }) => (at === undefined ? [] : [[connection, at]])),
    ),
    evidence: evidence.flatMap(keyOf),
  }
}

function reasonOf({ value, unknown, coverage }: Figure, stale: readonly SourceAsOf[]): string | undefined {
  if (value === undefined) {
    const { known, needed, of } = coverage
    return unknown ?? (needed === 0 ? `There are no ${of}.` : `Of ${needed} ${of}, ${known} are known.`)
  }
  if (stale.length === 0) return undefined
  return `A source is out of date: ${stale.map(({ connection }) => connection).join(', ')}.`
}

function keyOf({ of }: EvidenceRow): IndicatorFact['evidence'] {
  if (of.kind !== 'workItem' && of.kind !== 'milestone' && of.kind !== 'baseline') return []
  return [{ connection: of.connection, kind: of.kind, ref: of.ref }]
}
