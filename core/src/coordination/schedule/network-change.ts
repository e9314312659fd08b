import type { ConstraintName, LagKindName, LinkTypeName } from './network.ts'

/** One change to a network, for a recomputation that costs what the change reaches. */
export type NetworkChange =
  | {
      readonly kind: 'node'
      readonly node: number
      /** New values; a value that is absent stays, NaN takes it away. Times and minutes as in `Network`. */
      readonly values: NodeValues
    }
  | {
      readonly kind: 'addLink'
      readonly from: number
      readonly to: number
      readonly type: LinkTypeName
      readonly lag: number
      readonly lagKind: LagKindName
    }
  | { readonly kind: 'removeLink'; readonly link: number }
  /** The project's start or finish; NaN takes it away. */
  | { readonly kind: 'project'; readonly project: number; readonly start?: number; readonly finish?: number }

/** Values of one node that a change may set. */
export interface NodeValues {
  readonly duration?: number
  readonly calendar?: number
  readonly flags?: number
  readonly constraint?: ConstraintName
  readonly constraintDate?: number
  readonly deadline?: number
  readonly actualStart?: number
  readonly actualFinish?: number
  readonly remaining?: number
  readonly resume?: number
  readonly plannedStart?: number
  readonly plannedFinish?: number
  readonly noEarlierThan?: number
}
