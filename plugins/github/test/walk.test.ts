import fc from 'fast-check'
import { expect, test } from 'vitest'
import { walkByChange, type Listing, type Position, type Question } from '../src/walk.ts'
import { FakeIssueList, type Tick } from './issue-list.fake.ts'

const runs = process.env['PMO_TEST_DEEP'] === '1' ? 60_000 : 1500

const START: Position = { since: '', seen: [] }

interface State {
  position: Position
  etag?: string
  readonly stored: Map<string, number>
}

/** One sync; `stopAfter` ends it after that many steps, as a crash would. */
async function sync(list: FakeIssueList, state: State, stopAfter = Infinity): Promise<number> {
  let steps = 0
  const { position, etag } = state
  for await (const step of walkByChange({
    position,
    ...(etag === undefined ? {} : { etag }),
    list: list.list,
  })) {
    for (const issue of step.fresh) state.stored.set(String(issue.id), issue.content)
    state.position = step.position
    if (step.etag === undefined) delete state.etag
    else state.etag = step.etag
    if (++steps >= stopAfter) return steps
  }
  return steps
}

type Edit = 'create' | 'tick' | { readonly edit: number } | { readonly delete: number } | 'nothing'

const anEdit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Edit>('create') },
  { weight: 2, arbitrary: fc.constant<Edit>('tick') },
  { weight: 4, arbitrary: fc.nat(30).map((edit) => ({ edit })) },
  { weight: 2, arbitrary: fc.nat(30).map((which) => ({ delete: which })) },
  { weight: 2, arbitrary: fc.constant<Edit>('nothing') },
)

/** An empty list with small pages. */
const aList = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom<Tick>('second', 'millisecond')).map(
  ([pageSize, tick]) =>
    () =>
      new FakeIssueList(pageSize, tick),
)

function apply(list: FakeIssueList, edit: Edit): void {
  if (edit === 'create') list.create()
  else if (edit === 'tick') list.tick()
  else if (typeof edit === 'object') {
    if ('edit' in edit) list.edit(edit.edit)
    else list.delete(edit.delete)
  }
}

test('whatever is edited between two requests, stopped and gone on: a last sync ends with what is there', async () => {
  await fc.assert(
    fc.asyncProperty(
      aList,
      fc.nat(14),
      fc.array(fc.array(anEdit, { maxLength: 6 }), { maxLength: 25 }),
      fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 }),
      async (makeList, size, edits, stops) => {
        const list = makeList()
        for (let made = 0; made < size; made++) list.create()
        const state: State = { position: START, stored: new Map() }
        const script = edits.values()
        list.between = () => {
          for (const edit of script.next().value ?? []) apply(list, edit)
        }
        for (const stop of stops) await sync(list, state, stop)
        await sync(list, state)
        for (const rest of script) for (const edit of rest) apply(list, edit)
        list.between = () => undefined
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
      aList,
      fc.integer({ min: 1, max: 14 }),
      fc.array(fc.array(anEdit, { maxLength: 4 }), { maxLength: 40 }),
      async (makeList, size, edits) => {
        const list = makeList()
        for (let made = 0; made < size; made++) list.create()
        const before = list.ids
        const script = edits.values()
        list.between = () => {
          for (const edit of script.next().value ?? []) apply(list, edit)
        }
        const state: State = { position: START, stored: new Map() }
        await sync(list, state)
        const missed = before.filter((id) => list.contents.has(id) && !state.stored.has(id))
        expect(missed).toEqual([])
      },
    ),
    { numRuns: runs },
  )
}, 300_000)

test('an unchanged list costs one request and leaves the position as it is', async () => {
  const list = new FakeIssueList(3)
  for (let made = 0; made < 10; made++) {
    list.create()
    list.tick()
  }
  const state: State = { position: START, stored: new Map() }
  await sync(list, state)
  const { position, etag } = state
  expect(etag).toBeDefined()
  list.requests = 0
  expect(await sync(list, state)).toBe(0)
  expect(list.requests).toBe(1)
  expect(state.position).toBe(position)
})

test('a list of n issues takes about n / page requests', async () => {
  const list = new FakeIssueList(10)
  for (let made = 0; made < 95; made++) {
    list.create()
    list.tick()
  }
  await sync(list, { position: START, stored: new Map() })
  expect(list.requests).toBeLessThanOrEqual(12)
})

test('a position in the future yields nothing and stays', async () => {
  const list = new FakeIssueList(3)
  list.create()
  const state: State = { position: { since: '2999-01-01T00:00:00Z', seen: [] }, stored: new Map() }
  expect(await sync(list, state)).toBe(0)
})

test('an issue that joins a tie between two passes is not skipped with it', async () => {
  const list = new FakeIssueList(4)
  for (let made = 0; made < 8; made++) list.create()
  const state: State = { position: START, stored: new Map() }
  const script: (() => void)[] = []
  script[5] = () => list.create()
  script[6] = () => {
    list.tick()
    list.edit(0)
  }
  list.between = () => script[list.requests]?.()
  await sync(list, state)
  expect(state.stored).toEqual(list.contents)
})

test.each([
  ['2026-01-05T09:00:59Z', '2026-01-05T09:01:00Z'],
  ['2026-01-05T09:00:59.000Z', '2026-01-05T09:00:59.001Z'],
  ['2026-01-05T09:00:59.999Z', '2026-01-05T09:01:00.000Z'],
  ['2026-01-05T09:00:59.0099999Z', '2026-01-05T09:00:59.0100000Z'],
])('after a tie at %s the walk asks from %s', async (at, next) => {
  const asked: string[] = []
  const rows = [at, at, '2026-02-01T00:00:00Z'].map((instant, index) => {
    const id = String(index)
    return { element: id, id, at: instant, mark: () => id }
  })
  const list = async ({ since, page }: Question): Promise<Listing<string>> => {
    asked.push(since)
    const left = rows.filter((row) => row.at >= since)
    return { rows: left.slice(page - 1, page), more: left.length > page }
  }
  for await (const step of walkByChange({ position: START, list })) void step
  expect(asked).toContain(next)
})
