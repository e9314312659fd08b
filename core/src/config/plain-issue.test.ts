import { expect, test } from 'vitest'
import { z } from 'zod'
import { plainIssue } from './plain-issue.ts'

const said = (schema: z.ZodType, value: unknown): string | undefined => {
  const [issue] = schema.safeParse(value).error?.issues ?? []
  return issue === undefined ? undefined : plainIssue(issue, schema)
}

test.each<[name: string, schema: z.ZodType, value: unknown, sentence: string]>([
  ['no text', z.string().min(1), '', 'is empty; write some text'],
  ['a short text', z.string().min(3), 'ab', 'is too short; the least is 3 letters'],
  ['a long text', z.string().max(1), 'ab', 'is too long; the most is 1 letter'],
  ['a small number', z.number().min(0), -1, 'is too small; the least is 0'],
  ['nothing', z.number().gt(0), 0, 'is too small; it has to be more than 0'],
  ['a large number', z.number().max(1), 2, 'is too large; the most is 1'],
  ['all of it', z.number().lt(1), 1, 'is too large; the most is 1, less than that'],
  ['an empty list', z.array(z.int()).min(1), [], 'is empty; name at least one'],
  ['a short list', z.array(z.int()).min(2), [1], 'is too few; the least is 2'],
  ['a long list', z.array(z.int()).max(1), [1, 2], 'is too many; the most is 1'],
  ['a missing text', z.string(), undefined, 'is missing; write a text'],
  ['a text for a number', z.number(), 'x', 'is not a number'],
  ['a half for a whole number', z.int(), 0.5, 'is not a whole number'],
  [
    'a word that is none',
    z.enum(['go', 'hold']),
    'no',
    'is none of the possible values; write one of: go, hold',
  ],
  ['a field too many', z.strictObject({}), { a: 1 }, '"a" is unknown; leave it out'],
  [
    'a field by another name',
    z.strictObject({ title: z.string().optional() }),
    { titel: 1 },
    '"titel" is unknown; did you mean "title"?',
  ],
  ['two fields too many', z.strictObject({}), { a: 1, b: 2 }, '"a", "b" are unknown; leave them out'],
  [
    'a sentence of its own',
    z.string().min(1, { error: 'is no name; write one.' }),
    '',
    'is no name; write one',
  ],
])('%s', (_, schema, value, sentence) => {
  expect(said(schema, value)).toBe(sentence)
})
