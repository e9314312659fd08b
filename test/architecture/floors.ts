/**
 * The floors of the house, from the ground up. A file may import from its own floor's folder and from lower
 * floors; features on one floor do not know each other.
 */
export const FLOORS: readonly (readonly string[])[] = [
  ['sdk/plugin/src'],
  ['sdk/engine/src', 'sdk/mspdi/src'],
  ['core/src/texts'],
  ['core/src/config'],
  ['core/src/rpc', 'core/src/compute', 'core/src/working-time', 'core/src/csv', 'core/src/data-folder'],
  ['core/src/database'],
  ['core/src/records', 'core/src/jobs', 'core/src/definitions'],
  ['core/src/host'],
  ['core/src/registry'],
  ['core/src/connections'],
  ['core/src/sync', 'core/src/people', 'core/src/portfolio'],
  ['core/src/coordination', 'core/src/field-coverage', 'core/src/notifications', 'core/src/webhooks'],
  ['core/src/measures', 'core/src/governance'],
  ['core/src/standards'],
  ['core/src/overview'],
  ['core/src/reports'],
  ['core/src/api'],
  ['core/src/authoring'],
  ['core/src/cli'],
  ['core/src/compose'],
  ['core/src/open-app.ts'],
  ['core/src/main.ts'],
  ['core/src/index.ts'],
]

/** Workspace packages that stand beside the floors: package folder to the package names it may import. */
export const PACKAGES: Readonly<
  Record<string, { readonly name: string; readonly mayImport: readonly string[] }>
> = {
  'sdk/plugin': { name: '@headless-pmo/sdk', mayImport: [] },
  'sdk/engine': { name: '@headless-pmo/engine', mayImport: ['@headless-pmo/sdk'] },
  'sdk/mspdi': { name: '@headless-pmo/mspdi', mayImport: ['@headless-pmo/sdk'] },
  'sdk/testing': { name: '@headless-pmo/testing', mayImport: ['@headless-pmo/sdk', '@headless-pmo/engine'] },
  'sdk/client': { name: '@headless-pmo/client', mayImport: ['@headless-pmo/core'] },
  core: {
    name: '@headless-pmo/core',
    mayImport: ['@headless-pmo/sdk', '@headless-pmo/engine', '@headless-pmo/mspdi'],
  },
}

/** The floor number and the room of a file, or undefined for a file outside the floors. */
export function floorOf(file: string): { readonly floor: number; readonly room: string } | undefined {
  for (const [floor, rooms] of FLOORS.entries()) {
    const room = rooms.find((r) => file === r || file.startsWith(`${r}/`))
    if (room !== undefined) return { floor, room }
  }
  return undefined
}
