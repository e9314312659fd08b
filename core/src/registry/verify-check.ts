import type { AnyCheck, z } from '@headless-pmo/sdk'
import { configSchemaMistakes } from './verify-config-schema.ts'
import type { Unproven } from './verify-parts.ts'

const CHECK_ID = /^[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*$/
const SEVERITIES = ['info', 'warning', 'error']
const GRAINS = ['item', 'project', 'portfolio']
const NO_KEYS: ReadonlySet<string> = new Set()

/** Parameters without a default: a check has to run before anybody has set anything. */
function withoutDefault(params: z.ZodType): readonly string[] {
  const { error } = params.safeParse({})
  return [...new Set((error?.issues ?? []).map(({ path }) => String(path[0])))]
}

/** What is wrong with a check, as far as can be told without evaluating it; nothing when all is well. Pure. */
export function checkMistakes(check: AnyCheck): readonly string[] {
  const parts = check as Unproven<AnyCheck>
  const { id } = parts
  if (typeof id !== 'string' || !CHECK_ID.test(id)) {
    return ['a check of it needs an id of lower-case words with dots, e.g. "schedule.overdue-open-work"']
  }
  const at = `its check "${id}"`
  const mistakes: string[] = []
  for (const text of ['version', 'title', 'why'] as const) {
    if (typeof parts[text] !== 'string' || parts[text] === '') mistakes.push(`${at} has no ${text}`)
  }
  if (!SEVERITIES.includes(String(parts.severity)))
    mistakes.push(`${at} has to say severity: ${SEVERITIES.join(' | ')}`)
  if (!GRAINS.includes(String(parts.grain))) mistakes.push(`${at} has to say grain: ${GRAINS.join(' | ')}`)
  if (!Array.isArray(parts.needs)) mistakes.push(`${at} does not say what it needs; write needs: [ … ]`)
  if (typeof parts.evaluate !== 'function') mistakes.push(`${at} has no function "evaluate"`)
  const params = configSchemaMistakes(parts.params, NO_KEYS)
  if (params.length > 0) {
    return [...mistakes, ...params.map((mistake) => `${at}: ${mistake.replaceAll('config', 'params')}`)]
  }
  return [
    ...mistakes,
    ...withoutDefault(check.params).map(
      (name) => `${at} has no default for its parameter "${name}"; add .default(…)`,
    ),
  ]
}
