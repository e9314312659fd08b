import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import { EXCESSIVE_PAGINATION, GithubGraphqlError, MISSING_BOUNDARIES, NODE_LIMIT } from './github-error.ts'

const MAX_PER_CONNECTION = 100
const MAX_NODES = 500_000

export interface QueryCost {
  /** Points: requests needed to fill all connections, divided by 100, at least 1. */
  readonly points: number
  readonly nodes: number
}

export interface CostInput {
  readonly schema: GraphQLSchema
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  readonly variables: Readonly<Record<string, unknown>>
}

/** What a query costs by its declared `first` and `last`. Throws what GitHub refuses before it runs anything. */
export const costOf = (input: CostInput): QueryCost => {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of input.document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  const total = { requests: 0, nodes: 0 }

  const visit = (selections: SelectionSetNode, typeName: string, times: number): void => {
    for (const selection of selections.selections) {
      if (selection.kind === Kind.FIELD) field(selection, typeName, times)
      else if (selection.kind === Kind.INLINE_FRAGMENT)
        visit(selection.selectionSet, selection.typeCondition?.name.value ?? typeName, times)
      else {
        const fragment = fragments.get(selection.name.value)
        if (fragment !== undefined) visit(fragment.selectionSet, fragment.typeCondition.name.value, times)
      }
    }
  }

  const field = (node: FieldNode, typeName: string, times: number): void => {
    const parent = input.schema.getType(typeName)
    const definition =
      isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined
    if (definition === undefined || node.selectionSet === undefined) return
    const target = getNamedType(definition.type).name
    if (!target.endsWith('Connection')) return visit(node.selectionSet, target, times)
    const size = pageSizeOf(node, input.variables)
    total.requests += times
    total.nodes += times * size
    visit(node.selectionSet, target, times * size)
  }

  visit(input.operation.selectionSet, input.schema.getQueryType()?.name ?? 'Query', 1)
  if (total.nodes > MAX_NODES)
    throw new GithubGraphqlError(
      NODE_LIMIT,
      `This query requests up to ${total.nodes} possible nodes which exceeds the maximum limit of ${MAX_NODES}.`,
    )
  return { points: Math.max(1, Math.round(total.requests / 100)), nodes: total.nodes }
}

const pageSizeOf = (node: FieldNode, variables: Readonly<Record<string, unknown>>): number => {
  const argument = (node.arguments ?? []).find((candidate) =>
    ['first', 'last'].includes(candidate.name.value),
  )
  const value =
    argument?.value.kind === Kind.VARIABLE
      ? variables[argument.value.name.value]
      : argument?.value.kind === Kind.INT
        ? Number(argument.value.value)
        : undefined
  const name = node.name.value
  if (typeof value !== 'number')
    throw new GithubGraphqlError(
      MISSING_BOUNDARIES,
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
    )
  if (value < 1 || value > MAX_PER_CONNECTION)
    throw new GithubGraphqlError(
      EXCESSIVE_PAGINATION,
      `Requesting ${value} records on the \`${name}\` connection exceeds the \`first\` limit of ${MAX_PER_CONNECTION} records.`,
    )
  return value
}
