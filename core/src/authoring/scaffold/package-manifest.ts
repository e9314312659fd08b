import { VERSION } from '../../config/index.ts'
import type { PluginName } from './plugin-name.ts'

/** A package.json as far as a template's needs to change. */
export interface PackageManifest {
  readonly name: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly [field: string]: unknown
}

/** Name of a new plugin's package. Only packages of this project may be called `@headless-pmo/plugin-…`. */
export function packageName(name: PluginName, inWorkspace: boolean): string {
  if (inWorkspace) return `@headless-pmo/plugin-${name.id}`
  return name.scope === undefined ? `pmo-plugin-${name.id}` : `${name.scope}/pmo-plugin-${name.id}`
}

/** In the checkout the packages beside it and the catalog; elsewhere what this release was made with, or later. */
function dependencyRange(name: string, written: string, inWorkspace: boolean): string {
  if (name.startsWith('@headless-pmo/')) return inWorkspace ? 'workspace:*' : `^${VERSION}`
  if (inWorkspace) return name === 'typescript' ? written : 'catalog:'
  return `^${written}`
}

/** The package.json of a new plugin, from that of its template. */
export function newManifest(
  template: PackageManifest,
  name: PluginName,
  inWorkspace: boolean,
): PackageManifest {
  const ranges = (all: Readonly<Record<string, string>> = {}): Record<string, string> =>
    Object.fromEntries(
      Object.entries(all).map(([dependency, written]) => [
        dependency,
        dependencyRange(dependency, written, inWorkspace),
      ]),
    )
  const { private: _private, dependencies: _own, devDependencies: _tools, ...rest } = template
  return {
    ...rest,
    name: packageName(name, inWorkspace),
    // Not in the template: inside another package it would mean nothing.
    exports: { '.': './src/index.ts' },
    dependencies: ranges(template.dependencies),
    devDependencies: ranges(template.devDependencies),
  }
}
