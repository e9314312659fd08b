import { expect, test } from 'vitest'
import { linkTypeOf } from './link-type.ts'

test.each([
  ['Finish to Start', 'FS'],
  ['Finish-to-Start (FS)', 'FS'],
  ['Start to Start', 'SS'],
  ['FinishToFinish FF', 'FF'],
  ['SF', 'SF'],
  ['End-to-Start', 'FS'],
  ['Ende-Anfang (EA)', 'FS'],
  ['Anfang-Ende (AE)', 'SF'],
  ['Fin-Début (FD)', 'FS'],
  ['Début à Début', 'SS'],
  ['Fin a comienzo', undefined],
  ['Verknüpfung', undefined],
  ['Start', undefined],
  ['', undefined],
])('%s joins %s', (label, type) => {
  expect(linkTypeOf(label)).toBe(type)
})
