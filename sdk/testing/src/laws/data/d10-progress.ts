import { items, Stage } from '../../scenario/index.ts'
import type { LawSubject } from '../subject.ts'
import { mustBeLive } from './d1-exactly-the-live.ts'
import { dataLaw } from './data-law.ts'
import { abilities } from './streams.ts'

const PAGE_SIZE = 2

/** Enough for many more pages of the tracker than may pass without one of the plugin's. */
const ITEMS = 50

/** A request for the list, one or two for each of its items, and some to look around. */
export const mostRequestsWithoutPage = (pageSize: number): number => 2 * pageSize + 10

export const d10 = dataLaw({
  id: 'D10',
  title: 'Progress: a page at least every few requests',
  why: 'A first sync of days that commits once at its end never ends: each restart begins anew.',
  file: 'src/laws/data/d10-progress.ts',
  async applies(subject) {
    const { can } = await abilities(subject)
    return can.has('create') || 'nothing can be created in the upstream'
  },
  async check(subject) {
    await mustGivePages(subject)
    await mustEnd(subject)
  },
})

async function mustGivePages(subject: LawSubject): Promise<void> {
  await using stage = await Stage.open(subject, { pageSize: PAGE_SIZE })
  await stage.applyAll(items(ITEMS))
  const { stretches } = await stage.sync()
  const most = mostRequestsWithoutPage(PAGE_SIZE)
  const long = stretches.find(({ requests }) => requests > most)
  if (long === undefined) return
  stage.broken(
    `${long.stream} sent ${long.requests} requests without giving a page; with ${PAGE_SIZE} items a page there should be one at least every ${most}.`,
  )
}

/**
 * With all items of one instant, who goes on from there alone never comes past it; the host gives up then. To read
 * such items twice before one believes that there are no more is right, and gives no page.
 */
async function mustEnd(subject: LawSubject): Promise<void> {
  await using stage = await Stage.open(subject, { pageSize: PAGE_SIZE })
  await stage.applyAll(items(ITEMS).map((item) => ({ ...item, tied: true })))
  await stage.sync()
  await mustBeLive(stage)
}
