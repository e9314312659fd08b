import { definePlugin } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { LawBroken } from '../laws/law-broken.ts'
import type { Law } from '../laws/law.ts'
import { tryLaw } from './try-law.ts'

const plugin = definePlugin({ id: 'p', title: 'P', version: '1.0.0', sdk: '^1.0.0', contributes: [] })
const rounds = { seed: 1, count: 1 }

const law = (check: () => void, more: Partial<Law> = {}): Law => ({
  id: 'X1',
  title: 'All is well',
  why: 'Why not',
  file: 'x1.ts',
  kinds: [],
  applies: () => true,
  check: async () => check(),
  ...more,
})
const holds = law(() => undefined)
const isBroken = law(() => {
  throw new LawBroken({ message: 'It is not.', transcript: ['edit #1', 'run 1'] })
})

const tried = async (one: Law, gap?: string) => {
  const { state, reason } = await tryLaw(one, { plugin }, { rounds, gap })
  return [state, reason]
}

test('a law holds or is broken, with the transcript', async () => {
  expect(await tried(holds)).toEqual(['passed', undefined])
  expect(await tried(isBroken)).toEqual(['broken', 'It is not.\n  edit #1\n  run 1'])
})

test('a known gap is run all the same: one that holds by now is said', async () => {
  expect(await tried(isBroken, 'no time yet')).toEqual(['gap', 'no time yet'])
  expect(await tried(holds, 'no time yet')).toEqual([
    'closed gap',
    'X1 holds now: remove it from knownGaps ("no time yet").',
  ])
})

test('a law that says nothing about a plugin says why, and is no gap', async () => {
  const silent = law(() => undefined, { applies: () => 'it reads files' })
  expect(await tried(silent)).toEqual(['not applicable', 'it reads files'])
  expect(await tried(law(() => undefined, { kinds: ['connector'] }))).toEqual([
    'not applicable',
    'the plugin contributes no connector',
  ])
  expect(await tried(silent, 'no time yet')).toEqual([
    'closed gap',
    'knownGaps names X1, which says nothing here: it reads files. Remove it.',
  ])
})

test('a law that cannot be tried is neither', async () => {
  const odd = law(() => {
    throw new TypeError('oops')
  })
  await expect(tried(odd)).rejects.toThrow('oops')
  await expect(tried(odd, 'no time yet')).rejects.toThrow('oops')
})
