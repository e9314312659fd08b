import type { FormField } from './form-fields.ts'

/** What stands in the controls of a form: kept as it was typed, also where it is wrong. */
export interface Draft {
  readonly [name: string]: DraftPart
}
/** Text of a control; whether a box is ticked; a group (absent: not used); rows of a list. */
export type DraftPart = string | boolean | Draft | readonly Draft[] | undefined

/** What a draft says, and what is wrong with it by the path of the field (`planner.groups`). */
export interface Reading {
  readonly value: Readonly<Record<string, unknown>>
  readonly problems: Readonly<Record<string, string>>
}

/** Puts a value into the controls of a form. */
export function draftOf(fields: readonly FormField[], value: unknown): Draft {
  const given = partsOf(value)
  return Object.fromEntries(fields.map((field) => [field.name, draftPart(field, given[field.name])]))
}

function draftPart(field: FormField, value: unknown): DraftPart {
  switch (field.kind) {
    case 'flag':
      return typeof value === 'boolean' ? value : field.preset
    case 'lines':
      return Array.isArray(value) ? value.join('\n') : ''
    case 'group':
      return value === undefined && !field.required ? undefined : draftOf(field.fields, value)
    case 'list':
      return Array.isArray(value) ? value.map((one) => draftOf(field.fields, one)) : []
    case 'json':
      return value === undefined ? '' : JSON.stringify(value, undefined, 2)
    case 'text':
    case 'number':
    case 'choice':
      return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
    default:
      return field satisfies never
  }
}

/** Reads a form. What is empty or as it comes is left out, so that later defaults hold. */
export function readDraft(fields: readonly FormField[], draft: Draft, at = ''): Reading {
  const value: Record<string, unknown> = {}
  const problems: Record<string, string> = {}
  for (const field of fields) {
    const path = at === '' ? field.name : `${at}.${field.name}`
    const read = readPart(field, draft[field.name], path)
    Object.assign(problems, read.problems)
    if (read.value !== undefined) value[field.name] = read.value
    else if (field.required && Object.keys(read.problems).length === 0)
      problems[path] = 'This is needed; fill it in.'
  }
  return { value, problems }
}

interface PartReading {
  readonly value?: unknown
  readonly problems: Readonly<Record<string, string>>
}

function readPart(field: FormField, part: DraftPart, path: string): PartReading {
  const wrong = (sentence: string): PartReading => ({ problems: { [path]: sentence } })
  const text = typeof part === 'string' ? part.trim() : ''
  switch (field.kind) {
    case 'flag':
      return { problems: {}, ...(typeof part === 'boolean' && part !== field.preset && { value: part }) }
    case 'group':
      return isDraft(part) ? readDraft(field.fields, part, path) : { problems: {} }
    case 'list': {
      const rows = Array.isArray(part) ? part : []
      const read = rows.map((row, index) => readDraft(field.fields, row, `${path}.${index}`))
      return {
        problems: Object.assign({}, ...read.map(({ problems }) => problems)),
        ...(read.length > 0 && { value: read.map(({ value }) => value) }),
      }
    }
    case 'lines': {
      const lines = text.split(/\r?\n/).flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))
      if (!field.ofNumbers) return { problems: {}, ...(lines.length > 0 && { value: lines }) }
      const odd = lines.find((line) => !Number.isFinite(Number(line)))
      if (odd !== undefined) return wrong(`"${odd}" is no number; write one number a line.`)
      return { problems: {}, ...(lines.length > 0 && { value: lines.map(Number) }) }
    }
    case 'number': {
      if (text === '') return { problems: {} }
      const number = Number(text)
      if (!Number.isFinite(number)) return wrong(`"${text}" is no number; write digits, e.g. 12.`)
      if (field.isWhole && !Number.isInteger(number))
        return wrong(`"${text}" is no whole number; write e.g. ${Math.round(number)}.`)
      return { problems: {}, value: number }
    }
    case 'json':
      if (text === '') return { problems: {} }
      try {
        return { problems: {}, value: JSON.parse(text) as unknown }
      } catch (error) {
        return wrong(`This is no JSON: ${error instanceof Error ? error.message : String(error)}.`)
      }
    case 'text':
    case 'choice':
      return { problems: {}, ...(text !== '' && { value: text }) }
    default:
      return field satisfies never
  }
}

function isDraft(part: DraftPart): part is Draft {
  return typeof part === 'object' && !Array.isArray(part)
}

function partsOf(value: unknown): Readonly<Record<string, unknown>> {
  // Named boundary: an object of JSON; every use checks what it finds.
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
