import { readFileSync } from 'node:fs'
import { buildSchema, extendSchema, type GraphQLSchema, parse } from 'graphql'
import { EXTENSION_SDL, SIMULATED_SDL } from './sdl.ts'

let simulated: GraphQLSchema | undefined

/** The schema that is executed. */
export const simulatedSchema = (): GraphQLSchema => {
  simulated ??= extendSchema(buildSchema(SIMULATED_SDL), parse(EXTENSION_SDL))
  return simulated
}

/** Building the official schema takes about a second: once a process. */
const official = new Map<string, GraphQLSchema>()

/** The official schema with our small addition. The file breaks rules of the
 * specification itself (repeated fields, deprecations), hence it is assumed valid. */
export const officialSchema = (file: string): GraphQLSchema => {
  const known = official.get(file)
  if (known !== undefined) return known
  const base = buildSchema(readFileSync(file, 'utf8'), { assumeValid: true, assumeValidSDL: true })
  const schema = extendSchema(base, parse(EXTENSION_SDL), { assumeValid: true, assumeValidSDL: true })
  official.set(file, schema)
  return schema
}
