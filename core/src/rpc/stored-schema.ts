import { z } from 'zod'

/**
 * The schema of something that was checked when it was stored: typed and described in OpenAPI, not checked
 * again on its way out, so that what an earlier release stored can still be read.
 */
export function stored<T>(schema: z.ZodType<T>): z.ZodType<T> {
  const { $schema: _, ...described } = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' })
  return z.custom<T>().meta({ override: ({ jsonSchema }) => Object.assign(jsonSchema, described) })
}
