import fc from 'fast-check'
import { anyEdit, anyPageSize, firstItems, forAll, Stage } from '../../scenario/index.ts'
import { fails } from '../../wire/index.ts'
import { mustBeLive } from './d1-exactly-the-live.ts'
import { mustEqualFresh } from './d2-interleaving.ts'
import { dataLaw } from './data-law.ts'
import { abilities, reachOf } from './streams.ts'

const AWAY = ['delete', 'hide', 'move', 'archive'] as const
const BACK = ['recreate', 'show'] as const

export const d8 = dataLaw({
  id: 'D8',
  title:
    'What is deleted, moved or hidden goes as declared; a partial scan removes nothing; what comes back is back',
  why: 'A tracker that answers half a list must not look like one whose items are gone.',
  file: 'src/laws/data/d8-removals.ts',
  async check(subject, rounds) {
    const { can } = await abilities(subject)
    const { requests } = await reachOf(subject)
    const back = BACK.filter((kind) => can.has(kind))
    const cases = fc.record({
      pageSize: anyPageSize,
      first: firstItems(can, { least: 2, most: 9 }),
      away: AWAY.some((kind) => can.has(kind))
        ? fc.array(anyEdit(can, AWAY), { minLength: 1, maxLength: 3 })
        : fc.constant([]),
      back:
        back.length === 0 ? fc.constant([]) : fc.array(anyEdit(can, back), { minLength: 1, maxLength: 3 }),
      answered: fc.nat(Math.max(8, requests)),
      full: fc.boolean(),
    })
    await forAll(rounds, cases, async ({ pageSize, first, away, back: returning, answered, full }) => {
      await using stage = await Stage.open(subject, { pageSize })
      await stage.applyAll(first)
      await stage.sync()
      await stage.applyAll(away)
      await partialScan(stage, { answered, full })
      await stage.sync()
      await mustBeLive(stage)
      await stage.applyAll(returning)
      await stage.sync()
      await mustBeLive(stage)
      await mustEqualFresh(stage)
    })
  },
})

/** A run whose first requests are answered, and no other. Nothing that is there may go. */
async function partialScan(
  stage: Stage,
  { answered, full }: { readonly answered: number; readonly full: boolean },
): Promise<void> {
  const { host, upstream } = stage
  const before = new Map<string, readonly string[]>()
  for (const name of Object.keys(host.connector.streams)) before.set(name, await host.live(name))
  stage.story.tell(`the tracker answers ${answered} more requests, then it fails`)
  host.wire.fault({ fault: fails(503), after: answered, times: Infinity })
  await stage.sync({ full, disturbed: true })
  host.wire.mend()
  for (const [name, refs] of before) {
    const there = upstream.live(name)
    const now = await host.live(name)
    const lost = refs.filter((ref) => there?.includes(ref) === true && !now.includes(ref))
    if (lost.length > 0)
      stage.broken(
        `A scan of ${name} that broke off removed ${lost.join(', ')}, which the tracker still has.`,
      )
  }
}
