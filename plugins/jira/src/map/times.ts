import type { RecordInput } from '@headless-pmo/sdk'
import { member, numberOf, path } from './json.ts'

type Times = Pick<Extract<RecordInput, { kind: 'workItem' }>, 'estimate' | 'remaining' | 'spent'>

/** Time tracking in minutes: Jira counts seconds, in fields of their own or together. */
export function timesOf(fields: unknown): Times {
  const estimate = minutes(fields, 'timeoriginalestimate', 'originalEstimateSeconds')
  const remaining = minutes(fields, 'timeestimate', 'remainingEstimateSeconds')
  const spent = minutes(fields, 'timespent', 'timeSpentSeconds')
  return {
    ...(estimate !== undefined && { estimate }),
    ...(remaining !== undefined && { remaining }),
    ...(spent !== undefined && { spent }),
  }
}

function minutes(fields: unknown, alone: string, together: string): number | undefined {
  const seconds = numberOf(member(fields, alone)) ?? numberOf(path(fields, 'timetracking', together))
  return seconds === undefined ? undefined : seconds / 60
}
