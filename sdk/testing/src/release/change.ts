/** What a difference between two releases asks of the version. */
export type ChangeClass = 'patch' | 'minor' | 'major'

/** One difference between two releases, in words that follow its place. */
export interface ReleaseChange {
  /** Where: `connector.config.team`. */
  readonly path: string
  readonly class: ChangeClass
  /** What happened: "is now required". */
  readonly words: string
}

const ORDER: readonly ChangeClass[] = ['patch', 'minor', 'major']

/** The strictest class among the changes; undefined when there are none. */
export function strictest(changes: readonly ReleaseChange[]): ChangeClass | undefined {
  return changes.map((change) => change.class).toSorted((a, b) => ORDER.indexOf(b) - ORDER.indexOf(a))[0]
}

/** Whether a step of the version is enough for a change. */
export function covers(step: ChangeClass | 'none' | 'back', needed: ChangeClass): boolean {
  return step !== 'none' && step !== 'back' && ORDER.indexOf(step) >= ORDER.indexOf(needed)
}
