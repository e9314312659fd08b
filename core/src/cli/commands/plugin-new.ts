import { relative } from 'node:path'
import {
  installation,
  installCommand,
  installPackages,
  PLUGIN_KINDS,
  writePlugin,
  type PluginKind,
} from '../../authoring/index.ts'
import { PmoError } from '../../config/index.ts'
import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'

export type NewPluginOptions = {
  readonly [Kind in PluginKind]?: true
} & {
  readonly folder?: string
  /** `--no-install` */
  readonly install: boolean
}

function chosenKind(options: NewPluginOptions): PluginKind {
  const chosen = PLUGIN_KINDS.filter((kind) => options[kind] === true)
  if (chosen.length < 2) return chosen[0] ?? 'connector'
  throw new PmoError(
    'invalid-request',
    `A new plugin begins with one kind of contribution, and ${chosen.length} were named; choose one of --${chosen.join(', --')} and add the others to its "contributes".`,
  )
}

/** Writes a new plugin's package and installs what it needs. Asks nothing. */
export async function newPlugin(
  context: CommandContext,
  name: string,
  options: NewPluginOptions,
): Promise<number> {
  const { output, signal } = context
  const cwd = process.cwd()
  const made = await writePlugin({
    name,
    kind: chosenKind(options),
    cwd,
    ...(options.folder !== undefined && { folder: options.folder }),
  })
  const planned = installation(made.folder, made.workspace, process.env)
  if (options.install) {
    output.note(`Installing its packages (${installCommand(planned)}) …`)
    await installPackages(planned, { signal })
  }
  const place = relative(cwd, made.folder) || '.'
  const { packageName, kind, folder, files } = made
  output.result({ name: packageName, kind, folder, files }, () =>
    [
      `${packageName} is in ${place}:`,
      ...files.map((file) => `  ${file}`),
      'Next:',
      ...(place === '.' ? [] : [`  cd ${place}`]),
      ...(options.install ? [] : [`  ${installCommand(planned)}`]),
      '  npx pmo plugin test    proves its laws',
      '  npx pmo plugin dev     runs it against its fake upstream, again at every change',
      '  npx pmo plugin pack    makes the package that others install',
    ].join('\n'),
  )
  return EXIT.ok
}
