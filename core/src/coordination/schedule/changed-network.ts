import { classifyNode } from './classify-node.ts'
import { HORIZON_END, HORIZON_START } from './horizon.ts'
import { insertLinks } from './insert-links.ts'
import { CONSTRAINTS, type Network } from './network.ts'
import type { NetworkChange, NodeValues } from './network-change.ts'
import type { NetworkOrder } from './network-order.ts'
import { NODE_TIMES, setLink, type LinkSpec } from './network-of.ts'
import type { ScheduleState } from './schedule-state.ts'

// Every index below lies within its array by construction; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

type Writable<T> = { -readonly [Key in keyof T]: T[Key] }

/** Columns that a change writes one value of. */
const NODE_COLUMNS = ['duration', 'calendar', 'flags', 'constraint', ...NODE_TIMES] as const
const PROJECT_COLUMNS = ['projectStart', 'projectFinish'] as const
type ChangedColumn = (typeof NODE_COLUMNS)[number] | (typeof PROJECT_COLUMNS)[number] | 'lag'

/** A state's network while changes are in it. Columns are copied before the first write: others read them too. */
export class ChangedNetwork {
  readonly #state: ScheduleState
  readonly #network: Writable<Network>
  readonly #owned = new Set<ChangedColumn>()
  readonly #undo: (() => void)[] = []

  /** `state.network` must be an object of this state alone. */
  constructor(state: ScheduleState) {
    this.#state = state
    this.#network = state.network
  }

  /** Writes changes that {@link canFollow} allows. */
  apply(changes: readonly NetworkChange[]): void {
    const added = changes.filter((change) => change.kind === 'addLink')
    if (added.length > 0) this.#addLinks(added)
    for (const change of changes) {
      if (change.kind === 'node') this.#setNode(change.node, change.values)
      // A lag that is no number never wins: the link ties nothing.
      else if (change.kind === 'removeLink') this.#set('lag', change.link, Number.NaN)
      else if (change.kind === 'project') {
        if (change.start !== undefined) this.#set('projectStart', change.project, change.start)
        if (change.finish !== undefined) this.#set('projectFinish', change.project, change.finish)
      }
    }
  }

  /** Takes all changes back. */
  undo(): void {
    for (const undo of this.#undo.toReversed()) undo()
    this.#undo.length = 0
  }

  #setNode(node: number, values: NodeValues): void {
    if (values.duration !== undefined) this.#set('duration', node, values.duration)
    if (values.calendar !== undefined) this.#set('calendar', node, values.calendar)
    if (values.flags !== undefined) this.#set('flags', node, values.flags)
    if (values.constraint !== undefined) this.#set('constraint', node, CONSTRAINTS[values.constraint])
    for (const field of NODE_TIMES) {
      const value = values[field]
      if (value !== undefined) this.#set(field, node, value)
    }
    const { plain, table } = this.#state
    const before = plain[node]!
    plain[node] = classifyNode(this.#network, table.size, node)
    this.#undo.push(() => {
      plain[node] = before
    })
  }

  #set(name: ChangedColumn, index: number, value: number): void {
    if (!this.#owned.has(name)) {
      // One line a type of array: `slice` keeps each column what it is.
      if (name === 'calendar') this.#network.calendar = this.#network.calendar.slice()
      else if (name === 'flags') this.#network.flags = this.#network.flags.slice()
      else if (name === 'constraint') this.#network.constraint = this.#network.constraint.slice()
      else this.#network[name] = this.#network[name].slice()
      this.#owned.add(name)
    }
    const column = this.#network[name]
    const before = column[index]!
    column[index] = value
    this.#undo.push(() => {
      column[index] = before
    })
  }

  #addLinks(added: readonly LinkSpec[]): void {
    const network = this.#network
    const state: Writable<ScheduleState> = this.#state
    const { from, to, type, lag, lagKind, linkCount } = network
    const { order } = state
    const ownedLag = this.#owned.has('lag')
    network.linkCount = linkCount + added.length
    network.from = longer(from, network.linkCount)
    network.to = longer(to, network.linkCount)
    network.type = longer(type, network.linkCount)
    network.lag = longer(lag, network.linkCount)
    network.lagKind = longer(lagKind, network.linkCount)
    for (const [index, link] of added.entries()) setLink(network, linkCount + index, link)
    state.order = insertLinks(order, network, linkCount)
    this.#owned.add('lag')
    this.#undo.push(() => {
      Object.assign(network, { from, to, type, lag, lagKind, linkCount })
      if (!ownedLag) this.#owned.delete('lag')
      state.order = order
    })
  }
}

/**
 * Whether changes can be followed from node to node: they leave the order of events as it is and bring no value
 * that would have to be named as a problem. Others are scheduled anew.
 */
export function canFollow(
  { network, order, ranks }: Pick<ScheduleState, 'network' | 'order'> & { readonly ranks: Int32Array },
  changes: readonly NetworkChange[],
): boolean {
  const rings = order.problems.some(({ kind }) => kind === 'cycle')
  return changes.every((change) => {
    if (change.kind === 'node') return isInRange(change.values) && isInRange(valuesOf(network, change.node))
    if (change.kind === 'project') return true
    return (
      !rings &&
      (change.kind === 'removeLink' || agrees({ head: order.head, ranks, size: network.size }, change))
    )
  })
}

function isInRange(values: NodeValues): boolean {
  if (values.duration !== undefined && !(values.duration >= 0)) return false
  return NODE_TIMES.every((field) => {
    const value = values[field]
    if (value === undefined || Number.isNaN(value)) return true
    return field === 'remaining' ? value >= 0 : value >= HORIZON_START && value <= HORIZON_END
  })
}

function valuesOf(network: Network, node: number): NodeValues {
  const values: { [Field in (typeof NODE_TIMES)[number] | 'duration']?: number } = {
    duration: network.duration[node]!,
  }
  for (const field of NODE_TIMES) values[field] = network[field][node]!
  return values
}

/** Whether a new link leads forward in an order. */
function agrees(
  { head, ranks, size }: Pick<NetworkOrder, 'head'> & { readonly ranks: Int32Array; readonly size: number },
  { from, to }: LinkSpec,
): boolean {
  if (!(from >= 0 && from < size && to >= 0 && to < size) || from === to) return false
  const own = head[to]!
  return ranks[from]! < ranks[own < 0 ? to : size + own]!
}

function longer<A extends Float64Array | Int32Array | Uint8Array>(array: A, length: number): A
function longer(array: Float64Array | Int32Array | Uint8Array, length: number): typeof array {
  const copy =
    array instanceof Float64Array
      ? new Float64Array(length)
      : array instanceof Int32Array
        ? new Int32Array(length)
        : new Uint8Array(length)
  copy.set(array)
  return copy
}
