import fc from 'fast-check'
import { connectorOf, type Death } from '../../host/index.ts'
import {
  anyEdit,
  anyPageSize,
  firstItems,
  forAll,
  Stage,
  VISIBLE_EDITS,
  type Reach,
} from '../../scenario/index.ts'
import { mustBeLive } from './d1-exactly-the-live.ts'
import { mustEqualFresh } from './d2-interleaving.ts'
import { dataLaw } from './data-law.ts'
import { abilities, reachOf, withoutCensus } from './streams.ts'

/** How a run ends before its time: killed at a step, or told to stop at a request. */
type End = { readonly death: Death } | { readonly stopAt: number }

const anyEnd = ({ requests, pages }: Reach): fc.Arbitrary<End> =>
  fc.oneof(
    {
      arbitrary: fc.record({
        death: fc.record({
          step: fc.integer({ min: 1, max: pages }),
          commit: fc.constantFrom('after', 'before'),
        }),
      }),
      weight: 3,
    },
    { arbitrary: fc.record({ stopAt: fc.integer({ min: 1, max: requests + 1 }) }), weight: 1 },
  )

/** A run has many places to end at: more cases are drawn. */
const TIMES = 3

export const d3 = dataLaw({
  id: 'D3',
  title: 'Stop or crash after any page or before its commit; going on ends as an undisturbed run',
  why: 'Servers are restarted in the middle of runs; a cursor that runs ahead of its items loses them for good.',
  file: 'src/laws/data/d3-crash.ts',
  async check(subject, rounds) {
    const { can } = await abilities(subject)
    const common = {
      pageSize: anyPageSize,
      first: firstItems(can, { least: 3, most: 9 }),
      synced: fc.boolean(),
      ends: fc.array(anyEnd(await reachOf(subject)), { minLength: 1, maxLength: 2 }),
    }
    const edits = { maxLength: 5 }
    const cases = fc.oneof(
      fc.record({ ...common, edits: fc.array(anyEdit(can), edits), census: fc.constant(true) }),
      fc.record({
        ...common,
        edits: fc.array(anyEdit(can, VISIBLE_EDITS), edits),
        census: fc.constant(false),
      }),
    )
    await forAll(
      { ...rounds, count: rounds.count * TIMES },
      cases,
      async ({ pageSize, first, synced, edits, ends, census }) => {
        const connector = census ? {} : { connector: withoutCensus(connectorOf(subject.plugin)) }
        await using stage = await Stage.open(subject, { pageSize, ...connector })
        await stage.applyAll(first)
        if (synced) await stage.sync()
        await stage.applyAll(edits)
        for (const end of ends) await cutShort(stage, end)
        await stage.sync()
        await mustBeLive(stage)
        await mustEqualFresh(stage)
      },
    )
  },
})

async function cutShort(stage: Stage, end: End): Promise<void> {
  if ('death' in end) {
    await stage.sync(end)
    return
  }
  const stop = new AbortController()
  stage.story.tell(`the next run is told to stop at request ${end.stopAt}`)
  await stage.sync({
    disturbed: true,
    signal: stop.signal,
    beforeRequest: (number) => {
      if (number === end.stopAt) stop.abort(new Error('The server is shut down.'))
    },
  })
}
