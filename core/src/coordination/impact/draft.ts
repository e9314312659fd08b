import {
  CONSTRAINTS,
  type ConstraintName,
  type LagKindName,
  type LinkTypeName,
  type Network,
  type NetworkChange,
  type NodeValues,
} from '../schedule/index.ts'

/** A link that a scenario adds. */
export interface DraftLink {
  readonly from: number
  readonly to: number
  readonly type: LinkTypeName
  readonly lag: number
  readonly lagKind: LagKindName
}

type Column = Exclude<keyof NodeValues, 'constraint'>

const CONSTRAINT_NAMES = new Map(
  // `Object.entries` forgets the names of the keys.
  (Object.entries(CONSTRAINTS) as [ConstraintName, number][]).map(([name, number]) => [number, name]),
)

/** What a scenario changes in a network, collected before any of it is computed. The network itself stays as it is. */
export class Draft {
  readonly network: Network
  readonly #nodes = new Map<number, NodeValues>()
  readonly #projects = new Map<number, number>()
  readonly #removed = new Set<number>()
  readonly #added: DraftLink[] = []

  constructor(network: Network) {
    this.network = network
  }

  /** A value of a node as the draft has it. */
  value(node: number, column: Column): number {
    return this.#nodes.get(node)?.[column] ?? this.network[column][node] ?? Number.NaN
  }

  constraint(node: number): ConstraintName {
    const stated = CONSTRAINT_NAMES.get(this.network.constraint[node] ?? 0)
    return this.#nodes.get(node)?.constraint ?? stated ?? 'asSoonAsPossible'
  }

  has(node: number, flag: number): boolean {
    return (this.value(node, 'flags') & flag) !== 0
  }

  set(node: number, values: NodeValues): void {
    this.#nodes.set(node, { ...this.#nodes.get(node), ...values })
  }

  setProjectStart(project: number, start: number): void {
    this.#projects.set(project, start)
  }

  projectStart(project: number): number {
    return this.#projects.get(project) ?? this.network.projectStart[project] ?? Number.NaN
  }

  addLink(link: DraftLink): void {
    this.#added.push(link)
  }

  removeLink(link: number): void {
    this.#removed.add(link)
  }

  /** Takes back links that the draft itself adds. @returns how many */
  dropAdded(matches: (link: DraftLink) => boolean): number {
    const before = this.#added.length
    const kept = this.#added.filter((link) => !matches(link))
    this.#added.splice(0, before, ...kept)
    return before - kept.length
  }

  isRemoved(link: number): boolean {
    return this.#removed.has(link)
  }

  get removed(): Iterable<number> {
    return this.#removed
  }

  /** Links that are added; link `network.linkCount` + n is the n-th. */
  get added(): readonly DraftLink[] {
    return this.#added
  }

  /** Every node that has another value than before. */
  get nodes(): Iterable<number> {
    return this.#nodes.keys()
  }

  /** All of it, as the engine takes it. */
  changes(): NetworkChange[] {
    return [
      ...[...this.#removed].map((link): NetworkChange => ({ kind: 'removeLink', link })),
      ...this.#added.map((link): NetworkChange => ({ kind: 'addLink', ...link })),
      ...[...this.#projects].map(([project, start]): NetworkChange => ({ kind: 'project', project, start })),
      ...[...this.#nodes].map(([node, values]): NetworkChange => ({ kind: 'node', node, values })),
    ]
  }
}
