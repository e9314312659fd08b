import type { AnyCheck, PortfolioData } from '@headless-pmo/sdk'
import plugin from '../index.ts'
import { houseOf, sourceOf, TODAY } from './house.ts'

const everythingBad = houseOf(
  sourceOf({
    lastFlawless: '2027-02-01T06:00:00Z',
    stale: true,
    streams: [{ stream: 'issues', outcome: 'failed', reason: 'The token is refused.' }],
    awaitingApproval: 1,
    refused: 1,
    warnings: 6,
    unassigned: 6,
    overlaps: [{ project: 'web', also: 'dock', items: 2 }],
    unmappedStatuses: [{ name: 'Parked', items: 3 }],
    fields: [
      { field: 'estimate', project: 'web', known: 6, needed: 10 },
      { field: 'started', project: 'web', known: 0, needed: 10 },
    ],
    people: { accounts: 10, known: 8, doubtful: 1 },
    contradictions: [{ id: 'c-1', message: 'One says March, the other May.', items: [] }],
  }),
  sourceOf({ connection: 'attic', projects: [] }),
)
const everythingGood = houseOf(sourceOf())

// All that the pack contributes are checks.
const ids = (plugin.contributes as readonly AnyCheck[]).map(({ id }) => id)

/** Portfolios in which each rule fails and passes, by the ids of the rules. */
export const examples: Readonly<
  Record<string, { readonly today: string; readonly fires: PortfolioData; readonly silent: PortfolioData }>
> = Object.fromEntries(ids.map((id) => [id, { today: TODAY, fires: everythingBad, silent: everythingGood }]))
