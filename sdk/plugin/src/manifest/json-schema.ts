import { z } from 'zod'

/** A JSON Schema (draft 2020-12) as plain data. See {@link describePlugin}. */
export type JsonSchema = Readonly<Record<string, unknown>>

/**
 * Tells what a config takes, as data. Keys that zod would drop in silence are refused: a mistyped one is a mistake. What JSON Schema
 * cannot say (a transform, a rule over several fields) is left out; the plugin's own schema has the last word.
 */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const told = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      const { def } = zodSchema._zod
      if (def.type === 'object' && !('catchall' in def && def.catchall !== undefined)) {
        jsonSchema.additionalProperties = false
      }
    },
  })
  // Through JSON once: what a manifest says is what a reader of its file gets. It is an object, as every schema here.
  return JSON.parse(JSON.stringify(told)) as JsonSchema
}

/**
 * Tells what a reply holds, as data. Keys beyond those that are named are left open: vendors add some. A `bigint` is an integer of the
 * wire; what JSON Schema cannot say is left out.
 */
export function replySchemaOf(schema: z.ZodType): JsonSchema {
  const told = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      if (zodSchema._zod.def.type === 'bigint') jsonSchema.type = 'integer'
    },
  })
  return JSON.parse(JSON.stringify(told)) as JsonSchema
}
