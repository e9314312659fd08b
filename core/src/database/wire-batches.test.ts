import fc from 'fast-check'
import { expect, test } from 'vitest'
import { WireBatches } from './wire-batches.ts'

function message(type: string, body: string): Buffer {
  const header = Buffer.alloc(5)
  header.write(type)
  header.writeUInt32BE(Buffer.byteLength(body) + 4, 1)
  return Buffer.concat([header, Buffer.from(body)])
}

function startup(body: string): Buffer {
  const header = Buffer.alloc(4)
  header.writeUInt32BE(Buffer.byteLength(body) + 4)
  return Buffer.concat([header, Buffer.from(body)])
}

/** Messages that ask for an answer. */
const CLOSING = 'QSHFcfX'

test('cuts any stream, however it is chopped, after the messages that ask for an answer', () => {
  const messages = fc.array(
    fc
      .tuple(fc.constantFrom('P', 'B', 'D', 'E', 'C', 'Q', 'S', 'H', 'X'), fc.string({ maxLength: 40 }))
      .map(([type, body]) => ({ type, bytes: message(type, body) })),
    { maxLength: 30 },
  )
  fc.assert(
    fc.property(
      fc.string(),
      messages,
      fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }),
      (first, rest, cuts) => {
        const expected: Buffer[] = [startup(first)]
        let held: Buffer[] = []
        for (const { type, bytes } of rest) {
          held.push(bytes)
          if (!CLOSING.includes(type)) continue
          expected.push(Buffer.concat(held))
          held = []
        }
        const stream = Buffer.concat([startup(first), ...rest.map(({ bytes }) => bytes)])
        const batches = new WireBatches()
        const got: Buffer[] = []
        for (let at = 0, cut = 0; at < stream.length; cut++) {
          const size = cuts[cut % cuts.length] ?? 1
          got.push(...batches.push(stream.subarray(at, at + size)))
          at += size
        }
        expect(got.map(String)).toEqual(expected.map(String))
      },
    ),
  )
})
