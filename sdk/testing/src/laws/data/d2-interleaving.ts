import fc from 'fast-check'
import {
  anyPageSize,
  anyTurns,
  compareStates,
  explain,
  firstItems,
  forAll,
  showDifferences,
  Stage,
} from '../../scenario/index.ts'
import { abilities } from './streams.ts'
import { dataLaw } from './data-law.ts'

export const d2 = dataLaw({
  id: 'D2',
  title: 'After any interleaving of edits and syncs, the incremental state equals a fresh full sync',
  why: 'People edit while a run reads, and many edits share an instant: what slips through then is wrong for ever.',
  file: 'src/laws/data/d2-interleaving.ts',
  async check(subject, rounds) {
    const { can } = await abilities(subject)
    const cases = fc.record({ pageSize: anyPageSize, first: firstItems(can), turns: anyTurns(can) })
    await forAll(rounds, cases, async ({ pageSize, first, turns }) => {
      await using stage = await Stage.open(subject, { pageSize })
      await stage.applyAll(first)
      for (const { edits, during, census } of turns) {
        await stage.applyAll(edits)
        await stage.sync({ during, census })
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
