import type { Outputs } from './api-types.ts'

/** Findings of one state and one severity. */
export type FindingKind = Pick<Outputs['findings']['list']['counts'][number], 'state' | 'severity'>

export function isOneOf(kind: FindingKind, { state, severity }: FindingKind): boolean {
  return kind.state === state && kind.severity === severity
}

/** That a finding stands though its rule could not judge again, in words; nothing where it could. */
export function unconfirmedText(
  unconfirmed: { readonly since: string; readonly why: string } | undefined,
): string | undefined {
  return unconfirmed === undefined
    ? undefined
    : `since ${unconfirmed.since.slice(0, 10)} its rule could not judge: ${unconfirmed.why}`
}
