import type { IncomingCall } from '../../common/http/call.ts'
import type { Reply } from '../../common/http/reply.ts'
import type { Row } from '../odata/evaluate.ts'
import type { Value } from '../odata/expression.ts'
import { ODataError } from '../odata/odata-error.ts'
import { pageOf } from '../odata/page.ts'
import { readQuery } from '../odata/query.ts'
import { tokensOf } from '../odata/tokens.ts'
import { CONTENT_TYPES, plainDate, verboseDate, type WireForm, wireFormOf } from '../odata/wire-form.ts'
import type { World } from '../state/world.ts'
import { ENTITY_SETS, type EntitySetName, isEntitySet } from './entity-sets.ts'
import type { EntityType, PropertyType } from './entity-type.ts'
import { metadataXml } from './metadata.ts'
import { PAGE_SIZES } from './page-sizes.ts'
import { rowsOf } from './rows.ts'

export interface ProjectDataOptions {
  readonly world: World
  /** A page size below the server's own. */
  readonly maxPageSize: number | undefined
}

export interface ProjectDataReply {
  readonly reply: Reply
  /** Template of the API description. */
  readonly template: string | undefined
  readonly params: Readonly<Record<string, string>>
  readonly form: WireForm
}

/** Answers a request below `_api/ProjectData`; `path` begins with what follows it. Throws ODataError to refuse. */
export const answerProjectData = (
  { world, maxPageSize }: ProjectDataOptions,
  call: IncomingCall,
  request: { readonly root: string; readonly path: string; readonly query: URLSearchParams },
): ProjectDataReply => {
  const { root, path, query } = request
  if (path === '/$metadata') {
    const headers = { 'content-type': 'application/xml;charset=utf-8', dataserviceversion: '3.0;' }
    const reply = { status: 200, headers, body: Buffer.from(metadataXml()) }
    return { reply, template: path, params: {}, form: 'verbose' }
  }
  const form = wireFormOf(call, query)
  if (path.includes('/$links'))
    throw new ODataError(501, 'The $links segment is not implemented for ProjectData.')
  if (call.method !== 'GET') throw new ODataError(405, 'ProjectData is read-only.')
  const match = /^\/(\w+)(?:\((.+)\))?$/.exec(path)
  const name = match?.[1] ?? ''
  if (match === null || !isEntitySet(name))
    throw new ODataError(404, `Resource not found for the segment '${path.slice(1)}'.`)
  world.runReporting()
  const type: EntityType = ENTITY_SETS[name]
  const write = (row: Row, select: readonly string[] | undefined): unknown =>
    entityBody({ root, name, type, row, select, form })
  const reply = (body: unknown): Reply => ({
    status: 200,
    headers: {
      'content-type': CONTENT_TYPES[form],
      dataserviceversion: form === 'verbose' ? '2.0;' : '3.0;',
    },
    body: Buffer.from(JSON.stringify(body)),
  })

  if (match[2] !== undefined) {
    const keys = keysOf(match[2], type)
    const { select } = readQuery(query, type)
    const found = rowsOf(world, name).find((row) => type.key.every((key) => row[key] === keys[key]))
    if (found === undefined) throw new ODataError(404, `Resource not found for the segment '${name}'.`)
    const entity = write(found, select)
    const context = { 'odata.metadata': `${root}/$metadata#${name}/@Element` }
    const params = Object.fromEntries(type.key.map((key) => [key, String(keys[key])]))
    const body = form === 'verbose' ? { d: entity } : { ...context, ...(entity as object) }
    return { reply: reply(body), template: keyTemplate(name, type), params, form }
  }

  const read = readQuery(query, type)
  const size = Math.min(PAGE_SIZES[name], maxPageSize ?? Infinity)
  const page = pageOf(rowsOf(world, name), read, size)
  const results = page.rows.map((row) => write(row, read.select))
  const next =
    page.next === undefined
      ? undefined
      : nextLink({ root, name, query, type, order: read.order, next: page.next, topLeft: page.topLeft })
  const body =
    form === 'verbose'
      ? {
          d: {
            results,
            ...(read.inlineCount ? { __count: String(page.count) } : {}),
            ...(next === undefined ? {} : { __next: next }),
          },
        }
      : {
          'odata.metadata': `${root}/$metadata#${name}`,
          ...(read.inlineCount ? { 'odata.count': String(page.count) } : {}),
          value: results,
          // A relative link, as the service writes it in this form.
          ...(next === undefined ? {} : { 'odata.nextLink': next.slice(root.length + 1) }),
        }
  return { reply: reply(body), template: `/${name}`, params: {}, form }
}

const keyTemplate = (name: string, { key, properties }: EntityType): string => {
  const slot = (property: string): string =>
    properties.get(property)?.type === 'date' ? `'{${property}}'` : `{${property}}`
  const [only] = key
  return key.length === 1 && only !== undefined
    ? `/${name}(${slot(only)})`
    : `/${name}(${key.map((property) => `${property}=${slot(property)}`).join(',')})`
}

/** `guid'…'`, or `ProjectId=guid'…',TaskId=guid'…'`. */
const keysOf = (text: string, type: EntityType): Readonly<Record<string, Value>> => {
  const parts = text.split(',').map((part) => /^(?:(\w+)=)?(.+)$/.exec(part.trim()))
  const found: Record<string, Value> = {}
  for (const part of parts) {
    const [token, end] = tokensOf(part?.[2] ?? '')
    const name = part?.[1] ?? (type.key.length === 1 ? type.key[0] : undefined)
    const kind = type.properties.get(name ?? '')?.type
    const fits = (kind === 'guid' && token?.kind === 'guid') || (kind === 'int' && token?.kind === 'number')
    if (name === undefined || !type.key.includes(name) || !fits || end?.kind !== 'end')
      throw new ODataError(400, `Bad Request - Error in query syntax.`)
    found[name] = token?.kind === 'number' ? Number(token.text) : (token?.text ?? null)
  }
  if (type.key.some((key) => found[key] === undefined))
    throw new ODataError(
      400,
      'The number of keys specified in the URI does not match number of key properties.',
    )
  return found
}

const nextLink = ({
  root,
  name,
  query,
  type,
  order,
  next,
  topLeft,
}: {
  readonly root: string
  readonly name: EntitySetName
  readonly query: URLSearchParams
  readonly type: EntityType
  readonly order: readonly { readonly name: string }[]
  readonly next: readonly Value[]
  readonly topLeft: number | undefined
}): string => {
  const kept = [...query].filter(([key]) => !['$skip', '$top', '$skiptoken'].includes(key))
  const token = next.map((value, index) =>
    literal(value, type.properties.get(order[index]?.name ?? '')?.type),
  )
  const parameters = [
    ...kept,
    ...(topLeft === undefined ? [] : [['$top', String(topLeft)] as const]),
    ['$skiptoken', token.join(',')] as const,
  ]
  return `${root}/${name}?${parameters.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&')}`
}

const literal = (value: Value, type: PropertyType | undefined): string => {
  if (value === null) return 'null'
  if (type === 'guid') return `guid'${value}'`
  if (type === 'date') return `datetime'${plainDate(Number(value))}'`
  if (type === 'text') return `'${String(value).replaceAll("'", "''")}'`
  return type === 'decimal' ? `${String(value)}M` : String(value)
}

const entityBody = ({
  root,
  name,
  type,
  row,
  select,
  form,
}: {
  readonly root: string
  readonly name: EntitySetName
  readonly type: EntityType
  readonly row: Row
  readonly select: readonly string[] | undefined
  readonly form: WireForm
}): unknown => {
  const names = select ?? [...type.properties.keys()]
  const body = Object.fromEntries(
    names.map((property) => [
      property,
      wireValue(row[property] ?? null, type.properties.get(property)?.type, form),
    ]),
  )
  if (form === 'minimal') return body
  const keys = type.key.map((key) => literal(row[key] ?? null, type.properties.get(key)?.type))
  const uri = `${root}/${name}(${type.key.length === 1 ? keys.join('') : type.key.map((key, at) => `${key}=${keys[at]}`).join(',')})`
  return { __metadata: { id: uri, uri, type: `ReportingData.${type.name}` }, ...body }
}

/** Decimals are text with six places; dates depend on the form. */
const wireValue = (value: Value, type: PropertyType | undefined, form: WireForm): unknown => {
  if (value === null) return null
  if (type === 'decimal') return Number(value).toFixed(6)
  if (type === 'date') return form === 'verbose' ? verboseDate(Number(value)) : plainDate(Number(value))
  return value
}
