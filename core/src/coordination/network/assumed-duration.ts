import type { WorkItem } from '@headless-pmo/sdk'
import type { WorkingCalendar } from '../../working-time/index.ts'
import type { Assumption } from './assumption.ts'
import type { FinishedWork } from './finished-work.ts'
import type { SchedulingRules } from './scheduling-rules.ts'
import { counted, plural, workWords } from './words.ts'

/** Minutes of an item of which nothing is known and whose type has no default: three days of 8 hours. */
const DEFAULT_DURATION = 3 * 480

/** Work of less than a minute, in minutes, is no estimate. */
export const LEAST_WORK = 1

/** What is known of an item's length. Amounts are minutes. */
export interface LengthFacts {
  readonly type: WorkItem['type']
  /** Project of the PMO, else the container: whose finished items count. */
  readonly team: string
  /** Name of the team for people. */
  readonly teamName: string
  readonly calendar: WorkingCalendar
  /** Planned start and finish, absolute minutes. */
  readonly planned?: { readonly start: number; readonly finish: number; readonly text: string }
  /** Work that is left, and work of the whole. */
  readonly remaining?: number
  readonly estimate?: number
  /** How much of full time its assignees give together; above 0. */
  readonly units: number
  readonly points?: number
}

/** What durations are taken from where nobody states them. */
export interface DurationRules {
  readonly finished: FinishedWork
  readonly settings: SchedulingRules
}

/**
 * How long an item without a stated duration takes, by the first of: its planned dates, the work that is left or
 * estimated, its points at the pace of its team, finished items of its type, the default of its type. The last always
 * applies, so an item is never taken to need no time (law 8).
 */
export function assumedDuration(facts: LengthFacts, { finished, settings }: DurationRules): Assumption {
  const { type, team, teamName, calendar, planned, remaining, estimate, units, points } = facts
  if (planned !== undefined) {
    const minutes = calendar.between(planned.start, planned.finish)
    if (minutes > 0) return assumed('planned-dates', minutes, `its planned dates, ${planned.text}`)
  }
  const forUnits = units === 1 ? '' : ` at ${Math.round(units * 100)} % of one person’s time`
  if (remaining !== undefined && remaining >= LEAST_WORK)
    return assumed(
      'remaining-work',
      remaining / units,
      `${workWords(remaining)} of remaining work${forUnits}`,
    )
  if (estimate !== undefined && estimate >= LEAST_WORK)
    return assumed('estimate', estimate / units, `an estimate of ${workWords(estimate)} of work${forUnits}`)
  const point = points === undefined || points <= 0 ? undefined : finished.ofPoint(team)
  if (point !== undefined && points !== undefined)
    return assumed(
      'points',
      points * point.minutes,
      `${counted(points, 'point')} at ${workWords(point.minutes)} each, the median of ${counted(point.samples, 'finished item')} of ${teamName}`,
      point.samples,
    )
  const ofTeam = finished.ofTeam(type, team)
  const known = ofTeam ?? finished.ofPortfolio(type)
  if (known !== undefined)
    return assumed(
      'reference-class',
      known.minutes,
      `the median of ${known.samples} finished ${plural(typeWords(type))} of ${ofTeam === undefined ? 'all projects' : teamName}`,
      known.samples,
    )
  const minutes = settings.typeDefaults?.[type]
  return assumed(
    'type-default',
    minutes === undefined || minutes <= 0 ? DEFAULT_DURATION : minutes,
    minutes === undefined || minutes <= 0
      ? `the default of ${workWords(DEFAULT_DURATION)}, since nothing tells how long it takes`
      : `the default for ${plural(typeWords(type))}, since nothing tells how long it takes`,
  )
}

function assumed(source: Assumption['source'], minutes: number, from: string, samples?: number): Assumption {
  return {
    field: 'duration',
    source,
    value: minutes,
    basis: `Duration ${workWords(minutes)}: ${from}.`,
    ...(samples !== undefined && { samples }),
  }
}

function typeWords(type: WorkItem['type']): string {
  return type === 'other' ? 'item' : type.replace('_', ' ')
}
