import type { Allowance } from '../../common/gate/allowance.ts'
import { DescriptionGate, type InspectedReply } from '../../common/gate/description-gate.ts'
import type { Problem } from '../../common/gate/exchange.ts'
import { type JsonSchema, type OpenApiDocument, resolve } from '../../common/gate/open-api.ts'
import { isJsonObject } from '../../common/json.ts'
import type { WireForm } from '../odata/wire-form.ts'
import { isEntitySet } from '../projectdata/entity-sets.ts'
import { PAGE_SIZES } from '../projectdata/page-sizes.ts'

/** What the description, converted from documentation pages, does not say of the wire. */
export const PROJECT_DATA_ALLOWANCES: readonly Allowance[] = [
  {
    id: 'metadata-of-entities',
    side: 'reply',
    operation: /./,
    problem: /^\/d(\/results\/\d+)? .*"__metadata"/,
    reason: 'The verbose form gives each entity its address and type; the converter knows entities without.',
  },
  {
    id: 'next-link',
    side: 'reply',
    operation: /./,
    problem: /^\/d .*"__next"/,
    reason:
      "A list that is longer than the server's page ends in a link to the next; the converter leaves it out.",
  },
  {
    id: 'skip-token',
    side: 'request',
    operation: /./,
    problem: /^\$skiptoken unknown query parameter/,
    reason: 'It is in the links that the server itself gives.',
  },
  {
    id: 'not-implemented',
    side: 'reply',
    operation: /./,
    problem: /the status 501 is not described/,
    reason: 'Microsoft says that $expand and $links are not implemented; the converter describes 4XX alone.',
  },
]

/** A gate on the description of ProjectData, with what its schemas leave open. `formOf` tells the form of the reply. */
export const createProjectDataGate = (document: OpenApiDocument, formOf: () => WireForm): DescriptionGate =>
  new DescriptionGate({
    document,
    allowances: PROJECT_DATA_ALLOWANCES,
    inspect: (seen) => openProblems(document, seen, formOf()),
  })

const openProblems = (
  document: OpenApiDocument,
  seen: InspectedReply,
  form: WireForm,
): readonly Problem[] => {
  const { value, template = '', query, reply } = seen
  const name = /^\/(\w+)/.exec(template)?.[1] ?? ''
  if (reply.status !== 200 || !isJsonObject(value) || !isEntitySet(name)) return []
  const { d } = value
  const list = isJsonObject(d) && Array.isArray(d['results']) ? d['results'] : undefined
  const schema = rowSchema(document, template, name)
  const selected = query.get('$select')?.split(',')
  const rows: readonly unknown[] = list ?? [d]
  const problems = rows.flatMap((row, at) =>
    rowProblems(row, { schema, selected, form, place: `/d/results/${at}` }),
  )
  if (list === undefined || !isJsonObject(d)) return problems
  const whole = (problem: string): Problem => ({ place: '/d', problem })
  if (list.length > PAGE_SIZES[name])
    problems.push(whole(`${list.length} rows where a page has ${PAGE_SIZES[name]}`))
  const top = query.get('$top')
  if (top !== null && list.length > Number(top)) problems.push(whole(`more rows than $top`))
  const count = d['__count']
  if ((query.get('$inlinecount') === 'allpages') !== (count !== undefined))
    problems.push(whole('__count is there if and only if it was asked for'))
  if (
    count !== undefined &&
    !(typeof count === 'string' && /^\d+$/.test(count) && Number(count) >= list.length)
  )
    problems.push(whole('__count is not the number of rows, or fewer than are here'))
  const next = d['__next']
  if (next !== undefined && !(typeof next === 'string' && next.includes('$skiptoken=') && list.length > 0))
    problems.push(whole('__next leads to no further page'))
  return problems
}

const rowSchema = (document: OpenApiDocument, template: string, name: string): JsonSchema => {
  const listed = `/${name}`
  const described = document.paths[listed] ?? document.paths[template]
  const response = resolve(document, described?.['get']?.responses['200'])
  const found = findReference(response)
  const schema = resolve(document, found)
  return isJsonObject(schema) ? schema : {}
}

/** The first reference to a schema of the entities. */
const findReference = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(findReference).find((found) => found !== undefined)
  if (!isJsonObject(value)) return undefined
  const target = value['$ref']
  if (typeof target === 'string' && target.includes('ReportingData.')) return value
  return Object.values(value)
    .map(findReference)
    .find((found) => found !== undefined)
}

const FORMS: Readonly<Record<WireForm, RegExp>> = {
  verbose: /^\/Date\(-?\d+\)\/$/,
  minimal: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,7})?$/,
}
const GUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/
const DECIMAL = /^-?\d+(\.\d+)?$/

const rowProblems = (
  row: unknown,
  {
    schema,
    selected,
    form,
    place,
  }: {
    readonly schema: JsonSchema
    readonly selected: readonly string[] | undefined
    readonly form: WireForm
    readonly place: string
  },
): Problem[] => {
  if (!isJsonObject(row)) return [{ place, problem: 'a row that is no object' }]
  const properties = isJsonObject(schema['properties']) ? schema['properties'] : {}
  const names = selected ?? Object.keys(properties)
  const problems = names
    .filter((name) => !Object.hasOwn(row, name))
    .map((name): Problem => ({ place, problem: `${name} is not there` }))
  for (const name of Object.keys(row))
    if (name !== '__metadata' && !names.includes(name))
      problems.push({ place, problem: `${name} was not asked for` })
  for (const [name, described] of Object.entries(properties)) {
    const value = row[name]
    if (typeof value !== 'string' || !isJsonObject(described)) continue
    const pattern =
      described['format'] === 'uuid'
        ? GUID
        : described['format'] === 'decimal'
          ? DECIMAL
          : typeof described['example'] === 'string' && described['example'].startsWith('/Date(')
            ? FORMS[form]
            : undefined
    if (pattern !== undefined && !pattern.test(value))
      problems.push({ place: `${place}/${name}`, problem: `"${value}" is no value of its type` })
  }
  return problems
}
