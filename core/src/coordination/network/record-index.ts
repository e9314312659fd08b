import type { RecordKind, Reference } from '@headless-pmo/sdk'
import { addressOf, keyIn } from '../links/tracker-address.ts'
import type { NetworkRecord } from './portfolio-records.ts'

type Kinds = { readonly [K in RecordKind]?: NetworkRecord<K>[] }

/** Where a name leads, by how strong it is: a ref before a former ref before a key. */
interface Names {
  readonly refs: Map<string, number>
  readonly aliases: Map<string, number>
  readonly keys: Map<string, number>
}

/**
 * Records by kind, in the order of connection and ref, and by every name that leads to them. References are followed as
 * the store follows them: the ref, else a former ref, else the readable key.
 */
export class RecordIndex {
  readonly #kinds: Kinds
  readonly #names = new Map<string, Names>()
  #addresses: Map<string, number[]> | undefined

  constructor(records: readonly NetworkRecord[]) {
    const kinds: Partial<Record<RecordKind, NetworkRecord[]>> = {}
    for (const record of records) (kinds[record.record.kind] ??= []).push(record)
    for (const of of Object.values(kinds)) {
      of.sort(inOrder)
      for (const [position, record] of of.entries()) this.#name(record, position)
    }
    // Each list holds the records of its own kind.
    this.#kinds = kinds as Kinds
  }

  /** All records of a kind; a position in it names a record in what follows. */
  of<K extends RecordKind>(kind: K): readonly NetworkRecord<K>[] {
    // The constructor put each record into the list of its kind.
    return this.#kinds[kind] ?? []
  }

  /** The position of what a reference of a connection leads to. */
  find(connection: string, kind: RecordKind, reference: Reference): number | undefined {
    const names = this.#names.get(`${connection}\n${kind}`)
    if (names === undefined) return undefined
    if (typeof reference !== 'string') return names.keys.get(reference.key)
    return names.refs.get(reference) ?? names.aliases.get(reference)
  }

  /** The record that a reference of a connection leads to. */
  get<K extends RecordKind>(connection: string, kind: K, reference: Reference): NetworkRecord<K> | undefined {
    const position = this.find(connection, kind, reference)
    return position === undefined ? undefined : this.of(kind)[position]
  }

  /** The work item of another connection that has this address and the key in it; see `endsElsewhere`. */
  findElsewhere(connection: string, reference: Reference): number | undefined {
    if (typeof reference === 'string' || reference.url === undefined) return undefined
    const keys = [reference.key, keyIn(reference.url)]
    return this.#atAddress(addressOf(reference.url)).find((position) => {
      const item = this.of('workItem')[position]
      return item !== undefined && item.connection !== connection && keys.includes(item.record.key)
    })
  }

  #atAddress(address: string): readonly number[] {
    if (this.#addresses === undefined) {
      this.#addresses = new Map()
      for (const [position, { record }] of this.of('workItem').entries()) {
        if (record.url === undefined || record.key === undefined) continue
        const at = addressOf(record.url)
        const there = this.#addresses.get(at)
        if (there === undefined) this.#addresses.set(at, [position])
        else there.push(position)
      }
    }
    return this.#addresses.get(address) ?? []
  }

  #name({ connection, record, aliases = [] }: NetworkRecord, position: number): void {
    const place = `${connection}\n${record.kind}`
    let names = this.#names.get(place)
    if (names === undefined) {
      names = { refs: new Map(), aliases: new Map(), keys: new Map() }
      this.#names.set(place, names)
    }
    names.refs.set(record.ref, position)
    for (const alias of [...aliases, ...(record.aliases ?? [])]) keepFirst(names.aliases, alias, position)
    if ('key' in record && record.key !== undefined) keepFirst(names.keys, record.key, position)
  }
}

function keepFirst(names: Map<string, number>, name: string, position: number): void {
  if (!names.has(name)) names.set(name, position)
}

function inOrder(one: NetworkRecord, other: NetworkRecord): number {
  if (one.connection !== other.connection) return one.connection < other.connection ? -1 : 1
  return one.record.ref < other.record.ref ? -1 : Number(one.record.ref > other.record.ref)
}
