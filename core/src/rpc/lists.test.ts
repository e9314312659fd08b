import { z } from 'zod'
import { expect, test } from 'vitest'
import { callerFactory, listShapes, pageInput, pageOf, procedure, router } from './index.ts'

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
const app = router({ list, other: list, plain: procedure('viewer').query(() => ({ next: 'as it is' })) })
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
  expect([...lists.keys()]).toEqual(['list', 'other'])
})
