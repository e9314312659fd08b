import type { z } from 'zod'
import { fieldsOf, schemaAt } from './schema-walk.ts'
import { suggest } from './suggest.ts'

/** What zod says where a schema has no sentence of its own. */
const ZODS_SENTENCE = /^(?:Invalid|Too (?:small|big)|Unrecognized|Not a|Input)/

/**
 * What is wrong with one value, for a reader: as its schema says it, else in place of what zod says. Pure.
 * @param schema what was asked for, to tell what was probably meant by a name that is unknown
 */
export function plainIssue(issue: z.core.$ZodIssue, schema?: z.core.$ZodType): string {
  const told = issue.message.replace(/\.$/, '')
  if (!ZODS_SENTENCE.test(told)) return told
  switch (issue.code) {
    case 'invalid_type':
      return told.endsWith(' received undefined')
        ? `is missing; write ${NOUNS[issue.expected] ?? issue.expected}`
        : `is not ${NOUNS[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return `is none of the possible values; write one of: ${issue.values.map(String).join(', ')}`
    case 'too_small':
      return tooSmall(issue)
    case 'too_big':
      return `is ${issue.origin === 'string' ? 'too long' : issue.origin === 'array' ? 'too many' : 'too large'}; the most is ${limit(issue.maximum, issue.origin)}${issue.inclusive === false ? ', less than that' : ''}`
    case 'unrecognized_keys':
      return unknownKeys(issue.keys, schema === undefined ? undefined : schemaAt(schema, issue.path))
    case 'invalid_format':
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
    case 'not_multiple_of':
    case 'custom':
      return told
    default:
      return (issue satisfies never, told)
  }
}

const NOUNS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

function unknownKeys(keys: readonly string[], schema: z.core.$ZodType | undefined): string {
  const names = keys.map((key) => `"${key.slice(0, 80)}"`).join(', ')
  const [first, ...others] = keys
  if (first === undefined || others.length > 0) return `${names} are unknown; leave them out`
  const near = suggest(first, schema === undefined ? [] : Object.keys(fieldsOf(schema) ?? {}))
  return `${names} is unknown; ${near === undefined ? 'leave it out' : `did you mean "${near}"?`}`
}

function tooSmall({ origin, minimum, inclusive }: z.core.$ZodIssueTooSmall): string {
  if (origin === 'string' && Number(minimum) === 1) return 'is empty; write some text'
  if (origin === 'array' && Number(minimum) === 1) return 'is empty; name at least one'
  const what = origin === 'string' ? 'too short' : origin === 'array' ? 'too few' : 'too small'
  return `is ${what}; ${inclusive === false ? 'it has to be more than' : 'the least is'} ${limit(minimum, origin)}`
}

function limit(amount: number | bigint, origin: string): string {
  const units = origin === 'string' ? (Number(amount) === 1 ? ' letter' : ' letters') : ''
  return `${amount}${units}`
}
