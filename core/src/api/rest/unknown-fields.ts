import type { z } from 'zod'
import { didYouMean, fieldsOf, isOpen } from '../../config/index.ts'

/**
 * Says which names of a request an operation does not know, each with the nearest that it does: a misspelt
 * filter that is passed over would answer another question than the one that was asked. Pure.
 */
export function unknownFields(
  schema: z.core.$ZodType | undefined,
  input: Readonly<Record<string, unknown>>,
): string | undefined {
  if (schema !== undefined && (fieldsOf(schema) === undefined || isOpen(schema))) return undefined
  const known = schema === undefined ? [] : Object.keys(fieldsOf(schema) ?? {})
  const unknown = Object.keys(input).filter((name) => !known.includes(name))
  if (unknown.length === 0) return undefined
  const each = unknown.map((name) => `"${name.slice(0, 80)}": ${didYouMean(name, known)}`)
  return `The request names what this operation does not know: ${each.join('; ').replace(/[.]$/, '')}`
}
