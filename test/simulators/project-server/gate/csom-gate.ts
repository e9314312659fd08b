import { DescriptionGate, type InspectedReply } from '../../common/gate/description-gate.ts'
import type { Problem } from '../../common/gate/exchange.ts'
import { isJsonObject } from '../../common/json.ts'
import { CSOM_DESCRIPTION } from '../csom/description.ts'
import { lengthNames } from '../csom/length-names.ts'
import { CSOM_TYPES } from '../csom/types.ts'

/** A gate on the object model's description, with what that leaves open. */
export const createCsomGate = (): DescriptionGate =>
  new DescriptionGate({ document: CSOM_DESCRIPTION, allowances: [], inspect: openProblems })

/** What the schemas leave open: that lengths agree with themselves, and that all is there that was asked for. */
const openProblems = ({ value, query, reply }: InspectedReply): readonly Problem[] => {
  if (reply.status !== 200 || !isJsonObject(value)) return []
  const roots: readonly unknown[] = Array.isArray(value['value']) ? value['value'] : [value]
  const select = query
    .get('$select')
    ?.split(',')
    .map((path) => path.trim().split('/'))
  return roots.flatMap((root, at) => [...lengthProblems(root, `/${at}`), ...missing(root, select, `/${at}`)])
}

const UNITS: Readonly<Record<string, number | undefined>> = {
  m: 1,
  em: 1,
  h: 60,
  eh: 60,
  ed: 1440,
  ew: 10_080,
}

const lengthProblems = (value: unknown, place: string): readonly Problem[] => {
  if (Array.isArray(value)) return value.flatMap((part, at) => lengthProblems(part, `${place}/${at}`))
  if (!isJsonObject(value)) return []
  return Object.entries(value).flatMap(([name, part]) => {
    if (!name.endsWith('Milliseconds')) return lengthProblems(part, `${place}/${name}`)
    const length = name.slice(0, -'Milliseconds'.length)
    const minutes = Number(part) / 60_000
    const span = value[`${length}TimeSpan`]
    const text = value[length]
    const problems: Problem[] = []
    if (typeof span === 'string' && Math.abs(spanMinutes(span) - minutes) > 1e-6)
      problems.push({ place: `${place}/${length}TimeSpan`, problem: `"${span}" is not ${minutes} minutes` })
    const said = typeof text === 'string' ? /^(-?[\d.]+)([a-z]+)/.exec(text) : null
    const unit = UNITS[said?.[2] ?? '']
    // Two places of the unit are shown; a day or week has as many minutes as the project says.
    if (unit !== undefined && Math.abs(Number(said?.[1]) * unit - minutes) > unit * 0.0051)
      problems.push({ place: `${place}/${length}`, problem: `"${said?.[0]}" is not ${minutes} minutes` })
    if (unit === undefined && said !== null && Number(said[1]) === 0 && minutes !== 0)
      problems.push({ place: `${place}/${length}`, problem: `"${said?.[0]}" is not ${minutes} minutes` })
    return problems
  })
}

const spanMinutes = (span: string): number => {
  const [, sign, days, hours, minutes, seconds] =
    /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(span) ?? []
  const total =
    Number(days ?? 0) * 1440 + Number(hours ?? 0) * 60 + Number(minutes ?? 0) + Number(seconds ?? 0) / 60
  return sign === '-' ? -total : total
}

/** Names that were asked for and are not there. `*`, and no selection at all, ask for all scalars. */
const missing = (
  value: unknown,
  select: readonly (readonly string[])[] | undefined,
  place: string,
): readonly Problem[] => {
  if (Array.isArray(value)) return value.flatMap((part, at) => missing(part, select, `${place}/${at}`))
  if (!isJsonObject(value) || value['odata.null'] === true) return []
  const type = typeof value['odata.type'] === 'string' ? CSOM_TYPES[value['odata.type']] : undefined
  const scalars = Object.keys(type?.scalars ?? {})
  const every = [...scalars, ...lengthNames(type?.scalars ?? {})]
  const wanted =
    select?.flatMap(([head = '', ...rest]) => (rest.length > 0 ? [] : head === '*' ? every : [head])) ?? every
  const absent = [...new Set(wanted)].filter(
    (name) => !Object.hasOwn(value, name) && !/^(Local)?Custom_/.test(name),
  )
  const heads =
    select === undefined
      ? Object.keys(type?.links ?? {}).filter((name) => Object.hasOwn(value, name))
      : [...new Set(select.flatMap(([head = '', ...rest]) => (rest.length > 0 ? [head] : [])))]
  return [
    ...absent.map((name) => ({ place, problem: `${name} was asked for and is not there` })),
    ...heads.flatMap((head) =>
      Object.hasOwn(value, head)
        ? missing(
            value[head],
            select?.flatMap(([first, ...rest]) => (first === head && rest.length > 0 ? [rest] : [])),
            `${place}/${head}`,
          )
        : [{ place, problem: `${head} was asked for and is not there` }],
    ),
  ]
}
