import { openPluginPackage, runTests } from '../../authoring/index.ts'
import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'

/** Proves the laws of a plugin by its own tests. */
export async function testPlugin(
  context: CommandContext,
  folder: string,
  filters: readonly string[],
): Promise<number> {
  const plugin = openPluginPackage(folder)
  context.output.note(`${plugin.name} ${plugin.version}`)
  return (await runTests(plugin, { filters, signal: context.signal })) ? EXIT.ok : EXIT.failed
}
