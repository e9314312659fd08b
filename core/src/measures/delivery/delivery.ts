import { percentile } from '../flow/percentile.ts'
import { MS_A_DAY } from '../time.ts'

/** A delivery to an environment; times are milliseconds since 1970. */
export interface Delivery {
  readonly connection: string
  readonly ref: string
  /** Names the container that it delivers; deliveries follow each other within one. */
  readonly container: string
  readonly environment: string
  /** When it was over, else when it began. */
  readonly at: number
  /** Undefined: it runs, or nobody tells. */
  readonly outcome?: 'success' | 'failure'
}

/** A change that was merged. */
export interface MergedChange {
  readonly connection: string
  readonly ref: string
  readonly key?: string
  readonly title: string
  readonly container: string
  /** When it was proposed, and when it was taken over. */
  readonly opened: number
  readonly merged: number
}

/** A span of time that a figure is made of. */
export interface DeliverySpan {
  readonly of: MergedChange | Delivery
  readonly days: number
}

/** The four key figures of software delivery (DORA). */
export interface DeliveryFigures {
  /** Deliveries to production in the window, the oldest first. */
  readonly deliveries: readonly Delivery[]
  /** Of them, those with an outcome. */
  readonly told: readonly Delivery[]
  readonly perDay?: number
  /** Days from the opening of a change to the first delivery after it was merged. */
  readonly lead: readonly DeliverySpan[]
  readonly leadDays?: number
  readonly failureShare?: number
  /** Days from a failed delivery to the next one that succeeded. */
  readonly recovery: readonly DeliverySpan[]
  readonly recoveryDays?: number
  /** Failures that nothing has mended yet. */
  readonly unmended: readonly Delivery[]
}

/** Environments that people use. */
const PRODUCTION = /^(prod|production|live)$|^(prod|production|live)[-_ /.]|[-_ /.](prod|production|live)$/i

/**
 * The environment names that count as production: those that say so, else the only one there is.
 * @returns undefined where there are several and none says so
 */
export function productionOf(environments: Iterable<string>): ReadonlySet<string> | undefined {
  const all = new Set(environments)
  const named = [...all].filter((name) => PRODUCTION.test(name))
  if (named.length > 0) return new Set(named)
  return all.size === 1 ? all : undefined
}

/**
 * Deployment frequency, lead time for changes, change failure rate and time to restore.
 * @param deliveries to production alone
 * @param window milliseconds since 1970, the end excluded
 */
export function deliveryFigures(
  deliveries: readonly Delivery[],
  changes: readonly MergedChange[],
  window: { readonly from: number; readonly until: number },
): DeliveryFigures {
  const sorted = deliveries.filter(({ at }) => at < window.until).toSorted((a, b) => a.at - b.at)
  const inWindow = sorted.filter(({ at }) => at >= window.from)
  const told = inWindow.filter(({ outcome }) => outcome !== undefined)
  const good = sorted.filter(({ outcome }) => outcome === 'success')
  const failed = told.filter(({ outcome }) => outcome === 'failure')
  const mended = failed.map((failure) => ({ failure, next: nextOf(good, failure.container, failure.at) }))
  const recovery = mended.flatMap(({ failure, next }) =>
    next === undefined ? [] : [{ of: failure, days: (next.at - failure.at) / MS_A_DAY }],
  )
  const lead = changes.flatMap((change): DeliverySpan[] => {
    const next = nextOf(good, change.container, change.merged)
    if (next === undefined || next.at < window.from) return []
    return [{ of: change, days: Math.max(0, next.at - change.opened) / MS_A_DAY }]
  })
  const days = (window.until - window.from) / MS_A_DAY
  const leadDays = median(lead)
  const recoveryDays = median(recovery)
  return {
    deliveries: inWindow,
    told,
    lead,
    recovery,
    unmended: mended.flatMap(({ failure, next }) => (next === undefined ? [failure] : [])),
    ...(days > 0 && { perDay: told.filter(({ outcome }) => outcome === 'success').length / days }),
    ...(told.length > 0 && { failureShare: failed.length / told.length }),
    ...(leadDays !== undefined && { leadDays }),
    ...(recoveryDays !== undefined && { recoveryDays }),
  }
}

function nextOf(good: readonly Delivery[], container: string, after: number): Delivery | undefined {
  return good.find((one) => one.container === container && one.at >= after)
}

function median(spans: readonly DeliverySpan[]): number | undefined {
  return percentile(
    spans.map(({ days }) => days),
    0.5,
  )
}
