import type { FinishDate } from '../finish-date.ts'

/** A finish that the schedule tells, of which doubts are looked for. */
export interface DoubtedEnd {
  readonly kind: 'portfolio' | 'project'
  /** Id of the project; empty for the portfolio. */
  readonly ref: string
  readonly title: string
  /** The finish that is told, absolute minutes. */
  readonly finish: number
  /** IANA zone of its days. */
  readonly zone: string
}

/** When what is open is done if as many items a week are finished as before. */
export interface Pace {
  readonly items: number
  /** Weeks of the past that were drawn from. */
  readonly weeks: number
  /** Absent: later than ten years, or never. */
  readonly p50?: FinishDate
  readonly p85?: FinishDate
}

/** Somebody who is asked for more than they can work before the finish. */
export interface Overload {
  readonly name: string
  /** Working minutes above what they can do, for all their projects together. */
  readonly minutes: number
}

/** Why a finish may be told too early: a schedule does not level people. */
export interface Doubt {
  readonly kind: DoubtedEnd['kind']
  readonly ref: string
  readonly title: string
  /** The finish that is told. */
  readonly finish: FinishDate
  /** At the pace of the past it is much later; absent: it is not, or too little was finished to tell. */
  readonly pace?: Pace
  /** Whoever is asked for most too much first. */
  readonly overloads: readonly Overload[]
  /** Working minutes before the finish that are nobody's: no person is asked for them. */
  readonly unassigned: number
  /** The same for people. */
  readonly sentence: string
}
