import { defineStream, z, type Verbatim } from '@headless-pmo/sdk'
import { mapPlanItem } from '../map/map-item.ts'
import { itemRef, planItem, type PlanItem } from '../mspdi/plan-item.ts'
import { readPlan } from '../mspdi/read-plan.ts'
import { Config } from '../config.ts'
import { openFile, type FileRequest, type FileVersion, type OpenFile } from './open-file.ts'
import { plans } from './plan-parts.ts'

/** Size of a page: whichever is reached first. */
const PAGE_ITEMS = 500
const PAGE_CHARACTERS = 1_000_000

/**
 * Everything in a plan, in one stream, so that a file is read once a run. Raw items are the entries of the
 * file, tagged with what they are; the project itself comes last. An unchanged file gives no page at all.
 */
export const planStream = defineStream({
  config: Config,
  item: planItem,
  cursor: z.strictObject({ etag: z.string().optional(), modified: z.string().optional() }),
  start: {},
  per: plans,
  changes: 'snapshot',
  deletes: 'snapshot',
  async *read({ fetch, config, cursor, part, page, log, signal }) {
    const { address, etag, shown } = part.data
    if (etag !== undefined && etag === cursor.etag) return
    const request = { fetch, signal, plan: part.key, address, maxMegabytes: config.maxFileMegabytes }
    const first = await openFile({ ...request, known: cursor })
    if (first === 'unchanged') return

    let pages: Verbatim[] = []
    let characters = 0
    const source = {
      plan: part.key,
      ...(shown === undefined ? {} : { address: shown }),
      open: openings(first, request),
      warn: (message: string) => log.warn(message),
    }
    for await (const items of readPlan(source)) {
      for (const item of items) {
        const raw = rawOf(item)
        pages.push(raw)
        characters += raw.text.length
        if (pages.length >= PAGE_ITEMS || characters >= PAGE_CHARACTERS) {
          yield page({ items: pages })
          pages = []
          characters = 0
        }
      }
    }
    yield page({ items: pages, cursor: cursorOf(first.version) })
  },
  ref: itemRef,
  mapVersion: 2,
  mapReads: ['timeZone', 'currency'],
  map: (item, { config }) => mapPlanItem(item, config),
})

/** The text of a raw item is fixed here, once, since the size of pages is measured by it. */
function rawOf(item: PlanItem): Verbatim {
  return { '~verbatim': true, text: JSON.stringify(item), value: item }
}

function cursorOf({ etag, modified }: FileVersion): { etag?: string; modified?: string } {
  // One of them is enough to ask by; an ETag is the exact one.
  if (etag !== undefined) return { etag }
  return modified === undefined ? {} : { modified }
}

/** Gives the open file first; a second opening must find the same version. */
function openings(first: OpenFile, request: FileRequest): () => Promise<AsyncIterable<Uint8Array>> {
  let opened = false
  return async () => {
    if (!opened) {
      opened = true
      return first.bytes
    }
    const again = await openFile(request)
    if (
      again === 'unchanged' ||
      again.version.etag !== first.version.etag ||
      again.version.modified !== first.version.modified
    ) {
      throw new Error(`The plan "${request.plan}" was saved while it was being read; sync again.`)
    }
    return again.bytes
  }
}
