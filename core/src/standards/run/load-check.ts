import { replayAnswers } from '@headless-pmo/engine'
import { BRAND, isBranded, isPlugin, z, type AnyCheck, type Plugin } from '@headless-pmo/sdk'
import { loadConfig, offerOwnPackages, PmoError } from '../../config/index.ts'
import type { PluginModule } from '../../registry/index.ts'
// The module itself: a thread that judges needs nothing else of its folder.
import { houseCheck } from '../rules/house-check.ts'
import type { RuleCall } from './rule-call.ts'

/** Plugins that this thread has imported: a module is imported once, however many units are judged. */
const plugins = new Map<string, Promise<unknown>>()

async function imported(module: PluginModule): Promise<unknown> {
  if (module.from === 'module') {
    offerOwnPackages()
    const exported = (await import(/* @vite-ignore */ module.href)) as Readonly<Record<string, unknown>>
    return exported['default']
  }
  const { config } = await loadConfig(module.file)
  const entry: unknown = config.plugins?.[module.index]
  return isPlugin(entry) ? entry : Reflect.get(Object(entry), 'plugin')
}

async function pluginOf(module: PluginModule): Promise<Plugin | undefined> {
  const name = JSON.stringify(module)
  let loading = plugins.get(name)
  if (loading === undefined) {
    loading = imported(module)
    plugins.set(name, loading)
    // What could not be loaded may be mended by the next run.
    loading.catch(() => plugins.delete(name))
  }
  const found = await loading
  return isPlugin(found) ? found : undefined
}

/**
 * Finds what judges, in the thread that evaluates it.
 * @throws PmoError `plugin-unusable` with a reason that goes on from "The check failed: "
 */
export async function loadCheck({ rule, version, code }: RuleCall): Promise<AnyCheck> {
  if (code.from === 'house') return houseCheck(code.house)
  if (code.from === 'answers') {
    const { kind: _kind, params, needs, ...stated } = code.manifest
    const check: AnyCheck = {
      ...stated,
      [BRAND]: 'check',
      // Named by the manifest, which says what the check itself declares.
      needs: needs as AnyCheck['needs'],
      // A check's parameters are an object, and so is their JSON Schema.
      params: z.fromJSONSchema(params) as AnyCheck['params'],
      evaluate() {
        throw new Error('it is asked in its own process')
      },
    }
    return replayAnswers(check, code.answers)
  }
  const plugin = await pluginOf(code.module)
  if (plugin?.id !== code.plugin) {
    throw new PmoError(
      'plugin-unusable',
      `a thread does not find the plugin "${code.plugin}" where it was configured; name its package or file in \`plugins\`, or restart the server after pmo.config.ts has changed`,
    )
  }
  const found = plugin.contributes.find((one) => isBranded(one, 'check') && Reflect.get(one, 'id') === rule)
  // The brand proves the kind; the registry has verified the rest.
  const check = found as AnyCheck | undefined
  if (check?.version !== version) {
    throw new PmoError(
      'plugin-unusable',
      `the plugin "${code.plugin}" has changed since it was loaded; restart the server`,
    )
  }
  return check
}
