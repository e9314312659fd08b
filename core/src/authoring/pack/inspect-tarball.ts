import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PmoError } from '../../config/index.ts'
import { dependencyFile, type PluginPackage } from '../package/plugin-package.ts'
import { runTool } from './run-tool.ts'

/** Programs that judge a packed package, by the names of theirs. */
const INSPECTORS = [
  { name: 'publint', arguments: (tarball: string) => ['run', tarball, '--strict'] },
  { name: '@arethetypeswrong/cli', arguments: (tarball: string) => ['--profile', 'esm-only', tarball] },
] as const

/** Path of the program that a package brings; undefined where it is not installed. */
function programOf(plugin: PluginPackage, name: string): string | undefined {
  let file: string
  try {
    file = dependencyFile(plugin, name)
  } catch {
    return undefined
  }
  const { bin } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly bin?: string | Readonly<Record<string, string>>
  }
  const path = typeof bin === 'string' ? bin : Object.values(bin ?? {})[0]
  return path === undefined ? undefined : join(dirname(file), path)
}

/** What became of the inspection of a tarball. */
export interface Inspection {
  readonly passed: readonly string[]
  /** Not installed. */
  readonly absent: readonly string[]
}

/**
 * Has publint and attw judge a tarball, as far as the author's package has them.
 * @throws PmoError `invalid-request` with what they say; AbortError
 */
export async function inspectTarball(
  plugin: PluginPackage,
  tarball: string,
  signal: AbortSignal,
): Promise<Inspection> {
  const passed: string[] = []
  const absent: string[] = []
  for (const { name, arguments: argumentsFor } of INSPECTORS) {
    const program = programOf(plugin, name)
    if (program === undefined) {
      absent.push(name)
      continue
    }
    const { ok, printed } = await runTool(process.execPath, [program, ...argumentsFor(tarball)], {
      cwd: plugin.folder,
      signal,
    })
    if (!ok) {
      throw new PmoError(
        'invalid-request',
        `${name} finds fault with the package of ${plugin.name}; correct what it names:\n${printed.trim()}`,
      )
    }
    passed.push(name)
  }
  return { passed, absent }
}
