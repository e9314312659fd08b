import type { LinkSpec, NodeSpec } from './network-of.ts'

/** One change to a network, for a recomputation that costs what the change reaches. */
export type NetworkChange =
  | {
      readonly kind: 'node'
      readonly node: number
      /** New values; one that is absent stays, NaN takes a time away. Times and minutes as in `Network`. */
      readonly values: NodeValues
    }
  | ({ readonly kind: 'addLink' } & LinkSpec)
  | { readonly kind: 'removeLink'; readonly link: number }
  /** The project's start or finish; NaN takes it away. */
  | { readonly kind: 'project'; readonly project: number; readonly start?: number; readonly finish?: number }

/** Values of one node that a change may set: all but where it belongs. */
export type NodeValues = Omit<NodeSpec, 'project' | 'parent'>
