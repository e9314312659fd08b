import { FACT_KINDS, type FactKind, type Need } from '@headless-pmo/sdk'

/** Whether a need is a computed fact rather than a kind of record. */
export function isFact(need: Need): need is FactKind {
  return FACT_KINDS.some((kind) => kind === need)
}
