import type {
  CheckProject,
  PortfolioData,
  RecordKey,
  RecordKind,
  RecordOf,
  Reference,
  Sourced,
} from '@headless-pmo/sdk'
import { freezeData } from './freeze-data.ts'

const SEPARATOR = '\u0000'

/** Text that names one record among all. */
export function keyText({ connection, kind, ref }: RecordKey): string {
  return `${connection}${SEPARATOR}${kind}${SEPARATOR}${ref}`
}

/** A portfolio made ready to be asked: what checks look up, in constant time. Built once, in linear time. */
export class PortfolioIndex {
  readonly data: PortfolioData
  readonly projects = new Map<string, CheckProject>()
  readonly #byKey = new Map<string, Sourced>()
  readonly #byAlias = new Map<string, Sourced>()
  readonly #byReadableKey = new Map<string, Sourced>()
  readonly #byKind = new Map<RecordKind, Sourced[]>()
  readonly #derived = new Map<string, unknown>()

  constructor(data: PortfolioData) {
    this.data = freezeData(data)
    for (const project of data.projects) this.projects.set(project.id, project)
    for (const record of data.records) this.#add(record)
  }

  #add(record: Sourced): void {
    const { connection, kind } = record
    // A key names one record; a second one under it would be judged twice under the same finding.
    const key = keyText(record)
    if (this.#byKey.has(key)) return
    this.#byKey.set(key, record)
    for (const ref of record.aliases ?? []) this.#byAlias.set(keyText({ connection, kind, ref }), record)
    if ('key' in record && record.key !== undefined) {
      this.#byReadableKey.set(keyText({ connection, kind, ref: record.key }), record)
    }
    const same = this.#byKind.get(kind)
    if (same === undefined) this.#byKind.set(kind, [record])
    else same.push(record)
  }

  /** All records of a kind, in the order of the data. */
  ofKind<K extends RecordKind>(kind: K): readonly Sourced<RecordOf<K>>[] {
    // The lists are filled by the kind that stands in each record.
    return (this.#byKind.get(kind) ?? []) as unknown as readonly Sourced<RecordOf<K>>[]
  }

  get(key: RecordKey): Sourced | undefined {
    return this.#byKey.get(keyText(key))
  }

  /** The record that a reference of another leads to: by ref, former ref, or readable key, in its connection. */
  resolve<K extends RecordKind>(
    { connection }: { readonly connection: string },
    reference: Reference | undefined,
    kind: K,
  ): Sourced<RecordOf<K>> | undefined {
    if (reference === undefined) return undefined
    const ref = typeof reference === 'string' ? reference : reference.key
    const key = keyText({ connection, kind, ref })
    const found =
      typeof reference === 'string'
        ? (this.#byKey.get(key) ?? this.#byAlias.get(key))
        : this.#byReadableKey.get(key)
    // The key that it was found under names its kind.
    return found as Sourced<RecordOf<K>> | undefined
  }

  /** Something computed from the portfolio, kept under a name, so that many checks pay for it once. */
  derive<T>(name: string, compute: () => T): T {
    if (!this.#derived.has(name)) this.#derived.set(name, compute())
    // Each name has one place that computes it.
    return this.#derived.get(name) as T
  }
}

const indexes = new WeakMap<PortfolioData, PortfolioIndex>()

/** The index of a portfolio. Data is frozen by it: a portfolio that changes is another value. */
export function indexOf(data: PortfolioData): PortfolioIndex {
  const known = indexes.get(data)
  if (known !== undefined) return known
  const made = new PortfolioIndex(data)
  indexes.set(data, made)
  return made
}
