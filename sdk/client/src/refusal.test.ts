import { TRPCClientError } from '@trpc/client'
import { expect, test } from 'vitest'
import { createClient } from './create-client.ts'
import { PmoRefusal, refusalOf } from './refusal.ts'

const answering = (reply: () => Response | Promise<Response>) =>
  createClient({ url: 'http://127.0.0.1:1', token: 'pmo_x', fetch: async () => reply() })

const failure = async (work: PromiseLike<unknown>): Promise<unknown> =>
  Promise.resolve(work).then(
    () => undefined,
    (error: unknown) => error,
  )

test('what the server refuses is told with its sentence, status and reason', () => {
  const message = 'There is no project "x"; known: web.'
  const data = { code: 'NOT_FOUND', httpStatus: 404, path: 'projects.get', reason: 'not-found' }
  const refusal = refusalOf(TRPCClientError.from({ error: { message, code: -32004, data } }))
  expect(refusal).toBeInstanceOf(PmoRefusal)
  expect(refusal).toMatchObject({ status: 404, reason: 'not-found', message })
  expect(refusalOf(refusal)).toBe(refusal)
})

test('a server that is not reached, and a question that is given up, refuse nothing', async () => {
  const lost = answering(() => Promise.reject(new TypeError('fetch failed')))
  expect(refusalOf(await failure(lost.api.projects.list.query({})))).toBeUndefined()
  const slow = answering(() => Promise.withResolvers<Response>().promise)
  const stop = new AbortController()
  const asked = failure(slow.api.projects.list.query({}, { signal: stop.signal }))
  stop.abort()
  expect(await asked).toBeInstanceOf(Error)
  expect(refusalOf(await asked)).toBeUndefined()
  expect(refusalOf('no error')).toBeUndefined()
})

test('rows are read page by page by the name that they have in the reply', async () => {
  const client = answering(() => Response.json({}))
  const asked: (string | undefined)[] = []
  const runs = client.all(async (cursor) => {
    asked.push(cursor)
    return cursor === undefined ? { runs: [1, 2], next: 'b' } : { runs: [3] }
  }, 'runs')
  expect(await Array.fromAsync(runs)).toEqual([1, 2, 3])
  expect(asked).toEqual([undefined, 'b'])
})

test('events whose signal is aborted as the connection is lost end at once', async () => {
  const stop = new AbortController()
  const client = answering(() => new Response('', { headers: { 'content-type': 'text/event-stream' } }))
  const events = client.events({
    signal: stop.signal,
    onState: (state) => {
      if (state === 'lost') stop.abort()
    },
  })
  expect(await Array.fromAsync(events)).toEqual([])
})
