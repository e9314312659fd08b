import { workItemType } from '@headless-pmo/sdk'
import { parseWorkText, type SchedulingSettings } from '../../config/index.ts'
import { minutesOf } from '../../working-time/index.ts'
import type { SchedulingRules } from './scheduling-rules.ts'

/** Working minutes of total float up to which an item is near-critical where the settings state none: five days. */
const NEAR_CRITICAL = 5 * 480

/** The settings with their amounts in minutes. */
export function rulesOf(settings: SchedulingSettings): SchedulingRules {
  const { timeZone, calendar, minimumSamples, typeDefaults = {} } = settings
  const minutes = workItemType.options.flatMap((type): [string, number][] => {
    const text = typeDefaults[type]
    const value = text === undefined ? undefined : parseWorkText(text)
    return value === undefined ? [] : [[type, value]]
  })
  return {
    typeDefaults: Object.fromEntries(minutes),
    ...(timeZone !== undefined && { timeZone }),
    ...(calendar !== undefined && { calendar }),
    ...(minimumSamples !== undefined && { minimumSamples }),
  }
}

/** Total float in working minutes up to which an item is near-critical. */
export function nearCriticalFloat({ nearCritical }: SchedulingSettings): number {
  return (nearCritical === undefined ? undefined : parseWorkText(nearCritical)) ?? NEAR_CRITICAL
}

/**
 * The status instant: the begin of the status date that the settings state, else of today, in their zone. It moves once
 * a day, so that a schedule holds as long as nothing else does.
 *
 * @param now the instant
 */
export function statusTimeOf(
  { statusDate, timeZone = 'UTC' }: SchedulingSettings,
  now: Temporal.Instant,
): number {
  const day = statusDate ?? now.toZonedDateTimeISO(timeZone).toPlainDate().toString()
  return minutesOf(day, timeZone)
}
