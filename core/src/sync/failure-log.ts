import type { Run } from './run.ts'

/** A line of the log of the server. */
export interface FailureLine {
  readonly level: 'info' | 'warn'
  readonly message: string
}

/** What is said of a run. */
type Ended = Pick<Run, 'connection' | 'state' | 'trigger' | 'dryRun' | 'problem'> & {
  readonly streams: readonly Pick<Run['streams'][number], 'reasons'>[]
}

/**
 * What the log of the server says of the runs that nobody waits for: that a connection fails, once for each reason, and that it
 * does so no more. Whoever starts a run by hand is told its end.
 */
export class FailureLog {
  readonly #reasons = new Map<string, string>()

  /** What to say of a run that has ended; undefined: nothing that was not said. */
  of(run: Ended): FailureLine | undefined {
    const { connection, state, trigger, dryRun } = run
    if (dryRun || trigger === 'manual') return undefined
    if (state === 'ok')
      return this.#reasons.delete(connection)
        ? { level: 'info', message: `The connection "${connection}" is read again.` }
        : undefined
    const reason = run.problem ?? run.streams.flatMap(({ reasons }) => reasons)[0]
    if (state !== 'failed' || reason === undefined || this.#reasons.get(connection) === reason)
      return undefined
    this.#reasons.set(connection, reason)
    return { level: 'warn', message: `The connection "${connection}" could not be read: ${reason}` }
  }
}
