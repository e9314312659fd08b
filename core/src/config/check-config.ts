import type { z } from 'zod'
import { organisationMistakes } from './check-organisation.ts'
import { explainIssues } from './explain-issues.ts'
import { type Mistake, pathText } from './mistake.ts'
import type { PmoConfig } from './pmo-config.ts'
import { pluginMistakes } from './check-plugins.ts'
import { configSchema } from './schema/config.ts'
import { unknownId } from './unknown-id.ts'

export type CheckedConfig =
  | { readonly ok: true; readonly config: PmoConfig }
  | { readonly ok: false; readonly mistakes: readonly Mistake[] }

/** Checks everything that can be checked without the plugins. Pure. */
export function checkConfig(value: unknown): CheckedConfig {
  const parsed = configSchema.safeParse(value)
  if (!parsed.success) {
    return { ok: false, mistakes: explainIssues({ schema: configSchema, value }, parsed.error.issues) }
  }
  const mistakes = [
    ...pluginMistakes(parsed.data.plugins ?? []),
    ...idMistakes(parsed.data),
    ...targetMistakes(parsed.data),
    ...organisationMistakes(parsed.data),
  ]
  // The schema has proven the shape; it differs from PmoConfig only in telling plugins apart, done above.
  return mistakes.length === 0
    ? { ok: true, config: parsed.data as unknown as PmoConfig }
    : { ok: false, mistakes }
}

type Parsed = z.infer<typeof configSchema>

const LISTS = [
  'portfolios',
  'programs',
  'projects',
  'units',
  'roles',
  'teams',
  'people',
  'calendars',
] as const

function idMistakes(config: Parsed): Mistake[] {
  const mistakes: Mistake[] = []
  for (const list of LISTS) {
    const seen = new Map<string, number>()
    for (const [index, { id }] of (config[list] ?? []).entries()) {
      const first = seen.get(id)
      if (first === undefined) seen.set(id, index)
      else {
        mistakes.push({
          path: pathText([list, index, 'id']),
          problem: `"${id}" is already the id of ${pathText([list, first])}; give each an id of its own`,
        })
      }
    }
  }
  return mistakes
}

function targetMistakes(config: Parsed): Mistake[] {
  const mistakes: Mistake[] = []
  const connections = Object.keys(config.connections ?? {})
  const programs = (config.programs ?? []).map((program) => program.id)
  const portfolios = (config.portfolios ?? []).map((portfolio) => portfolio.id)
  const units = (config.units ?? []).map((unit) => unit.id)
  for (const [index, project] of (config.projects ?? []).entries()) {
    for (const [sourceIndex, source] of project.sources.entries()) {
      if (connections.includes(source.connection)) continue
      const path = ['projects', index, 'sources', sourceIndex, 'connection']
      mistakes.push(unknownId(path, source.connection, 'connection', connections))
    }
    if (project.unit !== undefined && !units.includes(project.unit)) {
      mistakes.push(unknownId(['projects', index, 'unit'], project.unit, 'unit', units))
    }
    if (project.program !== undefined && !programs.includes(project.program)) {
      mistakes.push(unknownId(['projects', index, 'program'], project.program, 'program', programs))
    }
    if (project.portfolio !== undefined && !portfolios.includes(project.portfolio)) {
      mistakes.push(unknownId(['projects', index, 'portfolio'], project.portfolio, 'portfolio', portfolios))
    }
  }
  for (const [index, program] of (config.programs ?? []).entries()) {
    if (program.portfolio !== undefined && !portfolios.includes(program.portfolio)) {
      mistakes.push(unknownId(['programs', index, 'portfolio'], program.portfolio, 'portfolio', portfolios))
    }
  }
  return mistakes
}
