import type { ProjectDefinition } from '../../config/index.ts'

/**
 * How a work package earns its budget. `zero_hundred`: all of it when it is done; `fifty_fifty`: half when it begins;
 * `percent_complete`: the percentage stated of it; `effort`: booked ÷ (booked + remaining) work; `duration`: time that is over;
 * `level_of_effort`: with time alone, as planned, so that it never shows a schedule variance.
 */
export type EarningMethod =
  | 'zero_hundred'
  | 'fifty_fifty'
  | 'percent_complete'
  | 'effort'
  | 'duration'
  | 'level_of_effort'

/** What is known of a work package at a time. */
export interface PackageState {
  readonly state: 'todo' | 'in_progress' | 'done' | 'cancelled'
  readonly started: boolean
  /** 0 to 100, as stated. */
  readonly percent?: number
  /** Minutes of work. */
  readonly spent?: number
  readonly remaining?: number
  /** Share of its planned time that is over, 0 to 1. */
  readonly elapsed?: number
  /** Share of its budget that is planned by now, 0 to 1. */
  readonly planned?: number
}

/** An open package has not earned all, whatever is said of it: else it stays at 99 % for ever and counts as done. */
const MOST_OPEN = 0.99

const open = (share: number): number => Math.min(MOST_OPEN, Math.max(0, share))

/**
 * Share of its budget that a package has earned, 0 to 1: never more than its budget.
 * @returns undefined where what the method asks for is not known
 */
export function earnedShare(state: PackageState, method: EarningMethod): number | undefined {
  if (method === 'level_of_effort') return state.planned
  if (state.state === 'done') return 1
  if (state.state === 'cancelled') return 0
  const begun = state.started || state.state === 'in_progress'
  switch (method) {
    case 'zero_hundred':
      return 0
    case 'fifty_fifty':
      return begun ? 0.5 : 0
    case 'percent_complete':
      if (state.percent !== undefined) return open(state.percent / 100)
      return begun ? undefined : 0
    case 'effort': {
      if (!begun && state.spent === undefined) return 0
      if (state.spent === undefined || state.remaining === undefined) return undefined
      const whole = state.spent + state.remaining
      return whole <= 0 ? undefined : open(state.spent / whole)
    }
    case 'duration':
      if (!begun) return 0
      return state.elapsed === undefined ? undefined : open(state.elapsed)
    default: {
      const never: never = method
      throw new Error(`no such method: ${String(never)}`)
    }
  }
}

/** What a project has declared of how it earns. */
type Declared = Pick<ProjectDefinition, 'progress'>

/** The method of packages by what the project declares; without a declaration only what is done earns. */
export function earningMethod({ progress }: Declared): EarningMethod {
  const { earning, method } = progress ?? {}
  if (earning !== undefined && earning !== 'units') return earning
  switch (method) {
    case 'stated':
    case 'earned_value':
      return 'percent_complete'
    case 'effort_spent':
      return 'effort'
    case 'remaining_duration':
      return 'duration'
    case 'weighted_milestones':
    case undefined:
      return 'zero_hundred'
    default: {
      const never: never = method
      throw new Error(`no such method: ${String(never)}`)
    }
  }
}

/** The method in words, for people. */
export const EARNING_WORDS: Readonly<Record<EarningMethod | 'weighted_milestones' | 'units', string>> = {
  zero_hundred: '0/100: an item earns its budget when it is done, and nothing before.',
  fifty_fifty: '50/50: an item earns half of its budget when it begins, and the rest when it is done.',
  percent_complete: 'Percent complete: an open item earns the percentage stated of it, at most 99 %.',
  effort: 'Effort spent: an open item earns booked ÷ (booked + remaining) work, at most 99 %.',
  duration: 'Duration: an open item earns the share of its planned time that is over, at most 99 %.',
  level_of_effort: 'Level of effort: it earns with time as planned, and shows no schedule variance.',
  weighted_milestones:
    'Weighted milestones: the project earns its budget by the weights of the milestones that are reached.',
  units: 'Units: the project earns its budget by the share of its items that are done.',
}
