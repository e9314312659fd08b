import {
  isAllWell,
  needsUpstream,
  openTrial,
  transcriptOf,
  type Trial,
  type TrialRun,
} from '../../trial/index.ts'
import type { Law } from '../law.ts'
import { LawBroken } from '../law-broken.ts'
import type { LawSubject } from '../subject.ts'

const PAGE = 6

/** Items of the small and of the large tracker; the large one is what makes a request for each item, or two for each page, show. */
const FEW = 6
const MANY = 72

/** Items that change between two syncs. */
const CHANGED = 3

/** Requests beyond what the items explain: who am I, what parts are there, the end of a list. */
const SPARE = 4

export const h5Budgets: Law = {
  id: 'H5',
  title:
    'A sync costs a request a page, one detail for each item whose summary changed, and next to nothing when nothing changed',
  why: 'Trackers count requests: a connector that asks for every item again and again is throttled at a thousand of them.',
  file: 'src/laws/wire/h5-budgets.ts',
  kinds: ['connector'],
  applies: (subject) => needsUpstream(subject),
  check: async (subject) => keepsBudgets(subject),
}

async function keepsBudgets(subject: LawSubject): Promise<void> {
  const base = await costsOf(subject, 0)
  const few = await costsOf(subject, FEW)
  const many = await costsOf(subject, MANY)
  for (const [stream, cost] of many) {
    const { items, changes } = cost
    if (items === 0) continue
    const constant = (base.get(stream)?.first ?? 0) + SPARE
    const pages = pagesOf(items, cost.runs.first)
    const details = cost.details
    within(cost.first, {
      most: pages + details + constant,
      what: `The first read of ${items} items of ${stream}`,
      why: `${pages} pages, ${details} details and ${constant} beside`,
      run: cost.runs.first,
    })
    if (changes === 'delta') {
      const before = Math.max(few.get(stream)?.quiet ?? 0, base.get(stream)?.quiet ?? 0)
      within(cost.quiet, {
        most: before + SPARE,
        what: `A read of ${stream} when nothing has changed`,
        why: `${before} with ${FEW} items: of a delta it may not grow with their number`,
        run: cost.runs.quiet,
      })
    } else
      within(cost.quiet, {
        most: pages + constant,
        what: `A read of ${stream} when nothing has changed`,
        why: `${pages} pages and ${constant} beside, and no details`,
        run: cost.runs.quiet,
      })
    const more = changes === 'delta' ? pagesOf(CHANGED, cost.runs.changed) : pages
    within(cost.changed, {
      most: cost.quiet + more + CHANGED + SPARE,
      what: `A read of ${stream} after ${CHANGED} of ${items} items have changed`,
      why: `${cost.quiet} as when nothing has changed, ${more} pages, ${CHANGED} details and ${SPARE} beside`,
      run: cost.runs.changed,
    })
  }
}

/**
 * Pages that a list of so many items has. A position is inclusive, so that each page may begin with the item that
 * ended the one before. A list that knows only page numbers has to be read twice to be sure that nothing moved.
 */
function pagesOf(items: number, run: TrialRun): number {
  const once = Math.ceil(items / (PAGE - 1))
  return once > 1 && isPagedByNumber(run) ? once * 2 : once
}

/** Whether any list was asked for by the number of a page, or of an item, beyond the first. */
function isPagedByNumber({ sent }: TrialRun): boolean {
  return sent.some(
    ({ url }) =>
      URL.canParse(url) &&
      [...new URL(url).searchParams].some(
        ([name, value]) => PAGE_NUMBER.test(name) && /^\d+$/.test(value) && Number(value) > 1,
      ),
  )
}

const PAGE_NUMBER = /^(\$?skip|start|(start|page|first)?.?(at|index|number|no)|offset|page)$/i

function within(
  found: number,
  bound: { readonly most: number; readonly what: string; readonly why: string; readonly run: TrialRun },
): void {
  if (found <= bound.most) return
  throw new LawBroken({
    message: `${bound.what} took ${found} requests; ${bound.most} should do (${bound.why}).`,
    transcript: transcriptOf(bound.run),
  })
}

interface Cost {
  readonly changes: 'delta' | 'feed' | 'snapshot'
  readonly items: number
  /** Requests of the first read about single items. */
  readonly details: number
  readonly first: number
  readonly quiet: number
  readonly changed: number
  readonly runs: { readonly first: TrialRun; readonly quiet: TrialRun; readonly changed: TrialRun }
}

/** What each stream costs, read by itself, with so many items in the tracker. */
async function costsOf(subject: LawSubject, items: number): Promise<ReadonlyMap<string, Cost>> {
  const costs = new Map<string, Cost>()
  await using whole = await openTrial(subject, { pageSize: PAGE, items })
  for (const [stream, { changes }] of Object.entries(whole.connector.streams)) {
    await using trial = await openTrial(subject, { pageSize: PAGE, items })
    // Far from the items' own instants: nobody edits them while they are read.
    await trial.clock.advance(60_000)
    const first = await well(trial, stream)
    const stored = [...(await trial.items()).values()].filter((item) => item.stream === stream)
    const quiet = await well(trial, stream)
    for (let item = 0; item < CHANGED; item++) await trial.edit('edit', { item: item * 2, seed: item + 100 })
    await trial.clock.advance(60_000)
    const changed = await well(trial, stream)
    costs.set(stream, {
      changes,
      items: stored.length,
      details: Math.min(detailsOf(first), stored.length),
      first: first.sent.length,
      quiet: quiet.sent.length,
      changed: changed.sent.length,
      runs: { first, quiet, changed },
    })
  }
  return costs
}

async function well(trial: Trial, stream: string): Promise<TrialRun> {
  const run = await trial.sync({ streams: [stream] })
  if (isAllWell(run)) return run
  throw new LawBroken({
    message: `Already an undisturbed sync of ${stream} does not go well, so nothing can be said about its cost.`,
    transcript: transcriptOf(run),
  })
}

/** Requests to addresses that are asked once each: a list is one address, however many pages it has. */
function detailsOf({ sent }: TrialRun): number {
  const paths = new Map<string, number>()
  for (const { url, method, body } of sent) {
    const path = method === 'POST' ? `${url} ${body ?? ''}` : (url.split('?')[0] ?? url)
    paths.set(path, (paths.get(path) ?? 0) + 1)
  }
  return [...paths.values()].filter((count) => count === 1).length
}
