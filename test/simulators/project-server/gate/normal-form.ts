import { isJsonObject } from '../../common/json.ts'
import { CSOM_TYPES } from '../csom/types.ts'

/** The object model's verbose form as its minimal one, which the description is written in. */
export const minimalOf = (value: unknown, api: string): unknown => {
  if (!isJsonObject(value)) return value
  if (isJsonObject(value['error'])) return { 'odata.error': value['error'] }
  const { d } = value
  if (d === undefined) return value
  if (isJsonObject(d) && Array.isArray(d['results']))
    return {
      'odata.metadata': `${api}/$metadata`,
      value: d['results'].map((entity) => entityOf(entity, api)),
    }
  return entityOf(d, api)
}

const entityOf = (value: unknown, api: string): unknown => {
  if (value === null) return { 'odata.null': true }
  if (!isJsonObject(value)) return value
  const about = value['__metadata']
  const body: Record<string, unknown> = {}
  const type =
    isJsonObject(about) && typeof about['type'] === 'string' ? CSOM_TYPES[about['type']] : undefined
  if (isJsonObject(about)) {
    const id = typeof about['id'] === 'string' ? about['id'] : ''
    body['odata.type'] = about['type']
    body['odata.id'] = id
    body['odata.editLink'] = id.startsWith(`${api}/`) ? id.slice(api.length + 1) : id
  }
  for (const [name, part] of Object.entries(value)) {
    if (name === '__metadata' || (isJsonObject(part) && '__deferred' in part)) continue
    if (isJsonObject(part) && Array.isArray(part['results']))
      body[name] = part['results'].map((entity) => entityOf(entity, api))
    // What leads to no object is null here, and says so there.
    else body[name] = isJsonObject(part) || type?.links[name]?.many === false ? entityOf(part, api) : part
  }
  return body
}

/** ProjectData's minimal form as its verbose one, which the description is written in. Dates stay as they are. */
export const verboseOf = (value: unknown, root: string): unknown => {
  if (!isJsonObject(value)) return value
  if (isJsonObject(value['odata.error'])) return { error: value['odata.error'] }
  if (value['d'] !== undefined) return value
  const { 'odata.metadata': context, 'odata.count': count, 'odata.nextLink': next, ...rest } = value
  if (typeof context !== 'string') return value
  if (!context.endsWith('/@Element')) {
    const { value: results, ...more } = rest
    return {
      d: {
        results,
        ...more,
        ...(count === undefined ? {} : { __count: count }),
        ...(next === undefined ? {} : { __next: typeof next === 'string' ? `${root}/${next}` : next }),
      },
    }
  }
  return { d: rest }
}
