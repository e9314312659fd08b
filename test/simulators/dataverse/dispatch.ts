import type { IncomingCall } from '../common/http/call.ts'
import { jsonReply, type Reply } from '../common/http/reply.ts'
import { failure, unauthorized } from './failure.ts'
import type { ServiceProtection } from './limits.ts'
import { answerList, answerRow } from './list.ts'
import { answerDefinition, answerDefinitions, answerPicklists } from './metadata.ts'
import { preferencesOf } from './odata/preferences.ts'
import { QueryError } from './odata/query-error.ts'
import type { World } from './state/world.ts'

export const BASE = '/api/data/v9.2'

/** A call, how the description calls its address, and the answer. */
export interface Dispatched {
  readonly template: string | undefined
  readonly params: Readonly<Record<string, string>>
  readonly path: string
  readonly query: URLSearchParams
  readonly reply: Reply
}

export interface DispatchContext {
  readonly world: World
  readonly tokens: ReadonlySet<string>
  readonly protection: ServiceProtection
  readonly largestPage: number
  readonly deltaTokenDays: number
  readonly hidden: ReadonlySet<string>
}

/** What an address leads to. */
interface Found {
  readonly template: string
  readonly params: Readonly<Record<string, string>>
  readonly answer: (root: string, parameters: URLSearchParams) => Reply
}

/** Answers one call: token, service protection, address, query. */
export function dispatch(context: DispatchContext, call: IncomingCall): Dispatched {
  const { path, query } = addressOf(call)
  const found = path === undefined ? undefined : find(context, call, path)
  const reply = answer(context, call, found, query)
  return {
    template: found?.template,
    params: found?.params ?? {},
    path: path ?? call.target,
    query,
    reply: {
      ...reply,
      headers: { 'odata-version': '4.0', ...context.protection.headers(), ...reply.headers },
    },
  }
}

function answer(
  context: DispatchContext,
  call: IncomingCall,
  found: Found | undefined,
  query: URLSearchParams,
): Reply {
  const token = /^Bearer (.+)$/.exec(call.headers.get('authorization') ?? '')?.[1]
  if (token === undefined || !context.tokens.has(token)) return unauthorized(call.origin)
  const refusal = context.protection.refusal()
  if (refusal !== undefined) return refusal
  if (found === undefined) return failure(404, `Resource not found for the segment '${segmentOf(call)}'.`)
  if (call.method !== 'GET')
    return failure(405, 'The requested resource does not support this http method.', '0x8006088b')
  try {
    return found.answer(`${call.origin}${BASE}`, query)
  } catch (error) {
    if (error instanceof QueryError) return failure(error.status, error.message, error.code)
    throw error
  }
}

const GUID = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}'
const ROW = new RegExp(`^/(\\w+)\\((${GUID})\\)$`)
const DEFINITION = /^\/EntityDefinitions\(LogicalName='(\w+)'\)$/
const PICKLISTS =
  /^\/EntityDefinitions\(LogicalName='(\w+)'\)\/Attributes\/Microsoft\.Dynamics\.CRM\.PicklistAttributeMetadata$/

function find(context: DispatchContext, call: IncomingCall, path: string): Found | undefined {
  const { world } = context
  if (path === '/WhoAmI') return { template: '/WhoAmI', params: {}, answer: (root) => whoAmI(world, root) }
  if (path === '/EntityDefinitions')
    return {
      template: path,
      params: {},
      answer: (root, parameters) => answerDefinitions(world, parameters, root),
    }
  const [, defined] = DEFINITION.exec(path) ?? []
  if (defined !== undefined)
    return {
      template: "/EntityDefinitions(LogicalName='{LogicalName}')",
      params: { LogicalName: defined },
      answer: (root, parameters) => answerDefinition(world, defined, parameters, root),
    }
  const [, chosen] = PICKLISTS.exec(path) ?? []
  if (chosen !== undefined)
    return {
      template:
        "/EntityDefinitions(LogicalName='{LogicalName}')/Attributes/Microsoft.Dynamics.CRM.PicklistAttributeMetadata",
      params: { LogicalName: chosen },
      answer: (root, parameters) => answerPicklists(world, chosen, parameters, root),
    }
  return findRows(context, call, path)
}

function findRows(context: DispatchContext, call: IncomingCall, path: string): Found | undefined {
  const { world, largestPage, deltaTokenDays, hidden } = context
  const preferences = preferencesOf(call.headers.get('prefer'), largestPage)
  const list = world.sets.get(path.slice(1))
  if (list !== undefined)
    return {
      template: path,
      params: {},
      answer: (root, parameters) =>
        answerList({ world, table: list, parameters, preferences, root, deltaTokenDays, hidden }),
    }
  const [, set = '', id = ''] = ROW.exec(path) ?? []
  const table = world.sets.get(set)
  if (table === undefined) return undefined
  const { key } = table.definition
  return {
    template: `/${set}({${key}})`,
    params: { [key]: id },
    answer: (root, parameters) =>
      answerRow({ world, table, parameters, preferences, root, deltaTokenDays, hidden }, id.toLowerCase()),
  }
}

function whoAmI(world: World, root: string): Reply {
  return jsonReply(200, {
    '@odata.context': `${root}/$metadata#Microsoft.Dynamics.CRM.WhoAmIResponse`,
    BusinessUnitId: world.businessUnitId,
    UserId: world.userId,
    OrganizationId: world.organizationId,
  })
}

/** Path below the API's root, and the query; no path for an address outside of it. */
function addressOf(call: IncomingCall): {
  readonly path: string | undefined
  readonly query: URLSearchParams
} {
  const { pathname, searchParams } = new URL(call.target, call.origin)
  const path = decodeURIComponent(pathname)
  return { path: path.startsWith(`${BASE}/`) ? path.slice(BASE.length) : undefined, query: searchParams }
}

const segmentOf = (call: IncomingCall): string =>
  new URL(call.target, call.origin).pathname.split('/').at(-1) ?? ''
