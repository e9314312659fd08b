import { canonicalJson } from '@headless-pmo/engine'
import fc from 'fast-check'
import { anyPageSize, anyTurns, firstItems, forAll, Stage } from '../../scenario/index.ts'
import { dataLaw } from './data-law.ts'
import { abilities, reachOf } from './streams.ts'

export const d6 = dataLaw({
  id: 'D6',
  title: 'An empty delta leaves the cursor as it was, and writes nothing',
  why: 'A cursor that moves without data moves by the clock, and passes what was on its way.',
  file: 'src/laws/data/d6-empty-delta.ts',
  async check(subject, rounds) {
    const { can } = await abilities(subject)
    const reach = await reachOf(subject)
    const cases = fc.record({
      pageSize: anyPageSize,
      first: firstItems(can),
      turns: anyTurns(can, { most: 2, reach }),
    })
    await forAll(rounds, cases, async ({ pageSize, first, turns }) => {
      await using stage = await Stage.open(subject, { pageSize })
      await stage.applyAll(first)
      for (const { edits, during } of turns) {
        await stage.applyAll(edits)
        await stage.sync({ during })
      }
      await stage.sync()
      const before = await stage.host.cursors()
      const stored = stage.host.store.fingerprint()
      stage.clock.tick(3_600_000)
      await stage.sync({ census: false })
      const after = await stage.host.cursors()
      for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
        const [was, is] = [canonicalJson(before[name] ?? null), canonicalJson(after[name] ?? null)]
        if (was !== is)
          stage.broken(`Nothing had changed, yet the cursor of ${name} went from ${was} to ${is}.`)
      }
      if (stage.host.store.fingerprint() !== stored)
        stage.broken('Nothing had changed, yet the run wrote something.')
    })
  },
})
