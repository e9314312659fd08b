import {
  type DocumentNode,
  execute,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql'
import { accountKey } from '../auth.ts'
import type { Gate } from '../gate/gate.ts'
import type { Reply } from '../../common/http/reply.ts'
import { json, failure } from '../http/reply.ts'
import type { SimulatorRequest } from '../http/request.ts'
import { isJsonObject } from '../../common/json.ts'
import type { RateLimiter } from '../limits.ts'
import type { World } from '../state/world.ts'
import { costOf, type QueryCost } from './cost.ts'
import { GithubGraphqlError } from './github-error.ts'
import { contextOf, rootOf } from './root.ts'
import { simulatedSchema } from './schema.ts'

export interface GraphqlCall {
  readonly world: World
  readonly limiter: RateLimiter
  readonly gate: Gate | undefined
  readonly request: SimulatorRequest
}

export interface GraphqlAnswer {
  readonly reply: Reply
  /** Points to charge. */
  readonly cost: number
}

/** Answers one GraphQL request; like GitHub with status 200 also where the query is wrong. */
export const executeGraphql = (call: GraphqlCall): GraphqlAnswer => {
  const { body } = call.request
  const source = isJsonObject(body) ? body['query'] : undefined
  if (typeof source !== 'string')
    return { reply: failure(400, 'A query attribute must be specified and must be a string.'), cost: 1 }
  const given = isJsonObject(body) ? body['variables'] : undefined
  const variables = isJsonObject(given) ? given : {}
  const name = isJsonObject(body) ? body['operationName'] : undefined
  try {
    const document = parse(source)
    const problems = [...(call.gate?.checkGraphql(document) ?? []), ...validate(simulatedSchema(), document)]
    if (problems.length > 0) return refused(problems.map((problem) => shapeOf(problem)))
    const operation = operationOf(document, typeof name === 'string' ? name : undefined)
    const cost = costOf({
      schema: simulatedSchema(),
      document,
      operation,
      variables: withDefaults(operation, variables),
    })
    return { reply: run(call, { document, variables, name, cost }), cost: cost.points }
  } catch (error) {
    if (error instanceof GraphQLError) return refused([shapeOf(error)])
    if (error instanceof GithubGraphqlError) return refused([{ type: error.type, message: error.message }])
    throw error
  }
}

const refused = (errors: readonly unknown[]): GraphqlAnswer => ({ reply: json({ errors }), cost: 1 })

const operationOf = (document: DocumentNode, name: string | undefined): OperationDefinitionNode => {
  const operations = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  )
  const operation =
    name === undefined ? operations[0] : operations.find((candidate) => candidate.name?.value === name)
  if (operation === undefined) throw new GraphQLError(`No operation named "${name ?? ''}".`)
  return operation
}

const withDefaults = (
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> => {
  const defaults = (operation.variableDefinitions ?? []).flatMap((definition) =>
    definition.defaultValue?.kind === Kind.INT
      ? [[definition.variable.name.value, Number(definition.defaultValue.value)] as const]
      : [],
  )
  return { ...Object.fromEntries(defaults), ...variables }
}

interface Prepared {
  readonly document: DocumentNode
  readonly variables: Readonly<Record<string, unknown>>
  readonly name: unknown
  readonly cost: QueryCost
}

const run = (call: GraphqlCall, prepared: Prepared): Reply => {
  const { world, limiter, request } = call
  const account = accountKey(request.principal)
  const context = contextOf({
    world,
    principal: request.principal,
    maxFirst: limiter.limits.graphqlMaxFirst,
  })
  const result = execute({
    schema: simulatedSchema(),
    document: prepared.document,
    variableValues: prepared.variables,
    ...(typeof prepared.name === 'string' ? { operationName: prepared.name } : {}),
    rootValue: rootOf(context, () => ({ window: limiter.window(account, 'graphql'), cost: prepared.cost })),
  })
  if (result instanceof Promise) throw new Error('A resolver of the simulator returned a promise.')
  const errors = result.errors?.map(shapeOf)
  return json({ ...(result.data === undefined ? {} : { data: result.data }), ...(errors ? { errors } : {}) })
}

/** GitHub's error: `type` stands beside the message, not in the extensions. */
const shapeOf = (error: GraphQLError): Readonly<Record<string, unknown>> => {
  const { originalError } = error
  const type = originalError instanceof GithubGraphqlError ? { type: originalError.type } : {}
  return {
    ...type,
    ...(error.path === undefined ? {} : { path: error.path }),
    ...(error.locations === undefined ? {} : { locations: error.locations }),
    message: error.message,
  }
}
