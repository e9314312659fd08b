import {
  FACT_KINDS,
  RECORD_LISTS,
  recordSchemas,
  type CheckProject,
  type Evidence,
  type FactKind,
  type Sourced,
} from '@headless-pmo/sdk'
import { TYPES } from './type-table.ts'

/** Pieces of evidence of one finding at most: those that were read first. */
const MOST_EVIDENCE = 50

/**
 * Lists of an item that trackers leave out where they are empty: nobody is assigned, no label. Every other field that
 * is not there is not known.
 */
const EMPTY_LISTS: ReadonlySet<string> = new Set(['assignees', 'labels', 'components'])

const EMPTY: readonly never[] = Object.freeze([])

/** A field that was read: of what, which one, and what stood there. */
interface Reading {
  readonly evidence: Evidence
  readonly field: string
  readonly value: unknown
}

/** Notes which fields an expression reads, in the order in which it reads them. */
export class Observer {
  readonly #readings = new Map<string, Reading>()
  readonly #seen = new WeakMap<object, object>()

  /** What the verdict rests on. */
  get evidence(): readonly Evidence[] {
    return this.#readings
      .values()
      .map(({ evidence }) => evidence)
      .take(MOST_EVIDENCE)
      .toArray()
  }

  /** The first plain values that were read, as words: `due 2026-03-01`. */
  readings(most: number): readonly string[] {
    return this.#readings
      .values()
      .filter(({ value }) => ['string', 'number', 'boolean'].includes(typeof value))
      .map(({ field, value }) => `${field} ${String(value).slice(0, 60)}`)
      .take(most)
      .toArray()
  }

  /** A record whose readings are noted. */
  record(record: Sourced): object {
    const key = { connection: record.connection, kind: record.kind, ref: record.ref }
    const name = `${record.kind} ${record.connection} ${record.ref}`
    const isItem = record.kind === 'workItem'
    const shape: object = recordSchemas[record.kind].shape
    return this.#object(record, {
      note: (field, value) => {
        if (field === 'fields') return
        const isField = Object.hasOwn(shape, field)
        this.#note(`${name} ${isField ? field : ''}`, {
          evidence: isField ? { record: key, field } : { record: key },
          field,
          value,
        })
      },
      read: (field, value) => {
        if (value === undefined && isItem && EMPTY_LISTS.has(field)) return EMPTY
        if (field !== 'fields' || typeof value !== 'object' || value === null) return value
        return this.#object(value, {
          note: (custom, inner) =>
            this.#note(`${name} fields.${custom}`, {
              // A custom field that nobody has defined cannot be pointed at.
              evidence:
                inner === undefined
                  ? { record: key, field: 'fields' }
                  : { record: key, field: `fields.${custom}` },
              field: custom,
              value: inner,
            }),
          read: (_, inner) => inner,
        })
      },
    })
  }

  /** A project of the PMO whose readings are noted. */
  project(project: CheckProject): object {
    return this.#object(project, {
      note: (field, value) =>
        this.#note(`project ${project.id} ${field}`, { evidence: { project: project.id }, field, value }),
      read: (_, value) => value,
    })
  }

  /** A computed fact whose readings are noted. */
  fact(kind: FactKind, fact: object, at: { readonly project?: string; readonly item?: Sourced }): object {
    const item = at.item === undefined ? undefined : keyOf(at.item)
    // Facts are of the shapes of the SDK; only names that lead to them are read here.
    const {
      id,
      person,
      connection,
      project = at.project,
      item: of,
    } = fact as Readonly<Record<string, unknown>> & {
      readonly project?: string
    }
    const named = [id, person, kind === 'source' ? connection : undefined].find(
      (one) => typeof one === 'string',
    )
    const about = item ?? (kind === 'whatIf' ? (of as ReturnType<typeof keyOf>) : undefined)
    const where = {
      fact: kind,
      ...(project !== undefined && kind !== 'capacity' && kind !== 'source' && { project }),
      ...(typeof named === 'string' && { id: named }),
      ...(about !== undefined && kind !== 'capacity' && { item: about }),
    }
    const fields = TYPES.get(factType(kind, item !== undefined))
    return this.#object(fact, {
      note: (field, value) =>
        this.#note(`${JSON.stringify(where)} ${field}`, {
          evidence: fields !== undefined && Object.hasOwn(fields, field) ? { ...where, field } : where,
          field,
          value,
        }),
      read: (_, value) => value,
    })
  }

  #note(name: string, reading: Reading): void {
    if (this.#readings.size < MOST_EVIDENCE && !this.#readings.has(name)) this.#readings.set(name, reading)
  }

  /**
   * Stands in for an object: the evaluator asks for own properties of plain objects. The target is empty, so that it may
   * answer otherwise than the frozen original.
   */
  #object(
    original: object,
    {
      note,
      read,
    }: {
      readonly note: (field: string, value: unknown) => void
      readonly read: (field: string, value: unknown) => unknown
    },
  ): object {
    const known = this.#seen.get(original)
    if (known !== undefined) return known
    const valueOf = (field: string): unknown => {
      const value: unknown = Object.hasOwn(original, field) ? Reflect.get(original, field) : undefined
      note(field, value)
      return read(field, value)
    }
    const standIn = new Proxy(
      {},
      {
        get: (_, key) => {
          if (key === 'constructor') return Object
          return typeof key === 'string' ? valueOf(key) : undefined
        },
        has: (_, key) => Object.hasOwn(original, key),
        ownKeys: () => Object.keys(original),
        getOwnPropertyDescriptor: (_, key) => {
          const value = typeof key === 'string' ? valueOf(key) : undefined
          return value === undefined ? undefined : { value, configurable: true, enumerable: true }
        },
      },
    )
    this.#seen.set(original, standIn)
    return standIn
  }
}

function keyOf({ connection, kind, ref }: Sourced) {
  return { connection, kind, ref }
}

const FACT_TYPES: Readonly<Record<FactKind, string>> = {
  schedule: 'Schedule',
  flow: 'Flow',
  governance: 'Governance',
  capacity: 'Capacity',
  indicator: 'Indicator',
  whatIf: 'WhatIf',
  source: 'Source',
}

function factType(kind: FactKind, ofItem: boolean): string {
  if (!ofItem) return FACT_TYPES[kind]
  return kind === 'schedule' ? 'ScheduledItem' : kind === 'flow' ? 'FlowItem' : FACT_TYPES[kind]
}

const LISTS: ReadonlySet<string> = new Set(Object.values(RECORD_LISTS))
const FACTS: ReadonlySet<string> = new Set(FACT_KINDS)

/** The words of an expression with what a check was given for them, each reading noted. */
export function observed(
  observer: Observer,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  // Named boundary: what the evaluator of checks hands over by these names.
  const item = given['workItem'] as Sourced | undefined
  const project = given['project'] as CheckProject | undefined
  const words: Record<string, unknown> = {
    today: given['today'],
    params: given['params'],
    parent: null,
    project: null,
  }
  if (project !== undefined) words['project'] = observer.project(project)
  for (const [name, value] of Object.entries(given)) {
    if (name === 'workItem') words['item'] = observer.record(value as Sourced)
    else if (name === 'parent') words['parent'] = observer.record(value as Sourced)
    else if (name === 'children' || LISTS.has(name))
      words[name] = (value as readonly Sourced[]).map((one) => observer.record(one))
    else if (name === 'projects')
      words[name] = (value as readonly CheckProject[]).map((one) => observer.project(one))
    else if (FACTS.has(name)) {
      const kind = name as FactKind
      const at = project === undefined ? {} : { project: project.id }
      const ofItem = item !== undefined && (kind === 'schedule' || kind === 'flow') ? { ...at, item } : at
      words[name] = Array.isArray(value)
        ? (value as readonly object[]).map((one) => observer.fact(kind, one, at))
        : observer.fact(kind, value as object, ofItem)
    }
  }
  return words
}
