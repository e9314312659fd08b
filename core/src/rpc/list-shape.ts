import type { AnyTRPCRouter } from '@trpc/server'
import type { z } from 'zod'
import { elementOf, fieldsOf, hasDefault, typeOf } from '../config/index.ts'

/** Where a list stands in its reply, and which names its rows have. */
export interface ListShape {
  /** Key of the rows in the reply: `items` where nothing else is said. */
  readonly rows: string
  /** Names of a row that can be chosen; absent where rows are of several shapes. */
  readonly names?: readonly string[]
  /** It has an order of its own, which no direction turns: a direction needs a sort. */
  readonly isOrdered?: boolean
}

interface ProcedureSchemas {
  readonly _def: { readonly inputs?: readonly z.core.$ZodType[]; readonly output?: z.core.$ZodType }
}

/** The lists of a router by the path of their procedure: whatever takes `fields`. */
export function listShapes(router: AnyTRPCRouter): ReadonlyMap<string, ListShape> {
  // tRPC's own record of its procedures; its type does not say what `initTRPC` put there.
  const procedures = router._def.procedures as Record<string, ProcedureSchemas>
  return new Map(
    Object.entries(procedures).flatMap(([path, { _def }]) => {
      const asked = _def.inputs?.[0]
      const { fields, sort } = (asked && fieldsOf(asked)) ?? {}
      if (fields === undefined) return []
      const shape = _def.output === undefined ? undefined : shapeOf(_def.output)
      return shape === undefined
        ? []
        : [[path, { ...shape, isOrdered: sort !== undefined && !hasDefault(sort) }]]
    }),
  )
}

function shapeOf(output: z.core.$ZodType): ListShape | undefined {
  const keys = Object.entries(fieldsOf(output) ?? {}).filter(([, schema]) => typeOf(schema) === 'array')
  const found = keys.find(([key]) => key === 'items') ?? keys[0]
  if (found === undefined) return undefined
  const [rows, schema] = found
  const element = elementOf(schema)
  const fields = element === undefined ? undefined : fieldsOf(element)
  return { rows, ...(fields !== undefined && { names: Object.keys(fields) }) }
}
