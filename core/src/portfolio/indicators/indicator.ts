import type { Money } from '@headless-pmo/sdk'

/** What an indicator is told of. */
export interface IndicatorSubject {
  readonly kind: 'project' | 'program' | 'portfolio'
  readonly id: string
}

/**
 * A figure with its unit. `share` is 0 to 1; `ratio` is one figure divided by another; `minutes` are minutes of work; `money` holds one
 * amount a currency, which are never added (law 8); `period` is in calendar days.
 */
export type IndicatorValue =
  | { readonly type: 'day'; readonly day: string }
  | { readonly type: 'period'; readonly start?: string; readonly finish?: string }
  | { readonly type: 'days'; readonly days: number }
  | { readonly type: 'minutes'; readonly minutes: number }
  | { readonly type: 'share'; readonly share: number }
  | { readonly type: 'ratio'; readonly ratio: number }
  | { readonly type: 'count'; readonly count: number }
  | { readonly type: 'money'; readonly amounts: readonly Money[] }
  | { readonly type: 'text'; readonly text: string }

/** A light. `unknown` is said where data are missing or old and what is there tells nothing worse (law 8). */
export type Light = 'green' | 'amber' | 'red' | 'unknown'

/** One row that the value can be computed from again: a record, a definition, or an indicator below. */
export interface EvidenceRow {
  /** Where to look it up; public names only. */
  readonly of:
    | {
        readonly kind: 'workItem' | 'milestone' | 'baseline'
        readonly connection: string
        readonly ref: string
        readonly key?: string
      }
    | { readonly kind: 'project' | 'program' | 'portfolio'; readonly id: string }
    | { readonly kind: 'definition'; readonly field: string }
  /** Name for people. */
  readonly title: string
  /** What the row brings into the value; absent: it should bring something and does not (see coverage). */
  readonly brings?: IndicatorValue
  /** Share of the whole that the row stands for, where rows weigh differently. */
  readonly weight?: number
}

/** What share of the data that the value needs was there. */
export interface Coverage {
  readonly known: number
  readonly needed: number
  /** known ÷ needed, 0 to 1; absent where nothing is needed. */
  readonly share?: number
  /** What is counted, e.g. "open items with an estimate". */
  readonly of: string
}

/** Until when a source of the value tells the truth. */
export interface SourceAsOf {
  readonly connection: string
  /** Instant of the oldest last flawless reading of its streams; absent: never read without a flaw. */
  readonly asOf?: string
  /** Older than what is agreed, or never read. */
  readonly stale: boolean
}

/**
 * A figure that says how far it can be trusted (law 8): its value, the rows it can be computed from again, what share of the data
 * it needs was there, until when each source is known, what was assumed, and what to do about it.
 *
 * `value` is absent exactly where `state` is `unknown`. A missing or old source makes `light` anything but green; {@link indicator}
 * sees to that.
 */
export interface Indicator {
  /** Names the figure among those of its subject, e.g. `finish`; stable for ever. */
  readonly id: string
  readonly subject: IndicatorSubject
  /** For people, e.g. "Finish". */
  readonly title: string
  readonly value?: IndicatorValue
  /** `known`: everything needed was there and fresh; `partial`: some was missing; `stale`: a source is old. */
  readonly state: 'known' | 'partial' | 'stale' | 'unknown'
  /** Absent: nothing was agreed that the figure could be judged by. */
  readonly light?: Light
  /** What it is judged by, as a sentence. */
  readonly yardstick?: string
  /** Why the light is what it is, as a sentence. */
  readonly because: string
  /** How the value is computed, in words. */
  readonly formula: string
  readonly coverage: Coverage
  readonly asOf: readonly SourceAsOf[]
  /** The rows; long lists are cut, `evidenceTotal` says how many there are. */
  readonly evidence: readonly EvidenceRow[]
  readonly evidenceTotal: number
  /** What was taken for granted, each a sentence. */
  readonly assumptions: readonly string[]
  /** What somebody should do, each a sentence; empty: nothing. */
  readonly actions: readonly string[]
}

/** What {@link indicator} makes an indicator of. */
export interface IndicatorInput {
  readonly id: string
  readonly subject: IndicatorSubject
  readonly title: string
  readonly formula: string
  /** Absent: it cannot be told. */
  readonly value?: IndicatorValue
  readonly coverage: Omit<Coverage, 'share'>
  readonly asOf: readonly SourceAsOf[]
  readonly evidence: readonly EvidenceRow[]
  readonly assumptions?: readonly string[]
  readonly evidenceTotal?: number
  /** Why there is no value where it is not for want of data, as a sentence, e.g. that its formula divides by zero. */
  readonly unknown?: string
  /** What was agreed that it is judged by; absent: it is told, not judged. */
  readonly yardstick?: string
  /** What the value by itself says, held against the yardstick. */
  readonly judged?: { readonly light: 'green' | 'amber' | 'red'; readonly because: string }
  /** What to do about a light that is not green. */
  readonly action?: string | readonly string[]
  /** What to do where data are missing, e.g. "Estimate the 3 items without an estimate." */
  readonly complete?: string | readonly string[]
}

/** Rows of evidence that an indicator carries; all of them are asked for apart. */
export const EVIDENCE_SHOWN = 20

/**
 * Makes an indicator that cannot lie: what was judged green is `unknown` where data are missing or old; amber and red stand, since
 * more data would not make bad news good. Nothing needed is nothing known: no value, no light.
 */
export function indicator(input: IndicatorInput): Indicator {
  const { value, coverage, asOf, evidence, yardstick, assumptions = [] } = input
  const share = coverage.needed === 0 ? undefined : coverage.known / coverage.needed
  const stale = asOf.filter((source) => source.stale)
  const state = stateOf(value !== undefined, share, stale.length > 0)
  return {
    id: input.id,
    subject: input.subject,
    title: input.title,
    ...(value !== undefined && { value }),
    state,
    ...lightOf(state, input, stale),
    ...(yardstick !== undefined && { yardstick }),
    formula: input.formula,
    coverage: { ...coverage, ...(share !== undefined && { share }) },
    asOf,
    evidence: evidence.slice(0, EVIDENCE_SHOWN),
    evidenceTotal: input.evidenceTotal ?? evidence.length,
    assumptions,
    actions: actionsOf(state, input, stale),
  }
}

function stateOf(told: boolean, share: number | undefined, stale: boolean): Indicator['state'] {
  if (!told) return 'unknown'
  if (stale) return 'stale'
  return share === undefined || share < 1 ? 'partial' : 'known'
}

function lightOf(
  state: Indicator['state'],
  { judged, coverage, yardstick, unknown }: IndicatorInput,
  stale: readonly SourceAsOf[],
): Pick<Indicator, 'light' | 'because'> {
  const missing = missingText(coverage)
  const doubt: Readonly<Record<Indicator['state'], string | undefined>> = {
    unknown: unknown ?? `It cannot be told: ${missing}.`,
    stale: staleText(stale),
    partial: `It rests on a part of the data: ${missing}.`,
    known: undefined,
  }
  const because = doubt[state]
  if (yardstick === undefined) return { because: because ?? 'Nothing was agreed to judge it by.' }
  if (judged !== undefined && judged.light !== 'green') return judged
  if (because !== undefined) return { light: 'unknown', because }
  return judged ?? { light: 'unknown', because: 'It cannot be held against what was agreed.' }
}

function actionsOf(
  state: Indicator['state'],
  { judged, action = [], complete = [], coverage }: IndicatorInput,
  stale: readonly SourceAsOf[],
): readonly string[] {
  const bad = judged !== undefined && judged.light !== 'green' ? action : []
  const fresh = stale.map(({ connection }) => `Sync ${connection}.`)
  const fill = state === 'unknown' || coverage.known < coverage.needed ? complete : []
  return [...new Set([bad, fresh, fill].flat())]
}

function missingText({ known, needed, of }: Omit<Coverage, 'share'>): string {
  return needed === 0 ? `there are no ${of}` : `${known} of ${needed} ${of}`
}

function staleText(stale: readonly SourceAsOf[]): string {
  const told = stale.map(({ connection, asOf }) =>
    asOf === undefined
      ? `${connection} was never read without a flaw`
      : `${connection} is known until ${asOf}`,
  )
  return `A source is out of date: ${told.join('; ')}.`
}

/** The worst of several lights: red, then amber, then unknown, then green; unknown where there are none. */
export function worstLight(lights: readonly Light[]): Light {
  for (const light of ['red', 'amber', 'unknown'] as const) if (lights.includes(light)) return light
  return lights.length === 0 ? 'unknown' : 'green'
}
