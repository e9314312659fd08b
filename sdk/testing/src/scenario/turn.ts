import type { Edit } from '../upstream/index.ts'

/** A run with edits before and within it. */
export interface Turn {
  readonly edits: readonly Edit[]
  readonly during: readonly { readonly request: number; readonly edit: Edit }[]
  readonly census: boolean
  /** A webhook comes before the run and names an item, counted over all, modulo their number. */
  readonly hinted?: number | undefined
}
