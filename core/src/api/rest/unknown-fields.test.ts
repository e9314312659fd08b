import { z } from 'zod'
import { expect, test } from 'vitest'
import { unknownFields } from './unknown-fields.ts'

const schema = z.object({ status: z.string().optional(), limit: z.int().default(5) })

test('a misspelt name is told with the nearest known one', () => {
  expect(unknownFields(schema, { statsu: 'open', limit: 3 })).toBe(
    'The request names what this operation does not know: "statsu": did you mean "status"?',
  )
})

test('known names, open objects and inputs that are no object pass', () => {
  expect(unknownFields(schema, { limit: 3 })).toBeUndefined()
  expect(unknownFields(z.looseObject({ id: z.string() }), { other: 1 })).toBeUndefined()
  expect(unknownFields(z.array(z.string()), { other: 1 })).toBeUndefined()
})

test('an operation without input knows no name', () => {
  expect(unknownFields(undefined, { a: 1 })).toContain('"a": remove it')
  expect(unknownFields(undefined, {})).toBeUndefined()
})
