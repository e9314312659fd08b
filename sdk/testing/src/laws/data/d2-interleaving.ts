import fc from 'fast-check'
import { connectorOf } from '../../host/index.ts'
import {
  anyBurst,
  anyPageSize,
  VISIBLE_EDITS,
  anyTurns,
  compareStates,
  explain,
  firstItems,
  forAll,
  showDifferences,
  Stage,
} from '../../scenario/index.ts'
import { abilities, reachOf, withoutCensus } from './streams.ts'
import { dataLaw } from './data-law.ts'

/** The law that catches the most draws the most: the cases in which it bites are rare. */
const TIMES = 5

export const d2 = dataLaw({
  id: 'D2',
  title: 'After any interleaving of edits and syncs, the incremental state equals a fresh full sync',
  why: 'People edit while a run reads, and many edits share an instant: what slips through then is wrong for ever.',
  file: 'src/laws/data/d2-interleaving.ts',
  async check(subject, rounds) {
    const { can } = await abilities(subject)
    const reach = await reachOf(subject)
    const common = { pageSize: anyPageSize, first: firstItems(can) }
    const cases = fc.oneof(
      fc.record({ ...common, turns: anyTurns(can, { reach }), census: fc.constant(true) }),
      fc.record({
        ...common,
        turns: anyTurns(can, { among: VISIBLE_EDITS, reach }),
        census: fc.constant(false),
      }),
      fc
        .tuple(fc.integer({ min: 1, max: 2 }), anyBurst(can, reach))
        .map(([pageSize, burst]) => ({ pageSize, ...burst, census: false })),
    )
    const more = { ...rounds, count: rounds.count * TIMES }
    await forAll(more, cases, async ({ pageSize, first, turns, census }) => {
      const connector = census ? {} : { connector: withoutCensus(connectorOf(subject.plugin)) }
      await using stage = await Stage.open(subject, { pageSize, ...connector })
      await stage.applyAll(first)
      for (const { edits, during, census: taken, hinted } of turns) {
        await stage.applyAll(edits)
        if (hinted !== undefined) await stage.syncHinted(hinted)
        await stage.sync({ during, census: taken })
      }
      await stage.sync()
      await mustEqualFresh(stage)
    })
  },
})

/** @throws LawBroken when a host that begins anew before the same tracker sees something else */
export async function mustEqualFresh(stage: Stage): Promise<void> {
  await using fresh = stage.fresh()
  await fresh.sync()
  const { streams } = stage.host.connector
  const differences = compareStates(await stage.host.state(), await fresh.host.state(), streams)
  const [first] = differences
  if (first !== undefined) stage.broken(explain(first, stage.story), showDifferences(differences))
}
