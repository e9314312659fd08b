import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { contributionsOf, isPlugin, type Plugin } from '@headless-pmo/sdk'
import {
  checkConfig,
  checkConfigured,
  checkConnection,
  configuredNotifier,
  type Mistake,
  type PmoConfig,
} from '../../core/src/config/index.ts'
import { isCompiled, type CodeBlock, type Finding } from './code-block.ts'

/** Blocks that are a whole pmo.config.ts. */
export const isConfig = (block: CodeBlock): boolean =>
  isCompiled(block) && /^export default defineConfig\(/m.test(block.code)

/**
 * Checks a block as the server would check the file: its shape, and the parts that belong to plugins of this
 * repository by those. What compiles can still be refused: a connector's own fields have no type there.
 */
export async function judgeConfig(block: CodeBlock): Promise<readonly Finding[]> {
  const folder = mkdtempSync(join(import.meta.dirname, '.work-'))
  try {
    const file = join(folder, 'pmo.config.ts')
    writeFileSync(file, `${block.preamble?.code ?? ''}${block.code}`)
    const module: { readonly default?: unknown } = await import(pathToFileURL(file).href)
    return (await mistakesOf(module.default)).map(({ path, problem }) => ({
      document: block.document,
      line: block.line,
      message: `${path}: ${problem}`,
    }))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function mistakesOf(value: unknown): Promise<readonly Mistake[]> {
  const checked = checkConfig(value)
  if (!checked.ok) return checked.mistakes
  const { connections = {}, notifiers = {} } = checked.config
  const plugins = new Map((await pluginsOf(checked.config)).map((plugin) => [plugin.id, plugin]))
  const mistakes: Mistake[] = []
  for (const [id, connection] of Object.entries(connections)) {
    const plugin = plugins.get(connection.plugin)
    const [connector] = plugin === undefined ? [] : contributionsOf(plugin, 'connector')
    if (connector === undefined) continue
    const result = checkConnection(connection, connector, ['connections', id])
    if (!result.ok) mistakes.push(...result.mistakes)
  }
  for (const [id, input] of Object.entries(notifiers)) {
    const plugin = plugins.get(input.plugin)
    const [notifier] = plugin === undefined ? [] : contributionsOf(plugin, 'notifier')
    if (notifier === undefined) continue
    const result = checkConfigured(notifier, configuredNotifier(input, ['notifiers', id]))
    if (!result.ok) mistakes.push(...result.mistakes)
  }
  return mistakes
}

/** The plugins that are imported, or named by a package of this repository. */
async function pluginsOf({ plugins = [] }: PmoConfig): Promise<readonly Plugin[]> {
  const found: Plugin[] = []
  for (const input of plugins) {
    const named = typeof input === 'object' && 'plugin' in input ? input.plugin : input
    if (typeof named !== 'string') found.push(named)
    else if (named.startsWith('@headless-pmo/')) {
      const module: { readonly default?: unknown } = await import(named)
      if (isPlugin(module.default)) found.push(module.default)
    }
  }
  return found
}
