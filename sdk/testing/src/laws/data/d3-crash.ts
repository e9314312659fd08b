import fc from 'fast-check'
import { connectorOf } from '../../host/index.ts'
import { anyEdit, anyPageSize, firstItems, forAll, Stage, VISIBLE_EDITS } from '../../scenario/index.ts'
import { mustBeLive } from './d1-exactly-the-live.ts'
import { mustEqualFresh } from './d2-interleaving.ts'
import { dataLaw } from './data-law.ts'
import { abilities, withoutCensus } from './streams.ts'

export const d3 = dataLaw({
  id: 'D3',
  title: 'Stop or crash after any page or before its commit; going on ends as an undisturbed run',
  why: 'Servers are restarted in the middle of runs; a cursor that runs ahead of its items loses them for good.',
  file: 'src/laws/data/d3-crash.ts',
  async check(subject, rounds) {
    const { can } = await abilities(subject)
    const common = {
      pageSize: anyPageSize,
      first: firstItems(can, { most: 9 }),
      synced: fc.boolean(),
      deaths: fc.array(
        fc.record({ step: fc.integer({ min: 1, max: 5 }), commit: fc.constantFrom('after', 'before') }),
        { minLength: 1, maxLength: 2 },
      ),
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
    await forAll(rounds, cases, async ({ pageSize, first, synced, edits, deaths, census }) => {
      const connector = census ? {} : { connector: withoutCensus(connectorOf(subject.plugin)) }
      await using stage = await Stage.open(subject, { pageSize, ...connector })
      await stage.applyAll(first)
      if (synced) await stage.sync()
      await stage.applyAll(edits)
      for (const death of deaths) await stage.sync({ death })
      await stage.sync()
      await mustBeLive(stage)
      await mustEqualFresh(stage)
    })
  },
})
