import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NOTHING_READ, type Changes } from '../src/changes.ts'
import { readChanges } from '../src/read-changes.ts'
import { FakeIssueList } from './issue-list.fake.ts'

const runs = process.env['PMO_TEST_DEEP'] === '1' ? 40_000 : 600

interface State {
  known: Changes
  readonly stored: Map<string, number>
}

const nothing = (): State => ({ known: NOTHING_READ, stored: new Map() })

/** One sync; `stopAfter` ends it after that many pages, as a crash would. */
async function sync(list: FakeIssueList, state: State, stopAfter = Infinity): Promise<number> {
  let pages = 0
  const walk = { list: list.list, began: list.now, what: 'The issues' }
  for await (const { rows, position } of readChanges({ ...walk, known: state.known })) {
    for (const { id } of rows) {
      const content = list.load(id)
      if (content !== undefined) state.stored.set(id, content)
    }
    if (position !== undefined) state.known = position
    if (++pages >= stopAfter) return pages
  }
  return pages
}

type Edit = 'create' | 'tick' | 'wait' | { readonly edit: number } | { readonly delete: number } | 'nothing'

const anEdit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Edit>('create') },
  { weight: 2, arbitrary: fc.constant<Edit>('tick') },
  { weight: 1, arbitrary: fc.constant<Edit>('wait') },
  { weight: 4, arbitrary: fc.nat(30).map((edit) => ({ edit })) },
  { weight: 2, arbitrary: fc.nat(30).map((which) => ({ delete: which })) },
  { weight: 2, arbitrary: fc.constant<Edit>('nothing') },
)

function apply(list: FakeIssueList, edit: Edit): void {
  if (edit === 'create') list.create()
  else if (edit === 'tick') list.tick()
  // Long enough that an instant is over for sure, and out of reach of a lagging index.
  else if (edit === 'wait') list.tick(400_000)
  else if (typeof edit === 'object') {
    if ('edit' in edit) list.edit(edit.edit)
    else list.delete(edit.delete)
  }
}

function play(list: FakeIssueList, edits: readonly (readonly Edit[])[]): () => void {
  const script = edits.values()
  list.between = () => {
    for (const edit of script.next().value ?? []) apply(list, edit)
  }
  return () => {
    for (const rest of script) for (const edit of rest) apply(list, edit)
    list.between = () => undefined
  }
}

const script = fc.array(fc.array(anEdit, { maxLength: 5 }), { maxLength: 25 })

test('whatever is edited between two requests, stopped and gone on: a last sync ends with what is there', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.nat(12),
      script,
      fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 }),
      async (pageSize, size, edits, stops) => {
        const list = new FakeIssueList(pageSize)
        for (let made = 0; made < size; made++) list.create()
        const state = nothing()
        const end = play(list, edits)
        for (const stop of stops) await sync(list, state, stop)
        await sync(list, state)
        end()
        await sync(list, state)
        const live = [...state.stored].filter(([id]) => list.contents.has(id))
        expect(new Map(live)).toEqual(list.contents)
      },
    ),
    { numRuns: runs },
  )
}, 300_000)

test('a walk from the start never misses an issue that was there all the time', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 12 }),
      script,
      async (pageSize, size, edits) => {
        const list = new FakeIssueList(pageSize)
        for (let made = 0; made < size; made++) list.create()
        const before = list.ids
        play(list, edits)
        const state = nothing()
        await sync(list, state)
        expect(before.filter((id) => list.contents.has(id) && !state.stored.has(id))).toEqual([])
      },
    ),
    { numRuns: runs },
  )
}, 300_000)

test('an unchanged list costs one request, gives nothing and leaves the position as it is', async () => {
  const list = new FakeIssueList(3)
  for (let made = 0; made < 10; made++) {
    list.create()
    list.tick()
  }
  list.tick(60_000)
  const state = nothing()
  await sync(list, state)
  const { known } = state
  list.requests = 0
  expect(await sync(list, state)).toBe(0)
  expect(list.requests).toBeLessThanOrEqual(2)
  expect(state.known).toBe(known)
})

test('a list of n issues takes about n / page requests, and the position names about a page of them', async () => {
  const list = new FakeIssueList(10)
  for (let made = 0; made < 95; made++) {
    list.create()
    list.tick()
  }
  list.tick(60_000)
  const state = nothing()
  await sync(list, state)
  expect(list.requests).toBeLessThanOrEqual(12)
  expect(Object.keys(state.known.seen).length).toBeLessThanOrEqual(11)
})

test('a position in the future gives nothing and stays', async () => {
  const list = new FakeIssueList(3)
  list.create()
  const known: Changes = { since: 9e12, from: 9e12 - 300_000, seen: {}, settled: 9e12 }
  const state: State = { known, stored: new Map() }
  expect(await sync(list, state)).toBe(0)
  expect(state.known).toBe(known)
})

test('a row that a lagging index shows late, out of turn, is still read', async () => {
  const rows = [{ element: undefined, id: '1', at: 1_000_000 }]
  const list = async ({ since = 0 }: { readonly since?: number }) => ({
    rows: rows.filter(({ at }) => at >= since),
  })
  const read = async (known: Changes) => {
    const ids: string[] = []
    let last = known
    for await (const step of readChanges({ list, known, began: 2_000_000, what: 'The issues' })) {
      ids.push(...step.rows.map(({ id }) => id))
      last = step.position ?? last
    }
    return { ids, last }
  }
  const first = await read(NOTHING_READ)
  rows.unshift({ element: undefined, id: '2', at: 900_000 })
  expect((await read(first.last)).ids).toEqual(['2'])
})
