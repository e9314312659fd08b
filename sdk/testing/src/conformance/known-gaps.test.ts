import { expect, test } from 'vitest'
import { laws } from '../laws/index.ts'
import { refuseUnknownLaws } from './known-gaps.ts'

const refuse = (id: string) => () => refuseUnknownLaws([id], laws, 'knownGaps')

test('ids of laws are taken', () => {
  expect(refuse('D2')).not.toThrow()
})

test.each([
  ['d8', 'D8'],
  ['D08', 'D8'],
  ['D144', 'D14'],
  ['h5', 'H5'],
])('%s is no law; %s was meant', (id, meant) => {
  expect(refuse(id)).toThrow(`knownGaps names "${id}", which is no law of this kit. Did you mean ${meant}?`)
})
