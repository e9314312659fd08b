import fc from 'fast-check'
import { anyPageSize, edit, firstItems, forAll, Stage } from '../../scenario/index.ts'
import { mustBeLive } from './d1-exactly-the-live.ts'
import { mustEqualFresh } from './d2-interleaving.ts'
import { dataLaw } from './data-law.ts'
import { abilities } from './streams.ts'

export const d14 = dataLaw({
  id: 'D14',
  title: 'No module state: two accounts at once do not mix',
  why: 'One server syncs many connections with one plugin: what a module remembers leaks from customer to customer.',
  file: 'src/laws/data/d14-two-accounts.ts',
  async check(subject, rounds) {
    const { can, takes } = await abilities(subject)
    const marks = can.has('edit') && takes.has('title')
    const cases = fc.record({
      pageSize: anyPageSize,
      ones: firstItems(can, { least: 2 }),
      others: firstItems(can, { least: 2 }),
    })
    await forAll(rounds, cases, async ({ pageSize, ones, others }) => {
      await using one = await Stage.open(subject, { pageSize, seed: 1 })
      await using other = await Stage.open(subject, { pageSize, seed: 2 })
      const accounts = [
        { stage: one, first: ones, mark: 'of account one' },
        { stage: other, first: others, mark: 'of account two' },
      ]
      for (const { stage, first, mark } of accounts) {
        await stage.applyAll(first)
        if (!marks) continue
        for (const item of first.keys()) await stage.apply(edit('edit', { item, content: { title: mark } }))
      }
      for (let run = 1; run <= 2; run++) await Promise.all(accounts.map(({ stage }) => stage.sync()))
      for (const { stage, mark } of accounts) {
        await mustBeLive(stage)
        const foreign = accounts.filter((account) => account.mark !== mark).map((account) => account.mark)
        const mixed = (await stage.host.state()).find(({ text }) =>
          foreign.some((other) => text.includes(other)),
        )
        if (mixed !== undefined)
          stage.broken(`An account has the ${mixed.kind} ${mixed.ref} of the other one.`, [
            `is: ${mixed.text}`,
          ])
        await mustEqualFresh(stage)
      }
    })
  },
})
