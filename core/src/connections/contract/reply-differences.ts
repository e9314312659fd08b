import type { JsonSchema } from '@headless-pmo/sdk'

/** One way in which a reply differs from what a connector relies on. No value of the reply is in it. */
export interface Difference {
  /** Where: `items[].assignee.id`; `*` stands for a key that users name. */
  readonly path: string
  /** `missing`: it is not there; `type`: it is something else; `form`: a text or number of another form; `more`: nobody relies on it. */
  readonly problem: 'missing' | 'type' | 'form' | 'more'
  /** What the connector relies on. */
  readonly expected?: string
  /** What kind of value is there instead. */
  readonly found?: string
}

/** Elements of a list that are looked at. */
const MOST_ELEMENTS = 100
/** Values of one reply that are looked at. */
const MOST_VALUES = 50_000
const DEEPEST = 40

/** Compares a reply with the schema of an endpoint. Pure; each difference once for each place of it in the reply. */
export function replyDifferences(schema: JsonSchema, value: unknown): Difference[] {
  return new Comparison(schema).compare(schema, value, '', 0)
}

class Comparison {
  readonly #root: JsonSchema
  #left = MOST_VALUES

  constructor(root: JsonSchema) {
    this.#root = root
  }

  compare(given: JsonSchema, value: unknown, path: string, depth: number): Difference[] {
    if (depth > DEEPEST || --this.#left < 0) return []
    const schema = this.#resolved(given)
    const all = schemasIn(schema['allOf']).flatMap((part) => this.compare(part, value, path, depth + 1))
    const choices = [...schemasIn(schema['anyOf']), ...schemasIn(schema['oneOf'])]
    if (choices.length > 0) return [...all, ...this.#best(choices, value, path, depth)]
    const types = typesOf(schema)
    const found = typeOf(value)
    if (
      types.length > 0 &&
      !types.some((type) => type === found || (type === 'number' && found === 'integer'))
    ) {
      return [...all, { path: shown(path), problem: 'type', expected: types.join(' or '), found }]
    }
    if (Array.isArray(value)) return [...all, ...this.#list(schema, value, path, depth)]
    if (typeof value === 'object' && value !== null)
      return [...all, ...this.#object(schema, value, path, depth)]
    return [...all, ...formDifference(schema, value, path)]
  }

  /** Of several alternatives the one that fits best; where none is of its type, all of their types at once. */
  #best(choices: readonly JsonSchema[], value: unknown, path: string, depth: number): Difference[] {
    const outcomes = choices.map((choice) => this.compare(choice, value, path, depth + 1))
    const here = shown(path)
    const isStranger = (outcome: readonly Difference[]): boolean =>
      outcome.some((difference) => difference.problem === 'type' && difference.path === here)
    if (outcomes.every(isStranger)) {
      const expected = [
        ...new Set(outcomes.flat().flatMap((one) => (one.path === here ? (one.expected ?? []) : []))),
      ]
      return [{ path: here, problem: 'type', expected: expected.join(' or '), found: typeOf(value) }]
    }
    const cost = (outcome: readonly Difference[]): number =>
      outcome.reduce(
        (sum, { problem }) => sum + (problem === 'more' ? 0.01 : 1),
        isStranger(outcome) ? 1000 : 0,
      )
    return outcomes.reduce((best, outcome) => (cost(outcome) < cost(best) ? outcome : best))
  }

  #list(schema: JsonSchema, value: readonly unknown[], path: string, depth: number): Difference[] {
    const { items } = schema
    if (!isSchema(items)) return []
    return value
      .slice(0, MOST_ELEMENTS)
      .flatMap((element) => this.compare(items, element, `${path}[]`, depth + 1))
  }

  #object(schema: JsonSchema, value: object, path: string, depth: number): Difference[] {
    const properties = isSchema(schema['properties']) ? schema['properties'] : undefined
    const rest = schema['additionalProperties']
    const found: Difference[] = []
    const required = Array.isArray(schema['required']) ? schema['required'].map(String) : []
    for (const key of required) {
      if (!Object.hasOwn(value, key)) {
        const wanted = properties?.[key]
        const expected = isSchema(wanted) ? typesOf(this.#resolved(wanted)).join(' or ') : ''
        found.push({ path: join(path, key), problem: 'missing', ...(expected !== '' && { expected }) })
      }
    }
    for (const [key, inner] of Object.entries(value)) {
      const known = properties !== undefined && Object.hasOwn(properties, key) ? properties[key] : undefined
      if (isSchema(known)) found.push(...this.compare(known, inner, join(path, key), depth + 1))
      else if (isSchema(rest) && Object.keys(rest).length > 0)
        found.push(...this.compare(rest, inner, join(path, '*'), depth + 1))
      else if (properties !== undefined)
        found.push({ path: join(path, key), problem: 'more', found: typeOf(inner) })
    }
    return found
  }

  #resolved(schema: JsonSchema): JsonSchema {
    let at = schema
    // A schema that leads to itself says nothing.
    for (let step = 0; typeof at['$ref'] === 'string' && step < DEEPEST; step++) {
      let target: unknown = this.#root
      for (const name of at['$ref'].replace(/^#\/?/, '').split('/')) {
        if (name !== '') target = isSchema(target) ? target[name] : undefined
      }
      at = isSchema(target) ? target : {}
    }
    return at
  }
}

function formDifference(schema: JsonSchema, value: unknown, path: string): Difference[] {
  const here = { path: shown(path), problem: 'form' } as const
  if ('const' in schema && schema['const'] !== value)
    return [{ ...here, expected: `always ${String(schema['const'])}` }]
  const words = schema['enum']
  if (Array.isArray(words) && !words.includes(value))
    return [{ ...here, expected: `one of ${words.join(', ')}` }]
  const { pattern, format } = schema
  if (typeof value !== 'string' || typeof pattern !== 'string' || new RegExp(pattern, 'u').test(value))
    return []
  return [{ ...here, expected: typeof format === 'string' ? format : 'another pattern' }]
}

/** What a value is, in the words of JSON Schema. A number beyond 2^53 is read as `bigint`. */
function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'bigint' || Number.isInteger(value)) return 'integer'
  return typeof value
}

function typesOf({ type }: JsonSchema): string[] {
  return Array.isArray(type) ? type.map(String) : typeof type === 'string' ? [type] : []
}

function schemasIn(value: unknown): JsonSchema[] {
  return Array.isArray(value) ? value.filter(isSchema) : []
}

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`)
const shown = (path: string): string => (path === '' ? 'the reply' : path)
