import type { WorkingCalendar } from '../../working-time/index.ts'
import type { Network } from '../schedule/index.ts'
import type { NetworkLink } from './network-link.ts'
import type { NetworkNode, NodeKind } from './network-node.ts'
import type { NetworkProblem } from './network-problem.ts'

/**
 * A schedule of its own within the network, `Network.project` counts them: a plan of Microsoft Project with its own
 * start and status date, else the PMO's project, else the container that items without a project are in.
 */
export interface NetworkPlan {
  readonly kind: 'plan' | 'project' | 'container'
  /** Connection of a plan or container. */
  readonly connection?: string
  /** Ref of a plan or container, id of a project. */
  readonly ref: string
  readonly title: string
  /** IANA zone in which its local times and days are meant. */
  readonly zone: string
  /** Project of the PMO that its items belong to, where it is one. */
  readonly project?: string
}

/** What stands in one plan for a task of another, with the dates that it has there: copies, which may be out of date. */
export interface StandIn {
  /** Connection and ref of the record that tells of it. */
  readonly connection: string
  readonly ref: string
  /** Index of the task that it stands for. */
  readonly node: number
  /** As the plan states them, in its zone. */
  readonly start?: string
  readonly finish?: string
}

/** What a network is made of: a value. {@link PortfolioNetwork} adds how its nodes are found. */
export interface NetworkParts {
  readonly network: Network
  /** In the order of their indices in `network.calendar`. */
  readonly calendars: readonly WorkingCalendar[]
  /** What each index of the network is. */
  readonly nodes: readonly NetworkNode[]
  /** What each index of `Network.project` is. */
  readonly plans: readonly NetworkPlan[]
  /** In the order of the network's links. */
  readonly links: readonly NetworkLink[]
  readonly problems: readonly NetworkProblem[]
  /** Absent: no plan has any. */
  readonly standIns?: readonly StandIn[]
}

/** All items of all trackers as one network that can be scheduled. */
export interface PortfolioNetwork extends NetworkParts {
  /** The index of a record; undefined where the network has none of that name. Kind `workItem` unless said otherwise. */
  indexOf(connection: string, ref: string, kind?: NodeKind): number | undefined
  /** The index of a project of the PMO. */
  indexOfProject(id: string): number | undefined
}

/** Where nodes are found by their names. */
export class NodeNames {
  readonly #indices = new Map<string, number>()

  add({ kind, connection, ref }: NetworkNode, index: number): void {
    this.#indices.set(`${kind}\n${connection}\n${ref}`, index)
  }

  indexOf(connection: string, ref: string, kind: NodeKind = 'workItem'): number | undefined {
    return this.#indices.get(`${kind}\n${connection}\n${ref}`)
  }
}

/** A network whose nodes can be found by their names. */
export function portfolioNetwork(parts: NetworkParts): PortfolioNetwork {
  const names = new NodeNames()
  for (const [index, node] of parts.nodes.entries()) names.add(node, index)
  return {
    ...parts,
    indexOf: (connection, ref, kind) => names.indexOf(connection, ref, kind),
    indexOfProject: (id) => names.indexOf('', id, 'project'),
  }
}
