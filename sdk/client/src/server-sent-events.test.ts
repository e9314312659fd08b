import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readEvents, type ServerSentEvent } from './server-sent-events.ts'

async function read(chunks: readonly string[]): Promise<ServerSentEvent[]> {
  const bytes = chunks.map((chunk) => new TextEncoder().encode(chunk))
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      for (const chunk of bytes) controller.enqueue(chunk)
      controller.close()
    },
  })
  return Array.fromAsync(readEvents(body))
}

const TEXT =
  ': hello\n\nevent: change\nid: 7\ndata: {"a":1}\n\nid: 8\ndata: one\ndata: two\n\nevent: lost\n\ndata: cut'
const EVENTS = [
  { event: 'change', data: '{"a":1}', id: '7' },
  { event: 'message', data: 'one\ntwo', id: '8' },
]

test('every position is told, also where nothing happened', async () => {
  const ids: string[] = []
  const body = new Blob([
    ': hello\n\nid: 1\n\nevent: change\ndata: {}\nid: 2\n\nid: 2\n\nid: 3\n\nid: cut',
  ]).stream()
  const events = await Array.fromAsync(readEvents(body, (id) => ids.push(id)))
  expect(ids).toEqual(['1', '2', '3'])
  expect(events).toEqual([{ event: 'change', data: '{}', id: '2' }])
})

test('events are the same however the stream is cut and its lines end', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(TEXT.length), { maxLength: 8 }),
      fc.constantFrom('\n', '\r\n'),
      async (cuts, end) => {
        const text = TEXT.replaceAll('\n', end)
        const at = [
          0,
          ...cuts.map((cut) => Math.min(cut, text.length)).toSorted((a, b) => a - b),
          text.length,
        ]
        const chunks = at.slice(1).map((to, index) => text.slice(at[index], to))
        expect(await read(chunks)).toEqual(EVENTS)
      },
    ),
  )
})
