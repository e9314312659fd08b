import fc from 'fast-check'
import { anyEdit, anyPageSize, firstItems, forAll, Stage } from '../../scenario/index.ts'
import { abilities } from './streams.ts'
import { dataLaw } from './data-law.ts'

export const d1 = dataLaw({
  id: 'D1',
  title: 'One quiet run yields exactly the live records',
  why: 'A page left out, or an item that the tracker no longer shows, makes every figure of the portfolio wrong.',
  file: 'src/laws/data/d1-exactly-the-live.ts',
  async check(subject, rounds) {
    const { can } = await abilities(subject)
    const cases = fc.record({
      pageSize: anyPageSize,
      first: firstItems(can, { most: 12 }),
      edits: fc.array(anyEdit(can), { maxLength: 6 }),
    })
    await forAll(rounds, cases, async ({ pageSize, first, edits }) => {
      await using stage = await Stage.open(subject, { pageSize })
      await stage.applyAll([...first, ...edits])
      await stage.sync()
      await mustBeLive(stage)
    })
  },
})

/** @throws LawBroken when a stream's live items are others than those that the upstream tells of */
export async function mustBeLive(stage: Stage): Promise<void> {
  const { host, upstream } = stage
  let told = 0
  for (const [name, stream] of Object.entries(host.connector.streams)) {
    const live = upstream.live(name)
    if (live === undefined) continue
    told += live.length
    const found = new Set(await host.live(name))
    const missing = live.filter((ref) => !found.has(ref))
    if (missing.length > 0)
      stage.broken(
        `${name} lacks ${missing.join(', ')}. Read each list to its end, and let no position pass what is not given yet.`,
      )
    const surplus = stream.deletes === 'none' ? [] : [...found].filter((ref) => !live.includes(ref))
    if (surplus.length > 0)
      stage.broken(
        `${name} has ${surplus.join(', ')}, which the tracker does not show. Tell of what goes as ${name} declares it under deletes: ${stream.deletes}.`,
      )
  }
  if (told === 0) return
  const records = await host.state()
  if (!records.some(({ gone }) => gone === undefined))
    stage.broken(`Not one record came of ${told} items. Look at map, and at the warnings of the run.`)
}
