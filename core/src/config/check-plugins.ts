import { isPlugin } from '@headless-pmo/sdk'
import { explainIssues } from './explain-issues.ts'
import { type Mistake, pathText } from './mistake.ts'
import { pluginSettings } from './schema/plugin.ts'
import { suggest } from './suggest.ts'

const KEYS = Object.keys(pluginSettings.shape)

/** Whether an object is meant as a plugin with settings, mistyped keys counted in. */
function isMeantAsSettings(value: object): boolean {
  return Object.keys(value).some((key) => suggest(key, KEYS) !== undefined)
}

function notAPlugin(path: string): Mistake {
  return {
    path,
    problem: 'is not a plugin; import the default export of its package, or write the package name in quotes',
  }
}

function settingsMistakes(value: object, at: readonly PropertyKey[]): Mistake[] {
  const parsed = pluginSettings.safeParse(value)
  if (!parsed.success) {
    const mistakes = explainIssues({ schema: pluginSettings, value, at }, parsed.error.issues)
    const isMistyped = Object.keys(value).some((key) => key !== 'plugin' && suggest(key, KEYS) === 'plugin')
    // A mistyped `plugin` is not missing as well.
    return isMistyped ? mistakes.filter(({ path }) => path !== pathText([...at, 'plugin'])) : mistakes
  }
  const { plugin, isolation } = parsed.data
  if (typeof plugin === 'string') return []
  const path = pathText([...at, 'plugin'])
  if (!isPlugin(plugin)) return [notAPlugin(path)]
  if (isolation !== 'process') return []
  const problem =
    'is imported, and runs in this process already; write its package name or path in quotes to give it a process of its own'
  return [{ path, problem }]
}

/** Checks `plugins` as far as can be told without loading them. Pure. */
export function pluginMistakes(plugins: readonly (string | object)[]): Mistake[] {
  return plugins.flatMap((value, index) => {
    if (typeof value === 'string' || isPlugin(value)) return []
    const at = ['plugins', index]
    return isMeantAsSettings(value) ? settingsMistakes(value, at) : [notAPlugin(pathText(at))]
  })
}
