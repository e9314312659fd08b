import { canonicalJson } from '@headless-pmo/engine'
import fc from 'fast-check'
import { anyEdit, anyPageSize, firstItems, forAll, Stage } from '../../scenario/index.ts'
import { dataLaw } from './data-law.ts'
import { abilities, streamsThat } from './streams.ts'

export const d9 = dataLaw({
  id: 'D9',
  title: 'A cursor from the future yields nothing and does not move back',
  why: 'A tracker restored from a backup is behind its readers; a cursor that jumps back reads everything, every time.',
  file: 'src/laws/data/d9-future-cursor.ts',
  applies: (subject) =>
    streamsThat(subject, ({ changes }) => changes === 'delta').length > 0 || 'no stream reads a delta',
  async check(subject, rounds) {
    const { can } = await abilities(subject)
    const cases = fc.record({
      pageSize: anyPageSize,
      first: firstItems(can),
      later: fc.array(anyEdit(can, ['edit', 'touch', 'create']), { minLength: 1, maxLength: 3 }),
    })
    await forAll(rounds, cases, async ({ pageSize, first, later }) => {
      await using restored = await Stage.open(subject, { pageSize })
      await using ahead = await Stage.open(subject, { pageSize })
      for (const stage of [restored, ahead]) {
        await stage.applyAll(first)
        await stage.sync()
      }
      const past = await restored.host.cursors()
      ahead.clock.tick(60_000)
      await ahead.applyAll(later)
      await ahead.sync()
      const moved = await takeOver(restored, ahead)
      restored.story.tell('the tracker is put back to this; the cursor is that of a later run')
      const { pages } = await restored.sync({ census: false })
      for (const { stream, part, cursor } of moved) {
        const items = pages
          .filter((page) => page.stream === stream && page.by === 'read' && page.part === part)
          .flatMap(({ page }) => page.items)
        if (items.length > 0)
          restored.broken(
            `From ${canonicalJson(cursor)}, which lies in the future, ${stream} read ${items.length} items.`,
          )
        const kept = (await restored.host.store.parts({ connection: restored.host.connection, stream })).get(
          part,
        )
        if (canonicalJson(kept?.cursor ?? null) !== canonicalJson(cursor))
          restored.broken(
            `From ${canonicalJson(cursor)}, which lies in the future, ${stream} moved to ${canonicalJson(kept?.cursor ?? null)}.`,
            Object.entries(past).map(([name, value]) => `before: ${name} ${canonicalJson(value)}`),
          )
      }
    })
  },
})

/** Gives one host the cursors of another one's delta streams, where they differ. */
async function takeOver(to: Stage, from: Stage) {
  const moved: { readonly stream: string; readonly part: string; readonly cursor: unknown }[] = []
  const { connection, store } = to.host
  for (const [stream] of streamsThat(to.subject, ({ changes }) => changes === 'delta')) {
    const key = { connection, stream }
    const own = await store.parts(key)
    for (const [part, { cursor }] of await from.host.store.parts(key)) {
      if (cursor === undefined || canonicalJson(own.get(part)?.cursor ?? null) === canonicalJson(cursor))
        continue
      await store.transaction({ name: connection, fence: 1_000_000 }, (tx) =>
        tx.write({ stream: key, raw: [], records: [], parts: new Map([[part, { cursor }]]) }),
      )
      moved.push({ stream, part, cursor })
    }
  }
  return moved
}
