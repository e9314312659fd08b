import { availableParallelism } from 'node:os'
import { threadId } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { isPmoError, type PmoError } from '../config/index.ts'
import { computeTask, createComputePool } from './index.ts'
import type * as tasks from './test-support/sample-tasks.ts'

const from = import.meta.url
const module = './test-support/sample-tasks'
const SUM = computeTask<typeof tasks.sum>({ title: 'Adding up', from, module, name: 'sum' })
const SPIN = computeTask<typeof tasks.spinUntil>({ title: 'Spinning', from, module, name: 'spinUntil' })
const ENDLESS = computeTask<typeof tasks.endless>({ title: 'Waiting', from, module, name: 'endless' })
const GREEDY = computeTask<typeof tasks.greedy>({ title: 'Hoarding', from, module, name: 'greedy' })
const HOARD = computeTask<typeof tasks.hoardBytes>({ title: 'Filling', from, module, name: 'hoardBytes' })
const PASS = computeTask<typeof tasks.passBytes>({ title: 'Passing', from, module, name: 'passBytes' })
const MISSING = computeTask<typeof tasks.sum>({ title: 'Guessing', from, module, name: 'notThere' })
const FAILING = computeTask<typeof tasks.failing>({ title: 'Trying', from, module, name: 'failing' })
const LEAVING = computeTask<typeof tasks.leaving>({ title: 'Going', from, module, name: 'leaving' })
const WHERE = computeTask<typeof tasks.surroundings>({ title: 'Looking', from, module, name: 'surroundings' })
const DOUBLE = computeTask<typeof tasks.doubleShared>({
  title: 'Doubling',
  from,
  module,
  name: 'doubleShared',
})
const BYTES = computeTask<typeof tasks.bytesOf>({ title: 'Weighing', from, module, name: 'bytesOf' })

async function failureOf(promise: Promise<unknown>): Promise<PmoError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (isPmoError(error)) return error
  throw new Error('It should have failed with an error of ours.', { cause: error })
}

/** A place where a spinning task shows that it has begun, and sees that it may end. */
function flag(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(8))
}

async function begun(of: Int32Array): Promise<void> {
  const waiting = Atomics.waitAsync(of, 1, 0)
  if (waiting.async) await waiting.value
}

function end(of: Int32Array): void {
  Atomics.store(of, 0, 1)
}

test('a function runs in another thread, without the environment of the server', async () => {
  await using pool = createComputePool({ threads: 1 })
  expect(await pool.run(SUM, [1, 2, 3])).toBe(6)
  const { thread, environment } = await pool.run(WHERE, undefined)
  expect(thread).not.toBe(threadId)
  expect(environment).toEqual([])
})

test('the main loop goes on while a task computes without a pause', async () => {
  await using pool = createComputePool({ threads: 1 })
  const spinning = flag()
  const result = pool.run(SPIN, spinning)
  await begun(spinning)
  // Were the task on this thread, nobody could set its flag.
  end(spinning)
  expect(await result).toBe(1)
})

test('shared memory is shared, and what is transferred is gone here', async () => {
  await using pool = createComputePool({ threads: 1 })
  const shared = new Float64Array(new SharedArrayBuffer(16))
  shared.set([3, 4])
  await pool.run(DOUBLE, shared)
  expect([...shared]).toEqual([6, 8])
  const buffer = new ArrayBuffer(64)
  expect(await pool.run(BYTES, buffer, { transfer: [buffer] })).toBe(64)
  expect(buffer.byteLength).toBe(0)
})

test('a task over its time is ended by name, and the pool goes on', async () => {
  await using pool = createComputePool({ threads: 1 })
  const error = await failureOf(pool.run(ENDLESS, undefined, { timeoutMs: 50 }))
  expect(error.code).toBe('compute-timeout')
  expect(error.message).toContain('Waiting took longer than 0.05 s and was ended')
  expect(await pool.run(SUM, [4, 5])).toBe(9)
})

test('the time that a task waits for a thread is not counted as time that it runs', async () => {
  await using pool = createComputePool({ threads: 1, timeoutMs: 60_000 })
  const spinning = flag()
  const first = pool.run(SPIN, spinning)
  const second = pool.run(SUM, [1, 1], { timeoutMs: 5_000 })
  const third = failureOf(pool.run(ENDLESS, undefined, { timeoutMs: 20 }))
  await begun(spinning)
  end(spinning)
  expect(await first).toBe(1)
  expect(await second).toBe(2)
  expect((await third).code).toBe('compute-timeout')
})

test('a task over its memory is ended by name, and the pool goes on', async () => {
  await using pool = createComputePool({ threads: 1 })
  const error = await failureOf(pool.run(GREEDY, undefined, { memoryMb: 32 }))
  expect(error.code).toBe('compute-memory')
  expect(error.message).toContain('Hoarding needed more than 32 MB of memory')
  expect(await pool.run(SUM, [1])).toBe(1)
})

test('typed arrays count as memory, and only the task that holds them is ended', async () => {
  await using pool = createComputePool({ threads: 2 })
  const spinning = flag()
  const other = pool.run(SPIN, spinning, { memoryMb: 64 })
  const error = await failureOf(pool.run(HOARD, 256, { memoryMb: 64, timeoutMs: 30_000 }))
  expect(error.code).toBe('compute-memory')
  expect(error.message).toContain('Filling needed more than 64 MB of memory')
  end(spinning)
  expect(await other).toBe(1)
  expect(await pool.run(SUM, [1], { memoryMb: 64 })).toBe(1)
})

test('typed arrays that are let go do not count', async () => {
  await using pool = createComputePool({ threads: 1 })
  expect(await pool.run(PASS, 3_000, { memoryMb: 512 })).toBe(3_000)
})

test('a function that is not there is told by name', async () => {
  await using pool = createComputePool({ threads: 1 })
  expect((await failureOf(pool.run(MISSING, [1]))).message).toMatch(
    /^Guessing failed: .*sample-tasks\.ts does not export a function "notThere"\.$/,
  )
})

test('an error and an ended thread are told with the name of the task, and the pool goes on', async () => {
  await using pool = createComputePool({ threads: 1 })
  const failed = await failureOf(pool.run(FAILING, 'That'))
  expect(failed.code).toBe('compute-failed')
  expect(failed.message).toBe('Trying failed: That cannot be done.')
  expect((await failureOf(pool.run(LEAVING, undefined))).message).toContain('Going failed: worker exited')
  expect(await pool.run(SUM, [1])).toBe(1)
})

test('a task that is called off ends, whether it runs or waits', async () => {
  await using pool = createComputePool({ threads: 1 })
  const calling = new AbortController()
  const spinning = flag()
  const running = pool.run(SPIN, spinning, { signal: calling.signal })
  const waiting = pool.run(ENDLESS, undefined, { signal: calling.signal })
  await begun(spinning)
  calling.abort(new Error('not wanted any more'))
  await expect(running).rejects.toThrow('not wanted any more')
  await expect(waiting).rejects.toThrow('not wanted any more')
  expect(await pool.run(SUM, [2])).toBe(2)
})

test('no more tasks run at a time than there are threads', async () => {
  await using pool = createComputePool({ threads: 2 })
  const flags = [flag(), flag(), flag()]
  const runs = flags.map((each) => pool.run(SPIN, each))
  const [first, second, third] = flags
  if (first === undefined || second === undefined || third === undefined) throw new Error('three flags')
  await Promise.all([begun(first), begun(second)])
  expect(Atomics.load(third, 1)).toBe(0)
  end(first)
  await begun(third)
  end(second)
  end(third)
  expect(await Promise.all(runs)).toEqual([1, 1, 1])
})

test('many inputs give their results in order; the first failure ends the others', async () => {
  await using pool = createComputePool({ threads: 3 })
  const inputs = Array.from({ length: 20 }, (_, at) => [at, 1])
  expect(await pool.runAll(SUM, inputs)).toEqual(inputs.map(([at = 0]) => at + 1))
  expect(await pool.runAll(SUM, [])).toEqual([])
  const error = await failureOf(pool.runAll(FAILING, ['This', 'This', 'This', 'This']))
  expect(error.message).toBe('Trying failed: This cannot be done.')
})

test('closing ends what runs and what waits, and nothing begins afterwards', async () => {
  const pool = createComputePool({ threads: 1 })
  const spinning = flag()
  const ended = Promise.all([failureOf(pool.run(SPIN, spinning)), failureOf(pool.run(ENDLESS, undefined))])
  await begun(spinning)
  await pool[Symbol.asyncDispose]()
  expect((await ended).map(({ code }) => code)).toEqual(['compute-closed', 'compute-closed'])
  expect((await failureOf(pool.run(SUM, [1]))).code).toBe('compute-closed')
})

test('a pool that is told nothing leaves one processor to the main loop', async () => {
  await using pool = createComputePool()
  expect(pool.threads).toBe(Math.max(1, availableParallelism() - 1))
})
