import type { SimulatorClock } from '../common/clock.ts'
import type { AppRegistration, Caller } from './auth.ts'
import type { Dispatched } from './http/dispatch.ts'
import type { Reply } from '../common/http/reply.ts'
import type { PlannerLimits } from './state/limits.ts'
import type { World } from './state/world.ts'
import type { ThrottleOptions } from './throttle.ts'

/** How a simulated tenant begins. Everything has a default. */
export interface GraphSimulatorOptions {
  /** Same seed, same bytes. Default 1. */
  readonly seed?: number
  readonly clock?: SimulatorClock
  /** Default: any that is free. */
  readonly port?: number
  /** Bearer tokens that never end, and who they speak for. Default: `sim-token`, an app. */
  readonly tokens?: Readonly<Record<string, Caller>>
  readonly apps?: readonly AppRegistration[]
  /** Most elements in one reply. Default 400. */
  readonly pageSize?: number
  readonly throttle?: ThrottleOptions
  readonly limits?: Partial<PlannerLimits>
  /** Whether a change of a task's details alone gives the task itself a new ETag. Default true; Microsoft does not say. */
  readonly detailsTouchTask?: boolean
  /** Whether the beta functions answer. Default true. */
  readonly beta?: boolean
  /** Folder of the API descriptions; given, every exchange is held against them. */
  readonly gate?: string
  /** Changes replies before the gate sees them: for tests of the gate alone. */
  readonly distort?: (dispatched: Dispatched) => Reply
  /** Tells the tenant's story. */
  readonly seedWith?: (world: World) => void
}
