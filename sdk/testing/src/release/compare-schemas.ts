import type { ReleaseChange } from './change.ts'

type Schema = Readonly<Record<string, unknown>>

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const schemaAt = (schema: Schema, name: string): Schema => {
  const value = schema[name]
  return isSchema(value) ? value : {}
}

const listAt = (schema: Schema, name: string): readonly unknown[] | undefined => {
  const value = schema[name]
  return Array.isArray(value) ? value : undefined
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/**
 * Says what happened between two JSON Schemas of something that people write: what was accepted must go on
 * being accepted. Added optional is minor; removed, required or narrowed is major; words are a patch. What it
 * cannot judge (a pattern that changed) counts as narrowed.
 */
export function compareSchemas(before: Schema, now: Schema, path: string): readonly ReleaseChange[] {
  if (choicesOf(before) !== undefined || choicesOf(now) !== undefined)
    return [...compareChoices(before, now, path), ...compareWords(before, now, path)]
  return [
    ...compareTypes(before, now, path),
    ...compareBounds(before, now, path),
    ...compareProperties(before, now, path),
    ...compareItems(before, now, path),
    ...compareWholes(before, now, path),
    ...compareWords(before, now, path),
  ]
}

function typesOf(schema: Schema): readonly unknown[] | undefined {
  const { type } = schema
  return type === undefined ? undefined : Array.isArray(type) ? type : [type]
}

function compareTypes(before: Schema, now: Schema, path: string): readonly ReleaseChange[] {
  const [old, types] = [typesOf(before), typesOf(now)]
  const changes: ReleaseChange[] = []
  const gone = (old ?? []).filter(
    (type) =>
      types !== undefined && !types.includes(type) && !(type === 'integer' && types.includes('number')),
  )
  if (gone.length > 0 || (old === undefined && types !== undefined))
    changes.push({ path, class: 'major', words: `takes another type than before (${String(types)})` })
  else if (!same(old, types))
    changes.push({ path, class: 'minor', words: `takes more types than before (${String(types)})` })
  changes.push(...compareValues(before, now, path))
  return changes
}

function valuesOf(schema: Schema): readonly unknown[] | undefined {
  return schema['const'] === undefined ? listAt(schema, 'enum') : [schema['const']]
}

function compareValues(before: Schema, now: Schema, path: string): readonly ReleaseChange[] {
  const [old, values] = [valuesOf(before), valuesOf(now)]
  if (same(old, values)) return []
  if (values === undefined) return [{ path, class: 'minor', words: 'takes any value now' }]
  if (old === undefined)
    return [{ path, class: 'major', words: `takes only ${values.map(String).join(', ')} now` }]
  const gone = old.filter((value) => !values.includes(value))
  if (gone.length > 0)
    return [{ path, class: 'major', words: `no longer takes ${gone.map(String).join(', ')}` }]
  return [{ path, class: 'minor', words: 'takes more values than before' }]
}

const LEAST = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties']
const MOST = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties']
const EXACT = ['pattern', 'format', 'multipleOf', 'contentEncoding', 'uniqueItems', 'propertyNames']

function compareBounds(before: Schema, now: Schema, path: string): readonly ReleaseChange[] {
  const changes: ReleaseChange[] = []
  for (const name of [...LEAST, ...MOST, ...EXACT]) {
    const [old, bound] = [before[name], now[name]]
    if (same(old, bound)) continue
    const looser =
      bound === undefined ||
      (typeof old === 'number' &&
        typeof bound === 'number' &&
        ((LEAST.includes(name) && bound < old) || (MOST.includes(name) && bound > old)))
    const words = `${name} is now ${JSON.stringify(bound) ?? 'gone'}`
    changes.push({ path, class: looser ? 'minor' : 'major', words })
  }
  return changes
}

function compareProperties(before: Schema, now: Schema, path: string): readonly ReleaseChange[] {
  const [old, properties] = [schemaAt(before, 'properties'), schemaAt(now, 'properties')]
  const required = (schema: Schema, name: string): boolean =>
    listAt(schema, 'required')?.includes(name) === true
  const changes: ReleaseChange[] = []
  for (const name of new Set([...Object.keys(old), ...Object.keys(properties)])) {
    const at = `${path}.${name}`
    const [was, is] = [old[name], properties[name]]
    if (!isSchema(was)) {
      const needed = required(now, name)
      changes.push({
        path: at,
        class: needed ? 'major' : 'minor',
        words: needed ? 'is new and required' : 'is new and optional',
      })
    } else if (isSchema(is)) {
      if (required(before, name) !== required(now, name)) {
        const needed = required(now, name)
        changes.push({
          path: at,
          class: needed ? 'major' : 'minor',
          words: needed ? 'is now required' : 'is no longer required',
        })
      }
      changes.push(...compareSchemas(was, is, at))
    } else changes.push({ path: at, class: 'major', words: 'was removed' })
  }
  if (!same(before['additionalProperties'], now['additionalProperties'])) {
    const closed = now['additionalProperties'] === false
    changes.push({
      path,
      class: closed ? 'major' : 'minor',
      words: closed ? 'refuses other fields now' : 'treats other fields in another way',
    })
  }
  return changes
}

function compareItems(before: Schema, now: Schema, path: string): readonly ReleaseChange[] {
  const [old, items] = [before['items'], now['items']]
  if (isSchema(old) && isSchema(items)) return compareSchemas(old, items, `${path}[]`)
  if (same(old, items)) return []
  return [{ path: `${path}[]`, class: items === undefined ? 'minor' : 'major', words: 'has other elements' }]
}

const choicesOf = (schema: Schema): readonly Schema[] | undefined =>
  (listAt(schema, 'anyOf') ?? listAt(schema, 'oneOf'))?.filter(isSchema)

/** Every form that was accepted has to have one that still accepts it. */
function compareChoices(before: Schema, now: Schema, path: string): readonly ReleaseChange[] {
  const [old, choices] = [choicesOf(before) ?? [before], choicesOf(now) ?? [now]]
  if (same(old, choices)) return []
  const kept = old.every((one) =>
    choices.some((other) => !compareSchemas(one, other, path).some((change) => change.class === 'major')),
  )
  return [
    kept
      ? { path, class: 'minor', words: 'takes more forms than before' }
      : { path, class: 'major', words: 'no longer takes all the forms that it took' },
  ]
}

/** What has to hold at once: anything more narrows. */
function compareWholes(before: Schema, now: Schema, path: string): readonly ReleaseChange[] {
  const [old = [], wholes = []] = [listAt(before, 'allOf'), listAt(now, 'allOf')]
  if (same(old, wholes)) return []
  const narrower = wholes.some((one) => !old.some((other) => same(one, other)))
  return [{ path, class: narrower ? 'major' : 'minor', words: 'has other rules' }]
}

function compareWords(before: Schema, now: Schema, path: string): readonly ReleaseChange[] {
  const changes: ReleaseChange[] = []
  if (!same(before['default'], now['default'])) {
    const words = `stands for ${JSON.stringify(now['default']) ?? 'nothing'} where it is left out`
    changes.push({ path, class: 'minor', words })
  }
  if (!same([before['description'], before['title']], [now['description'], now['title']]))
    changes.push({ path, class: 'patch', words: 'is described in other words' })
  return changes
}
