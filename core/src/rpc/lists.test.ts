import { z } from 'zod'
import { expect, test } from 'vitest'
import {
  callerFactory,
  listShapes,
  pageInput,
  pageOf,
  pageOfWhole,
  procedure,
  router,
  sortInput,
} from './index.ts'

const row = z.object({ id: z.string(), title: z.string().optional() })
const rows = ['a', 'b', 'c'].map((id) => ({ id, title: `Title ${id}` }))
const list = procedure('viewer')
  .input(z.object({ ...pageInput, project: z.string().optional() }))
  .output(pageOf(row))
  .query(({ input: { cursor, limit, project } }) => {
    const start = cursor === undefined ? 0 : Number(cursor)
    const found = project === 'none' ? [] : rows
    return {
      items: found.slice(start, start + limit),
      ...(start + limit < found.length && { next: String(start + limit) }),
    }
  })
const sorted = procedure('viewer')
  .input(z.object({ ...pageInput, ...sortInput(['title'], 'by id') }))
  .output(pageOf(row))
  .query(({ input }) => {
    const { rows: items, ...next } = pageOfWhole(rows, input, { id: ({ id }) => id, own: [] })
    return { items, ...next }
  })
const app = router({
  list,
  sorted,
  other: list,
  plain: procedure('viewer').query(() => ({ next: 'as it is' })),
})
const lists = listShapes(app)
const call = callerFactory(app)({ principal: { name: 'test', role: 'viewer' }, lists })

test('a cursor continues the question that it was given for, with another limit or other fields as well', async () => {
  const { next } = await call.list({ limit: 1, project: 'x' })
  const rest = await call.list({ project: 'x', limit: 2, cursor: next, fields: ['id'] })
  expect(rest).toEqual({ items: [{ id: 'b' }, { id: 'c' }] })
})

test('a cursor of another question, or of another list, is refused with what to do', async () => {
  const { next } = await call.list({ limit: 1 })
  for (const wrong of [call.list({ project: 'x', cursor: next }), call.other({ cursor: next })])
    await expect(wrong).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringContaining('leave it out to start at the first page'),
    })
})

test('an unknown field is refused with the nearest one, also where there are no rows', async () => {
  for (const project of ['x', 'none'])
    await expect(call.list({ fields: ['titel'], project })).rejects.toThrow('did you mean "title"?')
})

test('a reply that is no list stays as it is', async () => {
  expect(await call.plain()).toEqual({ next: 'as it is' })
  expect([...lists.keys()]).toEqual(['list', 'sorted', 'other'])
})

test('the direction in which a client says that it reads page after page orders nothing', async () => {
  // What clients of tRPC send with each page of an infinite query.
  const forward = { direction: 'forward' as never }
  const { items, next } = await call.sorted({ ...forward, limit: 2 })
  expect(items.map(({ id }) => id)).toEqual(['a', 'b'])
  const rest = await call.sorted({ ...forward, limit: 2, cursor: next })
  expect(rest.items.map(({ id }) => id)).toEqual(['c'])
  expect((await call.sorted({ ...forward, sort: 'title' })).items).toHaveLength(3)
})

test('a direction without anything to sort by is refused, and turns what is sorted by', async () => {
  await expect(call.sorted({ direction: 'descending' })).rejects.toThrow('A direction is that of a `sort`')
  const { items } = await call.sorted({ sort: 'title', direction: 'descending' })
  expect(items.map(({ id }) => id)).toEqual(['c', 'b', 'a'])
})
