import type { RuleEntryKind, RuleVersionState } from './tables.ts'

/** One version of a rule of the house, or of how a rule is set. */
export interface RuleVersion {
  readonly kind: RuleEntryKind
  /** Id of the rule. */
  readonly rule: string
  /** Counts up with every change that was asked for. */
  readonly version: number
  readonly managed: 'file' | 'api'
  /** What it says; absent: from then on there is none. */
  readonly body?: Readonly<Record<string, unknown>>
  readonly state: RuleVersionState
  readonly requestedBy: string
  /** Instant. */
  readonly requestedAt: string
  readonly reason?: string
  /** Who approved or rejected it; absent: nobody had to, or nobody has yet. */
  readonly decidedBy?: string
  readonly decidedAt?: string
  /** Why it was approved or rejected. */
  readonly decision?: string
  /** Calendar day from which it is in force, where it is approved. */
  readonly effectiveFrom: string
}

/**
 * The versions that are in force on a day: of each entry the latest approved one whose day has come. Pure.
 * @param versions all versions, in any order
 */
export function inForce(versions: readonly RuleVersion[], day: string): readonly RuleVersion[] {
  const latest = new Map<string, RuleVersion>()
  for (const one of versions) {
    if (one.state !== 'approved' || one.effectiveFrom > day) continue
    const name = `${one.kind} ${one.rule}`
    const known = latest.get(name)
    if (known === undefined || known.version < one.version) latest.set(name, one)
  }
  return [...latest.values()].filter(({ body }) => body !== undefined)
}
