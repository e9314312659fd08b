/**
 * The only way out of a connector: `fetch`, authorised, confined, throttled, tried again and redacted.
 * @module
 */
export type { Priority, Wait, WaitKind } from './admission.ts'
export { isTight } from './budget.ts'
export { createEgress, type Egress } from './egress.ts'
export { GateError, gateErrorOf, type GateErrorCode } from './gate-error.ts'
export { createGate, createGatedFetch, type Gate } from './gate.ts'
export type { GateCounters, GateObserver, RequestEvent } from './observer.ts'
export { orAborted } from './abort.ts'
export * from './options.ts'
export { STREAM_HEADER } from './host-only-headers.ts'
export type { Outgoing } from './outgoing.ts'
export { changingOperation } from './read-only.ts'
export { memoryRateStore, type BudgetState, type RateState, type RateStore } from './rate-state.ts'
export type { TransferableReply } from './reply-limits.ts'
export { createRedactor, REDACTED, type Redactor } from './redactor.ts'
export { virtualClock, type VirtualClock } from './virtual-clock.ts'
