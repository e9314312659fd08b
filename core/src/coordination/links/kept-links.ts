import type { Handle } from '../../database/index.ts'
import { recordsById, resolveReferences } from '../../records/index.ts'
import type { KeptLink } from './kept-link.ts'
import type { LinkEnd } from './link-end.ts'
import { foundLinks } from './queries-found.ts'
import { statedLinks } from './queries-stated.ts'

const PAGE = 500

/**
 * Every link that the PMO keeps and that holds: stated ones that were not withdrawn, and found ones that somebody
 * confirmed, while both of their ends were ever synced. Ends have the refs that their records have now. A confirmed
 * link goes on holding when its text is gone: somebody vouches for it.
 *
 * @param at an instant: the links that held then; absent: those that hold now
 */
export async function keptLinks(handle: Handle, at?: string): Promise<readonly KeptLink[]> {
  return [...(await heldStated(handle, at)), ...(await confirmedFound(handle, at))]
}

async function heldStated(handle: Handle, at: string | undefined): Promise<KeptLink[]> {
  const all = await statedLinks(handle, at === undefined ? { holding: true } : { at })
  const current = await currentEnds(
    handle,
    all.flatMap(({ from, to }) => [from, to]),
  )
  return all.map((link, index) => ({
    ...link,
    from: current[2 * index] ?? link.from,
    to: current[2 * index + 1] ?? link.to,
  }))
}

/** The ends by the refs that their records have now; in order. */
async function currentEnds(handle: Handle, ends: readonly LinkEnd[]): Promise<LinkEnd[]> {
  const current = [...ends]
  const items = ends.flatMap((end, index) => (end.kind === 'project' ? [] : [{ ...end, index }]))
  for (const [connection, of] of Map.groupBy(items, (item) => item.connection)) {
    const found = await resolveReferences(
      handle,
      connection,
      of.map(({ kind, ref }) => ({ kind, reference: ref })),
    )
    for (const [position, { kind, index }] of of.entries()) {
      const target = found[position]
      if (target?.found === true) current[index] = { kind, connection, ref: target.ref }
    }
  }
  return current
}

async function confirmedFound(handle: Handle, at: string | undefined): Promise<KeptLink[]> {
  const kept: KeptLink[] = []
  for (let after = 0; ;) {
    const page = await foundLinks(handle, {
      state: 'confirmed',
      led: true,
      after,
      limit: PAGE,
      ...(at !== undefined && { decidedAt: at }),
    })
    const ids = page.flatMap(({ record, target }) => (target === undefined ? [] : [record, target]))
    const records = new Map((await recordsById(handle, [...new Set(ids)])).map((one) => [one.id, one]))
    const end = (id: number | undefined): LinkEnd | undefined => {
      const record = id === undefined ? undefined : records.get(id)
      return record && { kind: 'workItem', connection: record.connection, ref: record.ref }
    }
    for (const link of page) {
      const [source, target] = [end(link.record), end(link.target)]
      if (source === undefined || target === undefined || link.decision === undefined) continue
      const { by, at, note } = link.decision
      kept.push({
        id: link.id,
        origin: 'found',
        from: link.reversed ? target : source,
        to: link.reversed ? source : target,
        type: link.type,
        by,
        at,
        ...(note !== undefined && { note }),
        ...(link.sentence !== undefined && { sentence: link.sentence }),
      })
    }
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) return kept
    after = last.number
  }
}
