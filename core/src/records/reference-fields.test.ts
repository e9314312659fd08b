import { recordSchemas, reference, type PortfolioRecord, type z } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { linkColumns, referencesOf, replaceReferences, subjectOf } from './reference-fields.ts'

/** Fields that hold a ref as plain text. */
const PLAIN = ['calendar', 'base']

/** Whether a schema is the reference's own, or holds it in a list. */
function holdsReference(schema: z.ZodType): boolean {
  if (schema === reference) return true
  const { innerType, element, shape } = schema.def as {
    readonly innerType?: z.ZodType
    readonly element?: z.ZodType
    readonly shape?: Readonly<Record<string, z.ZodType>>
  }
  // Descriptions make a copy of a schema; its options stay the same objects.
  if (isCopy(schema)) return true
  return [innerType, element, ...Object.values(shape ?? {})].some((s) => s !== undefined && holdsReference(s))
}

function isCopy(schema: z.ZodType): boolean {
  const { options } = schema.def as { readonly options?: readonly unknown[] }
  return (
    options !== undefined && options === (reference.def as { readonly options?: readonly unknown[] }).options
  )
}

test.each(Object.entries(recordSchemas))(
  'every reference that the model has in %s is known',
  (kind, schema) => {
    const fields = Object.entries(schema.shape as Readonly<Record<string, z.ZodType>>)
    const expected = fields.filter(([name, field]) => holdsReference(field) || PLAIN.includes(name))
    for (const [name] of expected) {
      const shapes = ['r', ['r'], [{ item: 'r' }]]
      const known = shapes.some((value) => {
        try {
          const record = { kind, [name]: value } as unknown as PortfolioRecord
          return referencesOf(record).some(({ reference: found }) => found === 'r')
        } catch {
          return false
        }
      })
      expect([name, known]).toEqual([name, true])
    }
  },
)

test('references are replaced wherever they are; the record itself stays as it is', () => {
  const record: PortfolioRecord = {
    kind: 'iteration',
    ref: 'it1',
    name: 'Sprint',
    container: { key: 'acme/web' },
    members: [{ item: '1', from: '2024-01-01T00:00:00Z' }, { item: { key: 'x#2' } }],
  }
  const copy = structuredClone(record)
  expect(replaceReferences(record, ({ kind, reference: to }) => [kind, to])).toEqual({
    kind: 'iteration',
    ref: 'it1',
    name: 'Sprint',
    container: ['container', { key: 'acme/web' }],
    members: [
      { item: ['workItem', '1'], from: '2024-01-01T00:00:00Z' },
      { item: ['workItem', { key: 'x#2' }] },
    ],
  })
  expect(record).toEqual(copy)
})

test('a record is found by what it stands under and by what it points at', () => {
  const from = { kind: 'dependency', ref: 'd', from: '1', to: { key: 'x#2' }, type: 'FS' } as const
  expect(linkColumns(from)).toEqual({ subject: 'ref:1', target: 'key:x#2' })
  expect(subjectOf(from)).toBeUndefined()
  const baseline = {
    kind: 'baseline',
    ref: 'b',
    subject: 'a1',
    subjectKind: 'assignment',
    number: 0,
  } as const
  expect(subjectOf(baseline)).toEqual({ kind: 'assignment', reference: 'a1' })
  const field = { kind: 'status', ref: 's', name: 'Done', scope: 'p1' } as const
  expect(linkColumns(field)).toEqual({ container: 'ref:p1' })
})
