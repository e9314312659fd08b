import { expect, test } from 'vitest'
import { transition, type Told } from './told.ts'

/** Changes that a history of states tells, with the beginning of the trouble that each speaks of. */
function telling(states: readonly string[]): string[] {
  const told: string[] = []
  let last: Told | undefined
  for (const [index, state] of states.entries()) {
    const { change, told: next } = transition(last, { state, at: `t${index}`, well: 'ok' })
    if (change !== 'none')
      told.push(`${index} ${change} ${state} since ${(change === 'better' ? last : next)?.since}`)
    last = next
  }
  return told
}

test('what is well from the start is nothing to tell', () => {
  expect(telling(['ok', 'ok', 'ok'])).toEqual([])
})

test('trouble is told when it begins, when it changes and when it ends, and not in between', () => {
  expect(telling(['ok', 'failed', 'failed', 'partial', 'partial', 'ok', 'ok', 'failed'])).toEqual([
    '1 worse failed since t1',
    '3 worse partial since t1',
    '5 better ok since t1',
    '7 worse failed since t7',
  ])
})

test('trouble from the start is told', () => {
  expect(telling(['failed', 'ok'])).toEqual(['0 worse failed since t0', '1 better ok since t0'])
})
