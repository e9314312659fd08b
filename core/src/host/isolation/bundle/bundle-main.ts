/**
 * Bundles one entry and writes the module to standard output: a process of its own, see `bundle-module.ts`.
 * @module
 */
import { fileURLToPath } from 'node:url'

const ENTRY = 'headless-pmo:entry'
const SDK = '@headless-pmo/sdk'
const sdk = fileURLToPath(import.meta.resolve(SDK))

const [, , entry = ''] = process.argv
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
