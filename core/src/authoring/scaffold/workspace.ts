import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** A checkout of Headless PMO: plugins made in it use the packages beside them. */
export interface Workspace {
  readonly root: string
  /** As package.json names it, with its version: `pnpm@12.21.0`. */
  readonly packageManager: string
}

function nameOf(manifest: string): string | undefined {
  if (!existsSync(manifest)) return undefined
  const value: unknown = JSON.parse(readFileSync(manifest, 'utf8'))
  return typeof value === 'object' && value !== null && 'name' in value ? String(value.name) : undefined
}

/** The checkout that a folder lies in; the folder need not exist. */
export function findWorkspace(folder: string): Workspace | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const isRoot =
      existsSync(join(at, 'pnpm-workspace.yaml')) &&
      nameOf(join(at, 'core', 'package.json')) === '@headless-pmo/core'
    if (isRoot) {
      const root = JSON.parse(readFileSync(join(at, 'package.json'), 'utf8')) as {
        readonly packageManager?: string
      }
      return { root: at, packageManager: root.packageManager ?? 'pnpm' }
    }
    if (dirname(at) === at) return undefined
  }
}
