import type { z } from 'zod'
import { type Mistake, pathText } from './mistake.ts'
import { descriptionOf, fieldsOf, schemaAt } from './schema-walk.ts'
import { didYouMean } from './suggest.ts'

const WRITE: Readonly<Record<string, string>> = {
  string: 'write text in quotes',
  number: 'write a number without quotes',
  int: 'write a whole number without quotes',
  boolean: 'write true or false without quotes',
  array: 'write a list: [ … ]',
  object: 'write an object: { … }',
  record: 'write an object: { … }',
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'an object'
  if (typeof value === 'string') return 'text'
  if (typeof value === 'number') return 'a number'
  if (typeof value === 'boolean') return `${value}`
  return `a ${typeof value}`
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let current = root
  for (const step of path) {
    if (typeof current !== 'object' || current === null) return undefined
    current = Reflect.get(current, step)
  }
  return current
}

function hint(schema: z.core.$ZodType | undefined): string {
  const description = schema === undefined ? undefined : descriptionOf(schema)
  return description === undefined ? '' : ` (${description.replace(/\.$/, '')})`
}

/**
 * Turns what zod found into mistakes with the way out. Values are named by their kind only, never repeated:
 * what stands in the wrong place may be a secret.
 */
export function explainIssues(
  input: { readonly schema: z.core.$ZodType; readonly value: unknown; readonly at?: readonly PropertyKey[] },
  issues: readonly z.core.$ZodIssue[],
): Mistake[] {
  return issues.flatMap((issue) => {
    const schema = schemaAt(input.schema, issue.path)
    const path = pathText([...(input.at ?? []), ...issue.path])
    const value = valueAt(input.value, issue.path)
    if (issue.code === 'unrecognized_keys') {
      const known = schema === undefined ? [] : Object.keys(fieldsOf(schema) ?? {})
      return issue.keys.map((key) => ({
        path: pathText([...(input.at ?? []), ...issue.path, key]),
        problem: `is unknown; ${didYouMean(key, known)}`,
      }))
    }
    if (value === undefined && issue.code !== 'custom') {
      return [{ path, problem: `is missing${hint(schema)}; ${wayOut(issue)}` }]
    }
    return [{ path, problem: sentence(issue, value) }]
  })
}

/** Schemas of ours carry their own sentence, which begins with a verb and ends with the way out. */
const OWN_SENTENCE = /^(?:is|looks|names|has|must) [^;]*; /

/** What zod says where a schema gives no sentence of its own. */
const ZODS_SENTENCE = /^(?:Invalid|Too (?:small|big)|Unrecognized|Not a|Input)/

function wayOut(issue: z.core.$ZodIssue): string {
  if (OWN_SENTENCE.test(issue.message)) return issue.message.replace(OWN_SENTENCE, '')
  if (issue.code === 'invalid_type') return WRITE[issue.expected] ?? `write a ${issue.expected}`
  if (issue.code === 'invalid_value') return `write one of: ${issue.values.map(String).join(', ')}`
  return issue.message
}

function sentence(issue: z.core.$ZodIssue, value: unknown): string {
  if (OWN_SENTENCE.test(issue.message)) return issue.message
  // A sentence of the connector's author.
  if (issue.code !== 'custom' && !ZODS_SENTENCE.test(issue.message))
    return `is not possible: ${issue.message}`
  switch (issue.code) {
    case 'invalid_type':
      return `is ${kindOf(value)}; ${wayOut(issue)}`
    case 'invalid_value':
      return `is not one of the possible values; ${wayOut(issue)}`
    case 'too_small':
      return `is too small or too short; the least is ${String(issue.minimum)}${issue.inclusive === false ? ' (excluded)' : ''}`
    case 'too_big':
      return `is too large or too long; the most is ${String(issue.maximum)}`
    case 'invalid_format':
      return `is not a valid ${issue.format === 'regex' ? 'value' : issue.format}; expected the form ${issue.pattern ?? issue.format}`
    case 'invalid_key':
      return issue.issues[0]?.message ?? 'is not a possible name'
    case 'invalid_union':
      return `fits none of the possible forms; ${issue.errors.flat().map(wayOut).join(', or ')}`
    case 'not_multiple_of':
    case 'invalid_element':
    case 'unrecognized_keys':
    case 'custom':
      return `is not possible: ${issue.message}`
    default:
      return (issue satisfies never, 'is not possible')
  }
}
