import type { Network } from './network.ts'

/** How large a network is to be. */
export interface NetworkSize {
  readonly nodes: number
  readonly links: number
  readonly projects: number
  /** Lay the arrays on SharedArrayBuffers, for workers. */
  readonly shared?: boolean
}

/**
 * A network in which nothing is stated yet: durations and lags 0, every node in calendar 0 and without project
 * or parent, as soon as possible; every link from node 0 to node 0, finish-to-start. The caller fills the arrays.
 */
export function createNetwork({ nodes, links, projects, shared = false }: NetworkSize): Network {
  const buffer = (bytes: number): ArrayBufferLike =>
    shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes)
  const minutes = (length: number, fill = Number.NaN): Float64Array =>
    new Float64Array(buffer(length * 8)).fill(fill)
  const indices = (length: number, fill = 0): Int32Array => new Int32Array(buffer(length * 4)).fill(fill)
  const bytes = (length: number, fill = 0): Uint8Array => new Uint8Array(buffer(length)).fill(fill)
  return {
    size: nodes,
    linkCount: links,
    projectCount: projects,
    duration: minutes(nodes, 0),
    calendar: indices(nodes),
    project: indices(nodes, -1),
    parent: indices(nodes, -1),
    flags: new Uint16Array(buffer(nodes * 2)),
    constraint: bytes(nodes),
    constraintDate: minutes(nodes),
    deadline: minutes(nodes),
    actualStart: minutes(nodes),
    actualFinish: minutes(nodes),
    remaining: minutes(nodes),
    resume: minutes(nodes),
    plannedStart: minutes(nodes),
    plannedFinish: minutes(nodes),
    noEarlierThan: minutes(nodes),
    from: indices(links),
    to: indices(links),
    type: bytes(links, 1),
    lag: minutes(links, 0),
    lagKind: bytes(links),
    projectStart: minutes(projects),
    projectFinish: minutes(projects),
    projectFromFinish: bytes(projects),
  }
}
