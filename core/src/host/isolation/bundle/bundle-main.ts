/**
 * Bundles one entry and writes the module to standard output: a process of its own, see `bundle-module.ts`.
 * @module
 */
import { existsSync, realpathSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const ENTRY = 'headless-pmo:entry'
const SDK = '@headless-pmo/sdk'
const sdk = fileURLToPath(import.meta.resolve(SDK))

const [, , entry = ''] = process.argv

/** The folder of the package that a file belongs to. */
function packageOf(file: string): string {
  const [installed] = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file) ?? []
  if (installed !== undefined) return installed
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder
    if (folder === dirname(folder)) return dirname(file)
  }
}

/** Whether a file belongs to the package of the one that imports it: a bundle is no way to read other files of the machine. */
function isOwn(file: string, importer: string): boolean {
  return (
    realpathSync(file).startsWith(`${realpathSync(packageOf(importer))}${sep}`) &&
    /\.(?:[cm]?[jt]sx?|json)$/.test(file)
  )
}

// Only loaded here: nothing else of the server needs it.
const { rolldown } = await import('rolldown')
try {
  await using bundle = await rolldown({
    input: ENTRY,
    platform: 'node',
    logLevel: 'silent',
    plugins: [
      {
        name: 'entry',
        async resolveId(id, importer) {
          if (id === ENTRY) return id
          if (isBuiltin(id) || /^(?!file:)[a-z][\w+.-]+:/i.test(id)) return { id, external: true }
          if (importer === undefined || importer === ENTRY) return undefined
          if (/^(?:\.|\/|file:)/.test(id)) {
            const found = await this.resolve(id, importer, { skipSelf: true })
            if (found === null || found.external !== false || isOwn(found.id, importer)) return found
            throw new Error(`${importer} imports ${id}, which is no code of its own package`)
          }
          // A lone file beside the configuration has no packages of its own.
          return id === SDK && (await this.resolve(id, importer, { skipSelf: true })) === null
            ? sdk
            : undefined
        },
        load: (id) =>
          id === ENTRY
            ? [
                `export { default } from ${JSON.stringify(entry)}`,
                `export { describePlugin } from ${JSON.stringify(sdk)}`,
              ].join('\n')
            : undefined,
      },
    ],
  })
  const { output } = await bundle.generate({ format: 'esm', codeSplitting: false })
  process.stdout.write(output[0].code)
} catch (error) {
  const message = error instanceof Error ? error.message : String(error)
  // The bundler colours what it says.
  process.stderr.write(message.replaceAll(new RegExp(`${String.fromCodePoint(27)}\\[[0-9;]*m`, 'g'), ''))
  process.exitCode = 1
}
