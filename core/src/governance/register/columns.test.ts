import { expect, test } from 'vitest'
import { REGISTER_BODIES } from './bodies.ts'
import { parseBody } from './check-body.ts'
import { columnsOf } from './columns.ts'
import { readTexts } from './from-texts.ts'
import { REGISTER_KINDS } from './register-kind.ts'

test('every column is read as what its field holds, in every kind', () => {
  for (const kind of REGISTER_KINDS) {
    const shape: Readonly<Record<string, { safeParse(value: unknown): { readonly success: boolean } }>> =
      REGISTER_BODIES[kind].shape
    for (const { name, reading } of columnsOf(kind)) {
      const field = shape[name]
      if (field === undefined) continue
      const takesNumber = field.safeParse(1).success
      expect({ kind, name, isNumber: reading === 'number' || reading === 'share' }).toEqual({
        kind,
        name,
        isNumber: takesNumber,
      })
    }
  }
})

test('an escalation is kept from texts, as a command or a table gives them', () => {
  const { set, problems } = readTexts('escalation', {
    title: 'The locks come late',
    commitment: 'Locks by January, to the city',
    evidence: 'LOCK-450 ends in February',
    impact: 'The opening is without locks',
    options: 'Wait: it is in March\nOpen without: half of the bikes',
    duration: 'permanent',
    opened: '2026-11-20',
  })
  expect(problems).toEqual([])
  expect(parseBody('escalation', set)).toMatchObject({ body: { impact: 'The opening is without locks' } })
})
