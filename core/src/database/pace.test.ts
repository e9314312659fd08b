import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { pace } from './pace.ts'

test('a slow parser of a fast stream gives the main loop its turns', async () => {
  const stream = new Readable({ read() {} })
  let turn = 0
  let running = true
  const count = (): void => {
    turn++
    if (running) setImmediate(count)
  }
  setImmediate(count)
  const turns: number[] = []
  stream.on('data', () => {
    turns.push(turn)
    // Parsing; on a busy machine it takes longer, and fewer chunks fit into a turn.
    for (const until = performance.now() + 5; performance.now() < until;);
  })
  pace(stream)
  const order = Array.from({ length: 40 }, (_, index) => index)
  for (const index of order) stream.push(Buffer.from([index]))
  stream.push(null)
  await new Promise((resolve) => stream.once('end', resolve))
  running = false
  expect(turns).toHaveLength(order.length)
  const perTurn = Map.groupBy(turns, (at) => at)
  expect(Math.max(...[...perTurn.values()].map(({ length }) => length))).toBeLessThanOrEqual(4)
})
