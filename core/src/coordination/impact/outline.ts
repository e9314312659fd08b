import type { Network } from '../schedule/index.ts'

/** Who is below whom in a network, for questions about whole branches. A ring of parents ends nothing and hangs nothing. */
export class Outline {
  readonly #parent: Int32Array
  readonly #firstChild: Int32Array
  readonly #nextSibling: Int32Array

  constructor({ size, parent }: Pick<Network, 'size' | 'parent'>) {
    this.#parent = parent
    this.#firstChild = new Int32Array(size).fill(-1)
    this.#nextSibling = new Int32Array(size).fill(-1)
    for (let node = size - 1; node >= 0; node--) {
      const above = parent[node] ?? -1
      if (above < 0 || above >= size || above === node) continue
      this.#nextSibling[node] = this.#firstChild[above] ?? -1
      this.#firstChild[above] = node
    }
  }

  isSummary(node: number): boolean {
    return (this.#firstChild[node] ?? -1) >= 0
  }

  /** The node itself, or all below it that have nothing below themselves. */
  leaves(node: number): number[] {
    if (!this.isSummary(node)) return [node]
    const found: number[] = []
    const seen = new Set([node])
    const open = [node]
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (let child = this.#firstChild[at] ?? -1; child >= 0; child = this.#nextSibling[child] ?? -1) {
        if (seen.has(child)) continue
        seen.add(child)
        if (this.isSummary(child)) open.push(child)
        else found.push(child)
      }
    }
    return found
  }

  /** What it is directly part of; −1: nothing. */
  parent(node: number): number {
    return this.#parent[node] ?? -1
  }

  /** What it is part of, the nearest first. */
  above(node: number): number[] {
    const found: number[] = []
    const seen = new Set([node])
    for (let at = this.#parent[node] ?? -1; at >= 0 && !seen.has(at); at = this.#parent[at] ?? -1) {
      seen.add(at)
      found.push(at)
    }
    return found
  }
}
