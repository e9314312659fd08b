import fc from 'fast-check'
import { anyPageSize, anyTurns, firstItems, forAll, Stage } from '../../scenario/index.ts'
import { dataLaw } from './data-law.ts'
import { firstDifference, transcriptOf } from './same-transcript.ts'
import { abilities, reachOf } from './streams.ts'

const DAY_MS = 86_400_000

export const d7 = dataLaw({
  id: 'D7',
  title: 'With the host’s clock wrong by a day, the pages are the same',
  why: 'Clocks of servers drift; a cursor or a filter that goes by them loses what was written meanwhile.',
  file: 'src/laws/data/d7-clock-skew.ts',
  async check(subject, rounds) {
    const { can } = await abilities(subject)
    const reach = await reachOf(subject)
    const cases = fc.record({
      pageSize: anyPageSize,
      first: firstItems(can),
      turns: anyTurns(can, { most: 2, reach }),
      skewMs: fc.constantFrom(DAY_MS, -DAY_MS),
    })
    await forAll(rounds, cases, async ({ pageSize, skewMs, ...plot }) => {
      await using right = await Stage.open(subject, { pageSize })
      await using wrong = await Stage.open(subject, { pageSize, skewMs })
      const difference = firstDifference(await transcriptOf(right, plot), await transcriptOf(wrong, plot))
      if (difference === undefined) return
      right.broken(`A host whose clock is a day ${skewMs > 0 ? 'ahead' : 'behind'} reads something else.`, [
        `right clock: ${difference.one}`,
        `wrong clock: ${difference.other}`,
      ])
    })
  },
})
