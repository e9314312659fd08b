import type { Network } from './network.ts'
import type { ScheduleProblem } from './schedule-problem.ts'

// Every index below lies within its array by construction; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/** Which node is below which, with everything that makes no sense taken out. */
export interface Structure {
  readonly parent: Int32Array
  readonly childrenAt: Int32Array
  readonly children: Int32Array
  readonly head: Int32Array
  readonly headNode: Int32Array
  /** Whether `above` is `below` or one of the summaries around it. */
  readonly contains: (above: number, below: number) => boolean
}

/** Reads the summaries of a network; loops over parents take no stack, however deep they are. */
export function structureOf(
  { size, parent: stated }: Pick<Network, 'size' | 'parent'>,
  problems: ScheduleProblem[],
): Structure {
  const parent = soundParents(size, stated, problems)
  const childrenAt = new Int32Array(size + 1)
  let summaries = false
  for (let node = 0; node < size; node++) {
    const above = parent[node]!
    if (above >= 0) {
      childrenAt[above + 1]!++
      summaries = true
    }
  }
  const head = new Int32Array(size).fill(-1)
  if (!summaries)
    return {
      parent,
      childrenAt,
      children: new Int32Array(0),
      head,
      headNode: new Int32Array(0),
      contains: (above, below) => above === below,
    }
  const headNodes: number[] = []
  for (let node = 0; node < size; node++) {
    if (childrenAt[node + 1]! > 0) head[node] = headNodes.push(node) - 1
    childrenAt[node + 1]! += childrenAt[node]!
  }
  const children = new Int32Array(childrenAt[size]!)
  const next = childrenAt.slice()
  for (let node = 0; node < size; node++) {
    const above = parent[node]!
    if (above >= 0) children[next[above]!++] = node
  }
  return {
    parent,
    childrenAt,
    children,
    head,
    headNode: Int32Array.from(headNodes),
    contains: nesting({ size, parent, childrenAt, children }),
  }
}

/** Parents without those that are unknown, the node itself, or part of a ring. */
function soundParents(size: number, stated: Int32Array, problems: ScheduleProblem[]): Int32Array {
  const parent = stated.slice()
  if (parent.every((above) => above === -1)) return parent
  for (let node = 0; node < size; node++) {
    const above = parent[node]!
    if (above === -1) continue
    if (above === node) problems.push({ kind: 'ownParent', node })
    else if (above < 0 || above >= size) problems.push({ kind: 'unknownParent', node })
    else continue
    parent[node] = -1
  }
  // 0: not seen; else the number of the walk that saw it.
  const seen = new Int32Array(size)
  for (let node = 0; node < size; node++) {
    let at = node
    while (at >= 0 && seen[at] === 0) {
      seen[at] = node + 1
      at = parent[at]!
    }
    if (at < 0 || seen[at] !== node + 1 || parent[at] === -1) continue
    const ring: number[] = []
    for (let member = at; ring.length === 0 || member !== at; member = parent[member]!) ring.push(member)
    const lowest = ring.indexOf(ring.reduce((least, member) => Math.min(least, member)))
    const nodes = [...ring.slice(lowest), ...ring.slice(0, lowest)]
    problems.push({ kind: 'parentCycle', nodes })
    parent[nodes[0]!] = -1
  }
  return parent
}

/** Numbers nodes so that everything below one has a number between its own and its last. */
function nesting({
  size,
  parent,
  childrenAt,
  children,
}: Pick<Structure, 'parent' | 'childrenAt' | 'children'> & { readonly size: number }): Structure['contains'] {
  const enter = new Int32Array(size)
  const leave = new Int32Array(size)
  const next = childrenAt.slice()
  let count = 0
  for (let root = 0; root < size; root++) {
    if (parent[root]! >= 0) continue
    enter[root] = count++
    for (let at = root; at >= 0;) {
      if (next[at]! < childrenAt[at + 1]!) {
        at = children[next[at]!++]!
        enter[at] = count++
      } else {
        leave[at] = count
        at = parent[at]!
      }
    }
  }
  return (above, below) => enter[above]! <= enter[below]! && enter[below]! < leave[above]!
}
