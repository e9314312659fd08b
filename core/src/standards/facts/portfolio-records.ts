import { breather } from '@headless-pmo/engine'
import type { Need, RecordKind } from '@headless-pmo/sdk'
import { countRecords, linkedTextsAfter } from '../../records/index.ts'
import { RecordTexts } from './record-texts.ts'
import { SHARED_KINDS } from './shared-records.ts'
import { HELD, type UnitSources } from './unit-records.ts'

/** Records of one kind up to which rules of the portfolio are given all of them. */
export const RECORD_LIMIT = 50_000

const PAGE = 500

/**
 * The records of all projects for rules of the portfolio: all of the shared kinds, and of each other kind as long as there
 * are not too many; where there are, it is said.
 */
export async function readPortfolio(
  { handle, memberships, shared, owners }: UnitSources,
  kinds: ReadonlySet<RecordKind>,
): Promise<{ readonly texts: RecordTexts; readonly missing: Partial<Record<Need, string>> }> {
  const texts = new RecordTexts()
  const missing: Partial<Record<Need, string>> = {}
  const large: RecordKind[] = []
  for (const kind of kinds) {
    if (SHARED_KINDS.has(kind)) continue
    const count = await countRecords(handle, { kind })
    if (count <= RECORD_LIMIT) large.push(kind)
    else
      missing[kind] =
        `There are ${count} records of the kind ${kind}, and rules of the portfolio are given up to ${RECORD_LIMIT}; ask for them in a rule of each project.`
  }
  const breathe = breather()
  for (const row of shared.all()) {
    if (!kinds.has(row.kind)) continue
    texts.add(row, row.kind === 'container' || HELD.has(row.kind) ? owners.ownerOf(row) : undefined)
    await breathe()
  }
  for (let after = 0; large.length > 0;) {
    const page = await linkedTextsAfter(handle, { kinds: large, after, limit: PAGE })
    for (const row of page)
      texts.add(row, row.kind === 'workItem' ? memberships.projectOf(row.id) : undefined)
    const last = page.at(-1)
    if (last === undefined) break
    after = last.id
    await breathe()
  }
  return { texts, missing }
}
