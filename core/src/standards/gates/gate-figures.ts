/** A gate decision as far as figures count it. */
export interface CountedDecision {
  readonly project: string
  readonly gate: string
  readonly verdict: 'go' | 'hold' | 'recycle' | 'kill'
  readonly forced: boolean
}

/** How gates have decided. */
export interface GateFigures {
  readonly decisions: number
  readonly verdicts: Readonly<Record<CountedDecision['verdict'], number>>
  /** A go that was given though something was unmet. */
  readonly forced: number
  /** By name of the gate over all projects, the most used first. */
  readonly gates: readonly { readonly gate: string; readonly decisions: number; readonly stopped: number }[]
  /** Gates that ever stopped anything ÷ gates with a decision; absent: nothing was decided. */
  readonly stoppingShare?: number
  /** What gates that let everything through say; absent: nothing to say. */
  readonly warning?: string
}

/** Decisions from which on gates that only ever said go are worth a word. */
const ENOUGH = 10

/** Counts verdicts, and the share of gates that ever stopped anything: a gate that cannot stop is none. Pure. */
export function gateFigures(decisions: readonly CountedDecision[]): GateFigures {
  const verdicts = { go: 0, hold: 0, recycle: 0, kill: 0 }
  for (const { verdict } of decisions) verdicts[verdict] += 1
  const gates = [...Map.groupBy(decisions, ({ gate }) => gate)]
    .map(([gate, of]) => ({
      gate,
      decisions: of.length,
      stopped: of.filter(({ verdict }) => verdict !== 'go').length,
    }))
    .toSorted((a, b) => b.decisions - a.decisions || (a.gate < b.gate ? -1 : 1))
  const stopping = gates.filter(({ stopped }) => stopped > 0).length
  const neverStopped = decisions.length >= ENOUGH && verdicts.go === decisions.length
  return {
    decisions: decisions.length,
    verdicts,
    forced: decisions.filter(({ forced }) => forced).length,
    gates,
    ...(gates.length > 0 && { stoppingShare: stopping / gates.length }),
    ...(neverStopped && {
      warning: `All ${decisions.length} decisions were a go: gates that never stop anything decide nothing.`,
    }),
  }
}
