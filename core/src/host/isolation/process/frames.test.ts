import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FrameReader, writeFrame } from './frames.ts'

const frame = fc.record({
  head: fc.record({ t: fc.string({ maxLength: 3000 }) }),
  body: fc.uint8Array({ maxLength: 3000 }),
})

test('frames are the same however their bytes are cut', () => {
  fc.assert(
    fc.property(
      fc.array(frame, { maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 4000 }), { minLength: 1 }),
      (frames, cuts) => {
        const bytes = Buffer.concat(frames.flatMap(({ head, body }) => writeFrame(head, [body])))
        const reader = new FrameReader()
        const read: { readonly head: unknown; readonly body: Uint8Array }[] = []
        let at = 0
        for (let turn = 0; at < bytes.byteLength; turn++) {
          const until = at + (cuts[turn % cuts.length] ?? 1)
          for (const { head, body } of reader.push(Buffer.from(bytes.subarray(at, until))))
            read.push({ head: JSON.parse(head.toString('utf8')), body: new Uint8Array(body) })
          at = until
        }
        expect(read).toEqual(frames.map(({ head, body }) => ({ head, body: new Uint8Array(body) })))
      },
    ),
  )
})

test('a frame that comes byte by byte takes no more than a few times its size', () => {
  const body = new Uint8Array(400_000)
  const bytes = Buffer.concat(writeFrame({ t: 'yield' }, [body]))
  const reader = new FrameReader()
  let early = 0
  for (const byte of bytes.subarray(0, -1)) early += reader.push(Buffer.of(byte)).length
  expect(early).toBe(0)
  expect(reader.chunks).toBeLessThan(20)
  expect(reader.push(bytes.subarray(-1))).toHaveLength(1)
})
