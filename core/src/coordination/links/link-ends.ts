import type { Reference } from '@headless-pmo/sdk'
import type { Handle } from '../../database/index.ts'
import type { PortfolioService } from '../../portfolio/index.ts'
import { recordsById, resolveReferences, type RecordView, type Resolved } from '../../records/index.ts'
import type { DependencyEnd } from './dependency-row.ts'
import { endsElsewhere } from './ends-elsewhere.ts'
import type { LinkEnd } from './link-end.ts'

/** Looks the ends of links up: which item each is, and which project that belongs to. A handful of queries a page. */
export class LinkEnds {
  readonly #handle: Handle
  readonly #portfolio: Pick<PortfolioService, 'projectsOf'>

  constructor(handle: Handle, portfolio: Pick<PortfolioService, 'projectsOf'>) {
    this.#handle = handle
    this.#portfolio = portfolio
  }

  /** One end of each of a tracker's dependencies, in their order. */
  async ofRecords(
    records: readonly RecordView<'dependency'>[],
    reference: (record: RecordView<'dependency'>) => Reference,
  ): Promise<DependencyEnd[]> {
    const ends = new Map<number, Resolved>()
    for (const [connection, of] of Map.groupBy(records, (record) => record.connection)) {
      const known = await resolveReferences(
        this.#handle,
        connection,
        of.map((record) => ({ kind: 'workItem', reference: reference(record) })),
      )
      const found = await endsElsewhere(this.#handle, connection, known)
      for (const [index, { id }] of of.entries()) {
        const target = found[index]
        if (target !== undefined) ends.set(id, target)
      }
    }
    return this.#within(records.map(({ id }) => ends.get(id) ?? NOWHERE))
  }

  /** Ends of links that core keeps, in their order. */
  async ofKept(ends: readonly LinkEnd[]): Promise<DependencyEnd[]> {
    const items: Resolved[] = ends.map(() => NOWHERE)
    const named = ends.flatMap((end, index) => (end.kind === 'project' ? [] : [{ ...end, index }]))
    for (const [connection, of] of Map.groupBy(named, (end) => end.connection)) {
      const found = await resolveReferences(
        this.#handle,
        connection,
        of.map(({ kind, ref }) => ({ kind, reference: ref })),
      )
      for (const [position, { index }] of of.entries()) items[index] = found[position] ?? NOWHERE
    }
    const within = await this.#within(items)
    return ends.map((end, index) =>
      end.kind === 'project' ? { project: end.project } : (within[index] ?? { item: NOWHERE }),
    )
  }

  /** Items by core's own ids, in their order; where there is no id, what is known of the item. */
  async ofIds(
    ids: readonly (number | { readonly key: string; readonly url?: string })[],
  ): Promise<DependencyEnd[]> {
    const wanted = ids.filter((id) => typeof id === 'number')
    const records = await recordsById(this.#handle, [...new Set(wanted)])
    const byId = new Map(records.map((record) => [record.id, resolvedOf(record)]))
    return this.#within(
      ids.map((id) =>
        typeof id === 'number' ? (byId.get(id) ?? NOWHERE) : { found: false, kind: 'workItem', ...id },
      ),
    )
  }

  async #within(items: readonly Resolved[]): Promise<DependencyEnd[]> {
    const ids = items.flatMap((item) => (item.found && item.kind === 'workItem' ? [item.id] : []))
    const projects = await this.#portfolio.projectsOf([...new Set(ids)])
    return items.map((item) => {
      const project = item.found ? projects.get(item.id) : undefined
      return { item, ...(project !== undefined && { project }) }
    })
  }
}

const NOWHERE: Resolved = { found: false, kind: 'workItem' }

function resolvedOf({ id, connection, kind, ref, key, data, gone }: RecordView): Resolved {
  const title = 'title' in data ? data.title : 'name' in data ? data.name : undefined
  return {
    found: true,
    id,
    connection,
    kind,
    ref,
    ...(key !== undefined && { key }),
    ...(title !== undefined && { title }),
    ...(data.url !== undefined && { url: data.url }),
    ...(gone !== undefined && { gone }),
  }
}
