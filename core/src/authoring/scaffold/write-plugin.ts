import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { PmoError } from '../../config/index.ts'
import { newManifest, type PackageManifest } from './package-manifest.ts'
import type { PluginKind } from './plugin-kind.ts'
import { parsePluginName, type PluginName } from './plugin-name.ts'
import { renameTemplate } from './rename-template.ts'
import { findWorkspace, type Workspace } from './workspace.ts'

/** Beside `src` in a checkout, beside `dist` in the published package. */
const TEMPLATES = resolve(import.meta.dirname, '..', '..', '..', 'templates')

export interface NewPlugin {
  readonly name: PluginName
  readonly packageName: string
  readonly kind: PluginKind
  /** Absolute path. */
  readonly folder: string
  /** Paths within the folder. */
  readonly files: readonly string[]
  /** The checkout it became part of. */
  readonly workspace?: Workspace
}

function assertFree(folder: string): void {
  if (!existsSync(folder)) return
  const what = statSync(folder).isDirectory() ? 'folder' : 'file'
  throw new PmoError(
    'conflict',
    `The ${what} ${folder} exists already; nothing was changed. Choose another name, or another place with --folder.`,
  )
}

/** A package registry leaves out files of this name, so that the template's has none. */
const targetName = (file: string): string => file.replace(/(^|\/)gitignore$/, '$1.gitignore')

async function write(folder: string, file: string, text: string): Promise<void> {
  const path = join(folder, file)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text, { flag: 'wx' })
}

/**
 * Writes a new plugin's package: manifest, source, fake upstream or examples, test, README. Inside a checkout of
 * Headless PMO it becomes one of its packages.
 *
 * @param request `folder`: absent, one of the plugin's name here (in a checkout, in its `plugins`)
 * @throws PmoError `invalid-request` for a bad name, `conflict` where the folder exists
 */
export async function writePlugin(request: {
  readonly name: string
  readonly kind: PluginKind
  readonly folder?: string
  /** Where the command was given. */
  readonly cwd: string
}): Promise<NewPlugin> {
  const { kind, cwd } = request
  const name = parsePluginName(request.name)
  const here = findWorkspace(cwd)
  const usual = here === undefined ? join(cwd, name.id) : join(here.root, 'plugins', name.id)
  const folder = request.folder === undefined ? usual : resolve(cwd, request.folder)
  assertFree(folder)
  const found = findWorkspace(folder)
  // Only what pnpm counts among the packages of the checkout can use them by name.
  const workspace = found !== undefined && dirname(folder) === join(found.root, 'plugins') ? found : undefined
  if (workspace !== undefined && name.scope !== undefined) {
    throw new PmoError(
      'invalid-request',
      `Packages of this checkout are called @headless-pmo/plugin-…; leave out the scope: ${name.id}.`,
    )
  }
  const template = join(TEMPLATES, kind)
  const manifest = newManifest(
    JSON.parse(readFileSync(join(template, 'package.json'), 'utf8')) as PackageManifest,
    name,
    workspace !== undefined,
  )
  const files = globSync('**/*', { cwd: template, exclude: ['node_modules', 'dist'] })
    .filter((file) => statSync(join(template, file)).isFile())
    // In the checkout one configuration of the compiler holds for all.
    .filter((file) => workspace === undefined || file !== 'tsconfig.json')
    .toSorted()
  for (const file of files) {
    const text =
      file === 'package.json'
        ? `${JSON.stringify(manifest, null, 2)}\n`
        : readFileSync(join(template, file), 'utf8')
    // The templates call their package by the name without a scope.
    const named = text.replaceAll('pmo-plugin-my-plugin', manifest.name)
    await write(folder, targetName(file), renameTemplate(named, name))
  }
  return {
    name,
    packageName: manifest.name,
    kind,
    folder,
    files: files.map(targetName),
    ...(workspace !== undefined && { workspace }),
  }
}
