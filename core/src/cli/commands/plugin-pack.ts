import { relative, resolve } from 'node:path'
import { openPluginPackage, packPlugin } from '../../authoring/index.ts'
import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'

/** Makes the package of a plugin that others install. */
export async function packPluginCommand(
  context: CommandContext,
  folder: string,
  options: { readonly out?: string },
): Promise<number> {
  const { output, signal } = context
  const plugin = openPluginPackage(folder)
  const packed = await packPlugin(plugin, {
    destination: resolve(options.out ?? plugin.folder),
    signal,
    step: (what) => output.note(`${what} …`),
  })
  const { tarball, bytes, manifest, inspection } = packed
  const { laws } = manifest
  const file = relative(process.cwd(), tarball)
  for (const name of inspection.absent) {
    output.note(`${name} is not installed and did not look at it; npm install --save-dev ${name}`)
  }
  output.result(packed, () =>
    [
      `${plugin.name} ${plugin.version}: ${file} (${Math.ceil(bytes / 1024)} KiB)`,
      `  laws kept: ${laws?.passed.join(', ') ?? 'none'}`,
      ...Object.entries(laws?.gaps ?? {}).map(([law, reason]) => `  known gap ${law}: ${reason}`),
      `  inspected by ${inspection.passed.join(' and ') || 'nobody'}`,
      `Try it: npm install ${file}, and name "${plugin.name}" in the plugins of pmo.config.ts.`,
    ].join('\n'),
  )
  return EXIT.ok
}
