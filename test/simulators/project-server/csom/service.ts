import type { IncomingCall } from '../../common/http/call.ts'
import type { Reply } from '../../common/http/reply.ts'
import { badRequest, ODataError } from '../odata/odata-error.ts'
import { CONTENT_TYPES, type WireForm, wireFormOf } from '../odata/wire-form.ts'
import type { World } from '../state/world.ts'
import { calendarEntities, fieldEntities, projectEntities, resourceEntities } from './entities.ts'
import type { CsomEntity } from './entity.ts'
import { isMany, renderEntity } from './render.ts'
import { readShape } from './shape.ts'
import { csomType } from './types.ts'

export interface CsomReply {
  readonly reply: Reply
  readonly template: string
  readonly params: Readonly<Record<string, string>>
  readonly form: WireForm
}

const COLLECTIONS: Readonly<
  Record<string, { readonly type: string; readonly list: (world: World) => CsomEntity[] }>
> = {
  projects: { type: 'PS.PublishedProject', list: projectEntities },
  calendars: { type: 'PS.Calendar', list: calendarEntities },
  enterpriseresources: { type: 'PS.EnterpriseResource', list: resourceEntities },
  customfields: { type: 'PS.CustomField', list: fieldEntities },
}

/** Names of the collections as the description writes them. */
const NAMES: Readonly<Record<string, string>> = {
  projects: 'Projects',
  calendars: 'Calendars',
  enterpriseresources: 'EnterpriseResources',
  customfields: 'CustomFields',
}

const KNOWN = new Set(['$select', '$expand', '$top', '$skip', '$orderby', '$format'])

/** Answers a request below `_api/ProjectServer`; `path` begins with what follows it. Throws ODataError to refuse. */
export const answerCsom = (
  world: World,
  call: IncomingCall,
  request: { readonly api: string; readonly path: string; readonly query: URLSearchParams },
): CsomReply => {
  const { api, path, query } = request
  const form = wireFormOf(call, query)
  if (call.method !== 'GET') throw new ODataError(405, 'Only reading is simulated.')
  for (const name of query.keys())
    if (!KNOWN.has(name)) throw badRequest(`The query string parameter "${name}" is not supported here.`)
  const target = find(world, path)
  const shape = readShape(target.type, query.get('$select'), query.get('$expand'))
  const write = (entity: CsomEntity): Readonly<Record<string, unknown>> =>
    renderEntity(entity, shape, form, api)
  const context = `${api}/$metadata#SP.ApiData.${target.type.slice(3)}s`
  let body: unknown
  if (isMany(target.found)) {
    const rows = paged(target.found, query).map(write)
    body = form === 'verbose' ? { d: { results: rows } } : { 'odata.metadata': context, value: rows }
  } else {
    const row = write(target.found)
    body = form === 'verbose' ? { d: row } : { 'odata.metadata': `${context}/@Element`, ...row }
  }
  const reply = {
    status: 200,
    headers: { 'content-type': CONTENT_TYPES[form], dataserviceversion: form === 'verbose' ? '2.0' : '3.0' },
    body: Buffer.from(JSON.stringify(body)),
  }
  return { reply, template: target.template, params: target.params, form }
}

const ID = String.raw`(?:guid)?'([\da-f-]{36})'`
const PATH = new RegExp(String.raw`^/(\w+)(?:\(${ID}\)(?:/(\w+))?)?$`, 'i')

interface Target {
  readonly found: CsomEntity | readonly CsomEntity[]
  readonly type: string
  readonly template: string
  readonly params: Readonly<Record<string, string>>
}

/** `Projects`, `Projects('…')` or `Projects('…')/Tasks`; names are not case-sensitive, as SharePoint has them. */
const find = (world: World, path: string): Target => {
  const [, name = '', id, below] = PATH.exec(path) ?? []
  const collection = COLLECTIONS[name.toLowerCase()]
  const written = NAMES[name.toLowerCase()]
  if (collection === undefined || written === undefined)
    throw new ODataError(404, `Cannot find resource for the request ${name}.`)
  const { type } = collection
  const list = collection.list(world)
  if (id === undefined) return { found: list, type, template: `/${written}`, params: {} }
  const params = { id: id.toLowerCase() }
  const one = list.find(({ scalars }) => scalars['Id'] === params.id)
  if (one === undefined)
    throw new ODataError(404, `The resource you are looking for does not exist: ${name}('${id}').`)
  const template = `/${written}('{id}')`
  if (below === undefined) return { found: one, type, template, params }
  const link = csomType(type).links[below]
  const target = link === undefined ? undefined : one.links[below]?.()
  if (link === undefined || target === undefined || target === null)
    throw new ODataError(404, `Cannot find resource for the request ${below}.`)
  return { found: target, type: link.type, template: `${template}/${below}`, params }
}

const paged = (entities: readonly CsomEntity[], query: URLSearchParams): readonly CsomEntity[] => {
  const whole = (name: string, absent: number): number => {
    const text = query.get(name)
    if (text === null) return absent
    if (!/^\d{1,9}$/.test(text)) throw badRequest(`The query parameter ${name} must be a whole number.`)
    return Number(text)
  }
  const order = query.get('$orderby')
  if (order !== null && order !== 'Id') throw badRequest(`Only $orderby=Id is simulated.`)
  const skip = whole('$skip', 0)
  return entities.slice(skip, skip + whole('$top', entities.length))
}
