import type { RemapOutcome } from '../pages/remap.ts'
import type { StepOutcome } from '../pages/step.ts'
import type { RecordWrite } from '../ports/store.ts'
import { storableText } from '../records/clean-text.ts'
import type { StreamResult } from '../stream-result.ts'

/** Most reasons that a stream's result carries; the counts go on. */
const MOST_REASONS = 20

/** Most characters of one reason: it may quote what the tracker sent. */
const LONGEST_REASON = 600

function shown(reason: string): string {
  const text = storableText(reason.slice(0, LONGEST_REASON))
  return reason.length > LONGEST_REASON ? `${text} …` : text
}

/** What a step did, without what it wrote. */
export type StepCounts = Omit<StepOutcome, 'records'> & {
  readonly records: readonly Pick<RecordWrite, 'event'>[]
}

/** The counts of a step: they can be kept without keeping its records. */
export function countsOf(outcome: StepOutcome): StepCounts {
  const records = outcome.records.map(({ event }) => ({ event }))
  return { ...outcome, records }
}

/** Counts of one stream while it runs. */
export class Tally {
  readonly #stream: string
  readonly #counts = {
    pages: 0,
    items: 0,
    written: 0,
    unchanged: 0,
    refused: 0,
    unmapped: 0,
    created: 0,
    updated: 0,
    retired: 0,
    restored: 0,
    remapped: 0,
    held: 0,
  }
  readonly #reasons: string[] = []
  #unsaid = 0
  #idle = false
  #flawed = false
  #suspect = false
  #total: number | undefined
  #end: StreamResult['state'] = 'running'

  constructor(stream: string) {
    this.#stream = stream
  }

  /** Items that were removed in this run, for the removal guard. */
  removed = 0

  page(items: number, total: number | undefined): void {
    this.#counts.pages++
    this.#counts.items += items
    this.#total = total ?? this.#total
  }

  step(outcome: StepCounts): void {
    this.#counts.written += outcome.written
    this.#counts.unchanged += outcome.unchanged
    this.#counts.refused += outcome.refused
    this.#counts.unmapped += outcome.unmapped.length
    this.records(outcome.records)
    for (const { ref, error } of outcome.unmapped) this.flaw(`Item ${ref}: ${error}`)
    for (const conflict of outcome.conflicts) this.flaw(conflict)
  }

  remapped({ remapped, records, unmapped, conflicts }: RemapOutcome): void {
    this.#counts.remapped += remapped
    this.records(records)
    for (const { ref, error } of unmapped) this.flaw(`Item ${ref}: ${error}`)
    for (const conflict of conflicts) this.flaw(conflict)
  }

  records(records: readonly Pick<RecordWrite, 'event'>[]): void {
    for (const { event } of records) this.#counts[event === 'moved' ? 'updated' : event]++
  }

  held(count: number, suspect: boolean): void {
    this.#counts.held += count
    this.#suspect ||= suspect
    this.flaw(
      suspect
        ? `All items of the stream are missing (${count}); nothing was removed. Check what the account may see, then approve or reject the removal.`
        : `${count} items are missing, more than one run may remove; they wait for approve or reject.`,
    )
  }

  /** Says something that the reader should know and that does not make the result partial. */
  note(said: string): void {
    const reason = shown(said)
    if (this.#reasons.includes(reason)) return
    if (this.#reasons.length < MOST_REASONS) this.#reasons.push(reason)
    else this.#unsaid++
  }

  /** Says something that makes the result partial. */
  flaw(reason: string): void {
    this.#flawed = true
    this.note(reason)
  }

  /** There was no part to read. */
  idle(): void {
    this.#idle = true
  }

  end(state?: 'failed' | 'skipped'): void {
    this.#end = state ?? (this.#flawed ? 'partial' : 'ok')
  }

  result(): StreamResult {
    const more = this.#unsaid > 0 ? [`… and ${this.#unsaid} more reasons like these.`] : []
    return {
      stream: this.#stream,
      state: this.#end,
      ...(this.#idle && { idle: true as const }),
      reasons: [...this.#reasons, ...more],
      ...this.#counts,
      suspect: this.#suspect,
      ...(this.#total === undefined ? {} : { total: this.#total }),
    }
  }
}
