export const DAY_MS = 86_400_000

/** Length of a sprint, in days. */
export const SPRINT_DAYS = 14

/** First days of the sprints, counted from now: eleven are over, the twelfth runs, two are planned. */
export const SPRINT_STARTS = Array.from({ length: 14 }, (_, index) => -158 + index * SPRINT_DAYS)

/** The sprint that runs now. */
export const RUNNING = SPRINT_STARTS.findIndex((start) => start <= 0 && start + SPRINT_DAYS > 0)

/** Something that happens on a day; `day` is counted from now, the past is negative. */
export interface Step {
  readonly day: number
  readonly happen: () => void
}
