import type { CheckEvaluation } from '@headless-pmo/sdk'
import type { Task } from '../plan/task.ts'
import { percent, unknown } from './judge.ts'

/**
 * Says unknown where too many tasks have a duration that nobody stated, or no place in the schedule: what is computed from
 * them would be a guess (law 8).
 */
export function doubtAbout(tasks: readonly Task[], assumedShare: number): CheckEvaluation | undefined {
  const guessed = tasks.filter(({ dates }) => dates === undefined || dates.assumed !== undefined).length
  if (guessed <= tasks.length * assumedShare) return undefined
  return unknown(
    `${guessed} of ${tasks.length} tasks have an assumed duration or none; beyond ${percent(assumedShare)} the figure says nothing.`,
  )
}
