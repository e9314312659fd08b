import type { WaiverTable } from './tables.ts'

/** An approved waiver, as far as it matters for what it covers. */
export type HeldWaiver = Pick<
  WaiverTable,
  'id' | 'finding' | 'rule' | 'project' | 'until' | 'recurring' | 'decided_at'
>

/** A finding, as far as it matters for whether a waiver covers it. */
export interface Coverable {
  readonly id: string
  readonly rule: string
  readonly project: string | null
  /** Instant of the last time that it opened. */
  readonly opened_at: string
}

/**
 * The waiver that holds for a finding on a day: of those that cover it, the one that holds longest. One that is not
 * recurring covers what was open already when it was approved; its last day counts. Pure.
 */
export function waiverFor(
  finding: Coverable,
  waivers: readonly HeldWaiver[],
  today: string,
): HeldWaiver | undefined {
  let best: HeldWaiver | undefined
  for (const waiver of waivers) {
    if (waiver.until < today || !isAbout(waiver, finding)) continue
    if (!waiver.recurring && !wasOpen(finding, waiver)) continue
    if (best === undefined || waiver.until > best.until) best = waiver
  }
  return best
}

function isAbout({ finding: id, rule, project }: HeldWaiver, finding: Coverable): boolean {
  if (id !== null) return id === finding.id
  return rule === finding.rule && project === finding.project
}

function wasOpen({ opened_at }: Coverable, { decided_at }: HeldWaiver): boolean {
  return decided_at !== null && Temporal.Instant.compare(opened_at, decided_at) <= 0
}
