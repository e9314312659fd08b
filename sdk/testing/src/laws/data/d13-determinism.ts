import fc from 'fast-check'
import { anyPageSize, anyTurns, firstItems, forAll, Stage } from '../../scenario/index.ts'
import { dataLaw } from './data-law.ts'
import { firstDifference, transcriptOf } from './same-transcript.ts'
import { abilities, reachOf } from './streams.ts'

export const d13 = dataLaw({
  id: 'D13',
  title: 'The same transcript gives the same bytes',
  why: 'A mapping that rolls dice writes changes that nobody made, and no fault can be played again.',
  file: 'src/laws/data/d13-determinism.ts',
  async check(subject, rounds) {
    const { can } = await abilities(subject)
    const reach = await reachOf(subject)
    const cases = fc.record({
      pageSize: anyPageSize,
      first: firstItems(can),
      turns: anyTurns(can, { most: 2, reach }),
    })
    await forAll(rounds, cases, async ({ pageSize, ...plot }) => {
      await using one = await Stage.open(subject, { pageSize })
      await using other = await Stage.open(subject, { pageSize })
      const difference = firstDifference(await transcriptOf(one, plot), await transcriptOf(other, plot))
      if (difference === undefined) return
      one.broken('The same tracker, read twice, gave something else.', [
        `once:  ${difference.one}`,
        `again: ${difference.other}`,
      ])
    })
  },
})
