import { describe, expect, test } from 'vitest'
import { readAhead } from './read-ahead.ts'

async function* numbers(count: number): AsyncGenerator<number> {
  for (let n = 0; n < count; n++) yield n
}

describe('reading ahead', () => {
  test('gives what was read in the order of the list, however long each takes', async () => {
    const waits = [3, 0, 2, 0, 1]
    const read = async (n: number): Promise<number> => {
      for (let turn = 0; turn < (waits[n] ?? 0); turn++) await Promise.resolve()
      return n * 10
    }
    expect(await Array.fromAsync(readAhead(numbers(5), read, 3))).toEqual([0, 10, 20, 30, 40])
    expect(await Array.fromAsync(readAhead(numbers(0), read, 3))).toEqual([])
  })

  test('reads no more at a time than it may', async () => {
    let [now, most] = [0, 0]
    const read = async (n: number): Promise<number> => {
      most = Math.max(most, ++now)
      for (let turn = 0; turn < 50; turn++) await Promise.resolve()
      now--
      return n
    }
    await Array.fromAsync(readAhead(numbers(20), read, 3))
    expect(most).toBeLessThanOrEqual(3)
    expect(most).toBeGreaterThan(1)
  })

  test('tells a failure when its turn comes, and leaves nobody at work', async () => {
    let now = 0
    const read = async (n: number): Promise<number> => {
      now++
      await Promise.resolve()
      now--
      if (n === 2) throw new Error('cut off')
      return n
    }
    const seen: number[] = []
    await expect(
      (async () => {
        for await (const n of readAhead(numbers(9), read, 4)) seen.push(n)
      })(),
    ).rejects.toThrow('cut off')
    expect(seen).toEqual([0, 1])
    expect(now).toBe(0)
  })
})
