/**
 * Stage gates: what stands in the way of passing one, what was decided, and whether gates ever stop anything.
 * @module
 */
export { gatesRouter } from './router.ts'
export { GateService, type GateParts } from './service.ts'
