import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

/** Holds something alive, makes much that lives for a while and is let go, and tells how far the heap grew over what was alive. */
const PROGRAM = `
const { keepHeapSmall } = await import(process.argv[1])
keepHeapSmall()
const object = (n) => ({ n, text: [n, n + 1, n + 2, n + 3] })
const alive = Array.from({ length: 500_000 }, (_, n) => object(n))
const passing = new Array(200_000).fill(undefined)
gc()
const before = process.memoryUsage().heapUsed
let peak = 0
for (let n = 0; n < 6_000_000; n++) {
  passing[n % passing.length] = object(n)
  if (n % 10_000 === 0) peak = Math.max(peak, process.memoryUsage().heapUsed)
}
console.log(JSON.stringify({ growth: peak / before, alive: alive.length }))
`

test('the heap of the server grows to two or three times of what is alive, where V8 would let it grow to five', async () => {
  const module = join(import.meta.dirname, 'small-heap.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--expose-gc',
    '--input-type=module',
    '--eval',
    PROGRAM,
    module,
  ])
  expect((JSON.parse(stdout) as { growth: number }).growth).toBeLessThan(3.5)
})
