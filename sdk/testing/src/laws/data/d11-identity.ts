import fc from 'fast-check'
import { anyEdit, edit, firstItems, forAll, items, Stage } from '../../scenario/index.ts'
import type { AppliedEdit } from '../../upstream/index.ts'
import type { LawSubject } from '../subject.ts'
import { dataLaw } from './data-law.ts'
import { abilities } from './streams.ts'

export const d11 = dataLaw({
  id: 'D11',
  title: 'Identity is stable across runs, renames, moves and page sizes',
  why: 'An item that gets another ref is another item: its history, assignments and waivers are lost.',
  file: 'src/laws/data/d11-identity.ts',
  async check(subject, rounds) {
    const { can, takes } = await abilities(subject)
    const cases = fc.record({
      first: firstItems(can, { least: 2, most: 9 }),
      edits: fc.array(anyEdit(can), { maxLength: 3 }),
      sizes: fc.tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 3, max: 9 })),
      renamed: fc.nat(8),
    })
    await forAll(rounds, cases, async ({ first, edits, sizes: [small, large], renamed }) => {
      await using stage = await Stage.open(subject, { pageSize: small })
      await using other = await Stage.open(subject, { pageSize: large })
      for (const one of [stage, other]) {
        await one.applyAll([...first, ...edits])
        await one.sync()
      }
      const names = await namesIn(stage)
      mustEqual(stage, names, await namesIn(other), `with ${large} items a page instead of ${small}`)
      await stage.sync({ full: true })
      mustEqual(stage, names, await namesIn(stage), 'after everything was read again')
      if (!can.has('edit') || !takes.has('title')) return
      const lasting = await namesIn(stage, { growing: false })
      await stage.apply(edit('edit', { item: renamed, content: { title: 'Quite another title' } }))
      await stage.sync()
      mustEqual(stage, lasting, await namesIn(stage, { growing: false }), 'after an item was renamed')
    })
    if (can.has('move')) await mustLiveOn(subject)
  },
})

/**
 * An item that moves lives on under its new ref. Only who reads single items can be told where it went; in a list
 * that is read whole, one ref goes and another one comes.
 */
async function mustLiveOn(subject: LawSubject): Promise<void> {
  await using stage = await Stage.open(subject)
  const { host, upstream, story } = stage
  await stage.applyAll(items(ITEMS))
  await stage.sync()
  if (!(await stage.apply(edit('move', { item: 1 })))) return
  const { stream, ref, movedTo } = (story.edits.at(-1) as { readonly applied: AppliedEdit }).applied
  if (host.connector.streams[stream]?.readItems === undefined) return
  if (movedTo === undefined || upstream.live(stream)?.includes(movedTo) !== true) return
  const carriesRef = (await host.state()).some((record) => record.stream === stream && record.ref === ref)
  await stage.sync()
  const writes = host.store.log.writes.filter((write) => write.ref === movedTo)
  if (!carriesRef || writes.some(({ event }) => event === 'moved')) return
  stage.broken(
    `${stream} ${ref} has moved to ${movedTo}, and is another item since. Give { ref: '${ref}', reason: 'moved', movedTo: '${movedTo}' } under gone, beside the item.`,
    writes.map(({ event, kind, ref: to }) => `${event}: ${kind} ${to}`),
  )
}

/** Some of them stay where they are. */
const ITEMS = 3

/** Kinds and refs of the live records; an edit itself is an item of streams that only grow. */
async function namesIn({ host }: Stage, { growing = true } = {}): Promise<readonly string[]> {
  const { streams } = host.connector
  const state = await host.state()
  return (
    state
      .filter(({ gone, stream }) => gone === undefined && (growing || streams[stream]?.deletes !== 'none'))
      // A tracker's own history may come with the item that it tells of.
      .filter(({ kind }) => growing || kind !== 'change')
      .map(({ kind, ref }) => `${kind} ${ref}`)
      .toSorted()
  )
}

function mustEqual(stage: Stage, before: readonly string[], after: readonly string[], when: string): void {
  const gone = before.filter((name) => !after.includes(name))
  const come = after.filter((name) => !before.includes(name))
  if (gone.length + come.length === 0) return
  stage.broken(`The same items have other names ${when}.`, [
    ...gone.map((name) => `was: ${name}`),
    ...come.map((name) => `is:  ${name}`),
  ])
}
