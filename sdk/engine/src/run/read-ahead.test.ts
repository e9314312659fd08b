import { expect, test } from 'vitest'
import { readAhead } from './read-ahead.ts'

test('values keep their order and a failure surfaces after the values before it', async () => {
  const seen: number[] = []
  async function* source() {
    yield 1
    yield 2
    throw new Error('cut')
  }
  await expect(async () => {
    for await (const value of readAhead(source())) seen.push(value)
  }).rejects.toThrow('cut')
  expect(seen).toEqual([1, 2])
})

test('leaving the loop closes the source', async () => {
  let closed = false
  async function* source() {
    try {
      for (let i = 0; ; i++) yield i
    } finally {
      closed = true
    }
  }
  for await (const value of readAhead(source())) if (value === 3) break
  expect(closed).toBe(true)
})

test('the next value is asked for while the last one is worked on', async () => {
  const asked: number[] = []
  async function* source() {
    for (let i = 0; i < 3; i++) {
      asked.push(i)
      yield i
    }
  }
  const askedAtFirst: number[] = []
  for await (const value of readAhead(source())) {
    await Promise.resolve()
    if (value === 0) askedAtFirst.push(...asked)
  }
  expect(askedAtFirst).toEqual([0, 1])
})
