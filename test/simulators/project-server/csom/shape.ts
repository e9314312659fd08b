import { badRequest } from '../odata/odata-error.ts'
import { csomType } from './types.ts'
import { lengthNames } from './length-names.ts'

/** What is asked for of an object: which scalars, and the same of each object that it leads to. */
export interface Shape {
  /** undefined: all of them, custom fields included. */
  readonly scalars: ReadonlySet<string> | undefined
  readonly links: ReadonlyMap<string, Shape>
}

/** Reads `$select` and `$expand` with their paths (`Tasks/Parent/Id`); throws ODataError for what is not there. */
export const readShape = (type: string, select: string | null, expand: string | null): Shape =>
  shapeOf(type, select === null ? undefined : pathsOf(select), expand === null ? [] : pathsOf(expand))

const pathsOf = (text: string): string[][] =>
  text
    .split(',')
    .map((path) => path.trim().split('/'))
    .filter((path) => path[0] !== '')

const shapeOf = (
  name: string,
  select: readonly (readonly string[])[] | undefined,
  expand: readonly (readonly string[])[],
): Shape => {
  const type = csomType(name)
  const heads = new Set(expand.map(([head = '']) => head))
  for (const head of heads)
    if (!Object.hasOwn(type.links, head))
      throw badRequest(`The field or property '${head}' of ${name} cannot be expanded.`)
  for (const path of select ?? []) checkSelected(name, path, heads)
  const links = new Map<string, Shape>()
  for (const head of heads) {
    const below = select?.filter(([first]) => first === head).map((path) => path.slice(1))
    // What is expanded and not selected is not sent.
    if (below?.length === 0) continue
    const target = type.links[head]
    if (target === undefined) continue
    const whole = below === undefined || below.some((path) => path.length === 0)
    const deeper = expand
      .filter(([first]) => first === head)
      .flatMap(([, ...rest]) => (rest.length > 0 ? [rest] : []))
    links.set(head, shapeOf(target.type, whole ? undefined : below, deeper))
  }
  return { scalars: scalarsOf(select), links }
}

const checkSelected = (name: string, path: readonly string[], expanded: ReadonlySet<string>): void => {
  const { scalars, links, custom } = csomType(name)
  const [head = '', ...rest] = path
  if (head === '*') return
  if (Object.hasOwn(links, head)) {
    if (rest.length > 0 && !expanded.has(head))
      throw badRequest(
        `The query to field '${path.join('/')}' is not valid. The $select query string must specify the target fields and the $expand query string must contain ${head}.`,
      )
    return
  }
  const known =
    Object.hasOwn(scalars, head) ||
    lengthNames(scalars).has(head) ||
    (custom && /^(Local)?Custom_x005f_/.test(head))
  if (!known || rest.length > 0) throw badRequest(`The field or property '${path.join('/')}' does not exist.`)
}

const scalarsOf = (select: readonly (readonly string[])[] | undefined): ReadonlySet<string> | undefined => {
  if (select === undefined) return undefined
  const names = select.flatMap((path) => (path.length === 1 ? path : []))
  return names.includes('*') ? undefined : new Set(names)
}
