import type { SimulatorClock } from '../common/clock.ts'
import type { Lie } from './lie.ts'
import type { LimitOptions } from './limits.ts'
import type { AppRegistration } from './sign-in.ts'
import type { TenantOptions } from './state/tenants.ts'
import type { World } from './state/world.ts'

export interface DataverseSimulatorOptions {
  readonly seed?: number
  /** 0, the default, takes any free port. */
  readonly port?: number
  /** Default: stands still at 2026-01-05T09:00:00Z until advanced. */
  readonly clock?: SimulatorClock
  /** Accepted bearer tokens; default `sim-token`. */
  readonly tokens?: readonly string[]
  /** May sign in at `/{tenant}/oauth2/v2.0/token` of the simulator; absent: there is no sign-in here. */
  readonly app?: AppRegistration
  /** How this organisation differs from others. */
  readonly tenant?: TenantOptions
  readonly limits?: LimitOptions
  /** Most rows in a reply; default 5000. */
  readonly largestPage?: number
  /** How long a change-tracking token is good; default 7. */
  readonly deltaTokenDays?: number
  /** Fills the organisation. */
  readonly seedWith?: (world: World) => void
  /** Hold every exchange against the API description in this folder. */
  readonly gate?: string
  /** Changes replies before they leave: tests plant lies with it, to see which gate catches them. */
  readonly distort?: Lie
}
