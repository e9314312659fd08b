import { expect, test } from 'vitest'
import { JiraCloudSimulator } from '../index.ts'
import { ask } from './client.ts'
import { COMPANY, EDITS } from './company.ts'
import { VISITS } from './tour.ts'

const told = async (seed: number): Promise<string> => {
  const simulator = new JiraCloudSimulator({ ...COMPANY, seed, edits: EDITS })
  const answers: unknown[] = []
  for (const [target, body] of VISITS) {
    const { status, body: answer, list } = await ask(simulator, target, body)
    answers.push([target, status, answer, list])
  }
  return JSON.stringify(answers)
}

test('the same seed and the same edits answer the same bytes, and another seed does not', async () => {
  const [first, second, other] = [await told(7), await told(7), await told(8)]
  expect(second).toBe(first)
  expect(other).not.toBe(first)
})
