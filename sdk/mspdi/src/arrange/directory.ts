import type { RecordKind, Reference } from '@headless-pmo/sdk'
import type { Sourced } from '../plan.ts'

/** Finds the records of one kind by what points at them: a ref, an alias, a readable key; each within its connection. */
export class Directory<K extends RecordKind, S extends Sourced<K> = Sourced<K>> {
  readonly all: readonly S[]
  readonly #byName = new Map<string, S>()

  constructor(all: readonly S[]) {
    this.all = all
    // A ref is stronger than an alias, and that than a key, whatever the order of the records.
    for (const one of all) this.#name(one, `ref:${one.record.ref}`)
    for (const one of all) for (const alias of one.record.aliases ?? []) this.#name(one, `ref:${alias}`)
    for (const one of all) {
      if ('key' in one.record && typeof one.record.key === 'string') this.#name(one, `key:${one.record.key}`)
    }
  }

  find(connection: string, reference: Reference | undefined): S | undefined {
    if (reference === undefined) return undefined
    const name = typeof reference === 'string' ? `ref:${reference}` : `key:${reference.key}`
    return this.#byName.get(`${connection}\n${name}`)
  }

  #name(one: S, name: string): void {
    const key = `${one.connection}\n${name}`
    if (!this.#byName.has(key)) this.#byName.set(key, one)
  }
}

/** The public key of a record, as text. */
export function publicKey({ connection, record }: Sourced<RecordKind>): string {
  return `${connection}/${record.kind}/${record.ref}`
}
