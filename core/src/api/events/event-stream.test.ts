import { expect, test } from 'vitest'
import { eventStream, type StreamEvent } from './event-stream.ts'
import { OpenStreams } from './open-streams.ts'

/** A source that never runs dry, and counts what was taken of it. */
function endless() {
  let made = 0
  async function* source(): AsyncGenerator<readonly StreamEvent[]> {
    for (;;) yield [{ event: 'change', data: { number: ++made }, id: `1.${made}` }]
  }
  return { source: source(), made: () => made }
}

const bodyOf = (reply: Response): ReadableStreamDefaultReader<Uint8Array> => {
  if (reply.body === null) throw new Error('The reply has no body.')
  return reply.body.getReader()
}

test('of a reader who takes nothing, nothing is read ahead; one who takes gets every piece in order', async () => {
  const { source, made } = endless()
  let ended = 0
  const reader = bodyOf(eventStream({ source, holds: async () => true, onEnd: () => void (ended += 1) }))
  const text = async () => new TextDecoder().decode((await reader.read()).value)
  expect(await text()).toBe(': connected\n\n')
  expect(made()).toBe(0)
  expect(await text()).toBe('event: change\ndata: {"number":1}\nid: 1.1\n\n')
  expect(await text()).toContain('"number":2')
  expect(made()).toBe(2)
  await reader.cancel()
  await reader.cancel()
  expect(ended).toBe(1)
})

test('a piece that was made when the right ended is not sent', async () => {
  const { source } = endless()
  let holds = true
  let ended = false
  const reader = bodyOf(eventStream({ source, holds: async () => holds, onEnd: () => void (ended = true) }))
  await reader.read()
  expect((await reader.read()).done).toBe(false)
  holds = false
  expect(await reader.read()).toEqual({ done: true, value: undefined })
  expect(ended).toBe(true)
})

test('a source that fails fails the reply and gives its place back', async () => {
  // eslint-disable-next-line require-yield -- it fails before it has anything
  async function* broken(): AsyncGenerator<readonly StreamEvent[]> {
    throw new Error('The database is gone.')
  }
  let ended = false
  const reader = bodyOf(
    eventStream({ source: broken(), holds: async () => true, onEnd: () => void (ended = true) }),
  )
  await reader.read()
  await expect(reader.read()).rejects.toThrow('The database is gone.')
  expect(ended).toBe(true)
})

test('each caller is given so many streams, and a place is given back once', () => {
  const open = new OpenStreams(2)
  const first = open.take('page')
  open.take('page')
  expect(() => open.take('page')).toThrow('2 event streams open')
  open.take('other')
  first()
  first()
  open.take('page')
  expect(() => open.take('page')).toThrow('no more are given')
})

test('a reader who leaves before the reply is read is noticed, at once and later', async () => {
  const ended: string[] = []
  const open = (name: string, gone: AbortSignal) =>
    eventStream({
      source: endless().source,
      holds: async () => true,
      gone,
      onEnd: () => void ended.push(name),
    })
  bodyOf(open('was gone', AbortSignal.abort()))
  expect(ended).toEqual(['was gone'])
  const leaving = new AbortController()
  const reader = bodyOf(open('leaves', leaving.signal))
  await reader.read()
  expect(ended).toEqual(['was gone'])
  leaving.abort()
  expect(ended).toEqual(['was gone', 'leaves'])
  await reader.cancel()
  expect(ended).toHaveLength(2)
})
