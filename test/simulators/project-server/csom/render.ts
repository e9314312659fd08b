import type { WireForm } from '../odata/wire-form.ts'
import { type CsomEntity, wireScalars } from './entity.ts'
import type { Shape } from './shape.ts'
import { csomType } from './types.ts'

/** An object of the object model as JSON, with as much of it as was asked for. `api` is the address of `_api`. */
export const renderEntity = (
  entity: CsomEntity,
  shape: Shape,
  form: WireForm,
  api: string,
): Readonly<Record<string, unknown>> => {
  const address = `${api}/${entity.path}`
  const all = wireScalars(entity)
  const { scalars } = shape
  const chosen =
    scalars === undefined
      ? all
      : Object.fromEntries(Object.entries(all).filter(([name]) => scalars.has(name)))
  const links = Object.entries(csomType(entity.type).links).flatMap(([name, { many }]) => {
    const below = shape.links.get(name)
    if (below !== undefined)
      return [[name, renderLink(entity.links[name]?.() ?? (many ? [] : null), below, form, api)] as const]
    return form === 'verbose' ? [[name, { __deferred: { uri: `${address}/${name}` } }] as const] : []
  })
  const about =
    form === 'verbose'
      ? { __metadata: { id: address, uri: address, type: entity.type } }
      : { 'odata.type': entity.type, 'odata.id': address, 'odata.editLink': entity.path }
  return { ...about, ...Object.fromEntries(links), ...chosen }
}

const renderLink = (
  target: CsomEntity | readonly CsomEntity[] | null,
  shape: Shape,
  form: WireForm,
  api: string,
): unknown => {
  if (target === null) return form === 'verbose' ? null : { 'odata.null': true }
  if (!isMany(target)) return renderEntity(target, shape, form, api)
  const entities = target.map((entity) => renderEntity(entity, shape, form, api))
  return form === 'verbose' ? { results: entities } : entities
}

export const isMany = (target: CsomEntity | readonly CsomEntity[]): target is readonly CsomEntity[] =>
  Array.isArray(target)
