import type { z } from 'zod'
import { explainIssues } from './explain-issues.ts'
import { type Mistake, pathText } from './mistake.ts'
import type { PmoConfig } from './pmo-config.ts'
import { pluginMistakes } from './check-plugins.ts'
import { configSchema } from './schema/config.ts'
import { didYouMean } from './suggest.ts'

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
  ]
  // The schema has proven the shape; it differs from PmoConfig only in telling plugins apart, done above.
  return mistakes.length === 0
    ? { ok: true, config: parsed.data as unknown as PmoConfig }
    : { ok: false, mistakes }
}

type Parsed = z.infer<typeof configSchema>

function idMistakes(config: Parsed): Mistake[] {
  const mistakes: Mistake[] = []
  for (const list of ['portfolios', 'programs', 'projects'] as const) {
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

/** An id that nothing has, with what was probably meant. */
function unknownId(
  path: readonly PropertyKey[],
  id: string,
  noun: string,
  known: readonly string[],
): Mistake {
  const fix = known.length === 0 ? `add it to ${noun}s` : didYouMean(id, known)
  return { path: pathText(path), problem: `names the ${noun} "${id}", which does not exist; ${fix}` }
}

function targetMistakes(config: Parsed): Mistake[] {
  const mistakes: Mistake[] = []
  const connections = Object.keys(config.connections ?? {})
  const programs = (config.programs ?? []).map((program) => program.id)
  const portfolios = (config.portfolios ?? []).map((portfolio) => portfolio.id)
  for (const [index, project] of (config.projects ?? []).entries()) {
    for (const [sourceIndex, source] of project.sources.entries()) {
      if (connections.includes(source.connection)) continue
      const path = ['projects', index, 'sources', sourceIndex, 'connection']
      mistakes.push(unknownId(path, source.connection, 'connection', connections))
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
