import type { Health } from '../../ui/health.tsx'
import type { TrendDay } from './trend.ts'

/** A project of the portfolio with how it stands. */
export interface OverviewRow {
  readonly project: {
    readonly id: string
    readonly name: string
    readonly program?: string
    readonly portfolio?: string
    readonly manager?: string
    readonly tags: readonly string[]
    readonly phase?: string
  }
  readonly health: Health
  readonly dates: {
    readonly committedFinish?: string
    readonly baselineFinish?: string
    readonly scheduledFinish?: string
    readonly deltaDays?: number
  }
  readonly forecast: { readonly p50?: string; readonly p80?: string; readonly why?: string }
  readonly findings: {
    readonly open: number
    readonly breach: number
    readonly waived: number
    readonly unknown: number
  }
  readonly trend: readonly TrendDay[]
}
