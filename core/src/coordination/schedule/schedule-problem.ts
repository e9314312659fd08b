/** What is wrong with a network or its dates. Everything that a problem does not name is scheduled. */
export type ScheduleProblem =
  /**
   * Nodes that wait for each other: a ring through the lowest node, `nodes[i]` is the predecessor of `nodes[i + 1]`, the last
   * that of the first, `links[i]` the link from `nodes[i]` (−1: one is below the other). The nodes of
   * all rings that hang together are `members`; the links between them are left out, all others count.
   */
  | {
      readonly kind: 'cycle'
      readonly nodes: readonly number[]
      readonly links: readonly number[]
      readonly members: readonly number[]
    }
  | { readonly kind: 'ownParent'; readonly node: number }
  /** Its parent is not a node of the network; it was taken as being in no summary. */
  | { readonly kind: 'unknownParent'; readonly node: number }
  /** Summaries that contain each other, in order; the first was taken as being in none. */
  | { readonly kind: 'parentCycle'; readonly nodes: readonly number[] }
  | { readonly kind: 'selfLink'; readonly node: number; readonly link: number }
  /** A link between a summary and what is below it, which can have no meaning; it was left out. */
  | { readonly kind: 'linkToOwnSummary'; readonly node: number; readonly link: number }
  /** An end of the link is not a node of the network. */
  | { readonly kind: 'unknownEnd'; readonly link: number }
  /** A constraint holds a node earlier than what it waits for: links and dates that cannot both be kept. */
  | {
      readonly kind: 'constraintContradicted'
      readonly node: number
      /** The link that asks for more, −1: the start of the project or another date. */
      readonly link: number
      /** Working minutes by which they differ. */
      readonly minutes: number
    }
  | { readonly kind: 'deadlineMissed'; readonly node: number; readonly minutes: number }
  /** A project's stated finish is before the earliest that its nodes can finish; minutes of the clock. */
  | { readonly kind: 'projectFinishMissed'; readonly project: number; readonly minutes: number }
  /** A constraint that needs a date has none; taken as "as soon as possible". */
  | { readonly kind: 'constraintWithoutDate'; readonly node: number }
  /** Scheduled by hand without dates; scheduled like the others. */
  | { readonly kind: 'manualWithoutDates'; readonly node: number }
  /** Done, but nothing says when; it has no dates, and nothing waits for it. */
  | { readonly kind: 'doneWithoutDates'; readonly node: number }
  /** Its calendar is not in the table or has no working time where it is needed. */
  | { readonly kind: 'calendarWithoutWork'; readonly node: number; readonly calendar: number }
  /** Its dates lie beyond the years 1 to 9999; it has none, and what waits for it is scheduled without it. */
  | { readonly kind: 'beyondHorizon'; readonly node: number }
  /** A value that is not a date between the years 1 and 9999, or not a duration of 0 or more; it was taken as not stated. */
  | { readonly kind: 'outOfRange'; readonly node: number; readonly field: NodeDateField }
  /** The actual finish is before the actual start; the start was taken as the finish. */
  | { readonly kind: 'actualsReversed'; readonly node: number }
  /** It began before what it waits for allowed (out-of-sequence progress); its actual start counts. */
  | { readonly kind: 'outOfSequence'; readonly node: number; readonly link: number; readonly minutes: number }

/** A value of a node that can be out of range. */
export type NodeDateField =
  | 'duration'
  | 'constraintDate'
  | 'deadline'
  | 'actualStart'
  | 'actualFinish'
  | 'remaining'
  | 'resume'
  | 'plannedStart'
  | 'plannedFinish'
  | 'noEarlierThan'
