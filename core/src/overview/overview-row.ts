import type { FiguredProject, Indicator, Light, SourceAsOf } from '../portfolio/index.ts'
import type { ProjectVerdicts } from '../standards/index.ts'
import { projectHealth } from './project-health.ts'

/** A day of the trend. */
export interface HealthDay {
  /** Calendar day, YYYY-MM-DD, UTC. */
  readonly day: string
  readonly light: Light
}

/** When a project will be finished, by simulation; the sentence says why where it cannot be told. */
export interface RowForecast {
  /** Calendar day of the finish without uncertainty, from the same schedule as the percentiles. */
  readonly scheduled?: string
  /** Calendar days by which it is finished with a chance of 50 % and 80 %. */
  readonly p50?: string
  readonly p80?: string
  /** Instant of the data that it stands on. */
  readonly asOf?: string
  /** Why there is none, as a sentence. */
  readonly unknown?: string
}

/** A project of the overview, without its forecast: that is computed apart. */
export interface OverviewRow {
  readonly project: {
    readonly id: string
    readonly name: string
    readonly program?: string
    readonly portfolio?: string
    readonly manager?: string
    readonly sponsor?: string
    readonly tags: readonly string[]
    readonly phase?: string
  }
  readonly health: Indicator
  /** Dates, effort, cost, findings, freshness. */
  readonly parts: readonly Indicator[]
  readonly dates: {
    readonly committedFinish?: string
    /** Finish of the baseline that counts. */
    readonly baselineFinish?: string
    /** Latest day that its items name in their trackers: actual finish, else planned finish, else due day. */
    readonly namedFinish?: string
    /** Calendar days from the committed finish, else that of the baseline, to the named one; positive is late. */
    readonly namedDeltaDays?: number
  }
  readonly findings: {
    readonly open: number
    readonly breach: number
    readonly waived: number
    /** Verdicts that could not be told. */
    readonly unknown: number
    /** Instant of the last check; absent: never checked, and the numbers say nothing. */
    readonly asOf?: string
  }
  /** The last days that were kept, oldest first; today is as it is now. */
  readonly trend: readonly HealthDay[]
  readonly freshness: readonly SourceAsOf[]
}

/** What a row is made of. */
export interface RowInput {
  readonly figured: FiguredProject
  /** Portfolio that it belongs to, by its own word or that of its program. */
  readonly portfolio: string | undefined
  readonly baselineFinish: string | undefined
  readonly verdicts: ProjectVerdicts | undefined
  readonly days: readonly HealthDay[]
  /** Calendar day, YYYY-MM-DD. */
  readonly today: string
}

/** The row of a project. Pure. */
export function overviewRow({
  figured,
  portfolio,
  baselineFinish,
  verdicts,
  days,
  today,
}: RowInput): OverviewRow {
  const { project, indicators } = figured
  const { health, parts } = projectHealth(figured, verdicts, today)
  const finish = indicators.find(({ id }) => id === 'finish')?.value
  const namedFinish = finish?.type === 'day' ? finish.day : undefined
  const promised = project.committedFinish ?? baselineFinish
  const { program, manager, sponsor, phase, committedFinish, tags = [] } = project
  return {
    project: {
      id: project.id,
      name: project.name,
      tags,
      ...(program !== undefined && { program }),
      ...(portfolio !== undefined && { portfolio }),
      ...(manager !== undefined && { manager }),
      ...(sponsor !== undefined && { sponsor }),
      ...(phase !== undefined && { phase }),
    },
    health,
    parts,
    dates: {
      ...(committedFinish !== undefined && { committedFinish }),
      ...(baselineFinish !== undefined && { baselineFinish }),
      ...(namedFinish !== undefined && { namedFinish }),
      ...(promised !== undefined &&
        namedFinish !== undefined && { namedDeltaDays: daysBetween(promised, namedFinish) }),
    },
    findings: {
      open: verdicts?.open ?? 0,
      breach: verdicts?.breach ?? 0,
      waived: verdicts?.waived ?? 0,
      unknown: verdicts === undefined ? 0 : verdicts.unknown + verdicts.error,
      ...(verdicts !== undefined && { asOf: verdicts.asOf }),
    },
    trend: [...days.filter(({ day }) => day < today), { day: today, light: health.light ?? 'unknown' }],
    freshness: health.asOf,
  }
}

/** A row with its forecast and the dates of the schedule that the forecast stands on. */
export interface ForecastRow extends Omit<OverviewRow, 'dates'> {
  readonly dates: OverviewRow['dates'] & {
    /** Finish that the schedule computes; absent while it is computed, and where nothing is open. */
    readonly scheduledFinish?: string
    /** Calendar days from the committed finish, else that of the baseline, to the scheduled one; positive is late. */
    readonly deltaDays?: number
    /** Calendar days by which the trackers name a later day than the schedule computes; negative: an earlier one. */
    readonly namedLaterDays?: number
  }
  readonly forecast: Omit<RowForecast, 'scheduled'>
}

/**
 * A row with what the schedule says of it. The computed finish and the one that trackers name stand beside each other:
 * neither takes the other's place, because they are answers to different questions. Pure.
 */
export function withForecast(row: OverviewRow, { scheduled, ...forecast }: RowForecast): ForecastRow {
  const { committedFinish, baselineFinish, namedFinish } = row.dates
  const promised = committedFinish ?? baselineFinish
  if (scheduled === undefined) return { ...row, forecast }
  return {
    ...row,
    forecast,
    dates: {
      ...row.dates,
      scheduledFinish: scheduled,
      ...(promised !== undefined && { deltaDays: daysBetween(promised, scheduled) }),
      ...(namedFinish !== undefined && { namedLaterDays: daysBetween(scheduled, namedFinish) }),
    },
  }
}

function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days
}
