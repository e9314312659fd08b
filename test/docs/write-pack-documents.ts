import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { isPlugin, type Plugin } from '@headless-pmo/sdk'
import { withRules } from '@headless-pmo/testing/kit'

const plugins = new URL('../../plugins/', import.meta.url)

/** Writes the rules of every pack of standards into its README. */
for (const folder of readdirSync(plugins).filter((name) => name.startsWith('standards-'))) {
  const readme = new URL(`${folder}/README.md`, plugins)
  const module: { readonly default?: unknown } = await import(new URL(`${folder}/src/index.ts`, plugins).href)
  if (!isPlugin(module.default)) throw new Error(`plugins/${folder} exports no plugin by default.`)
  const plugin: Plugin = module.default
  writeFileSync(readme, withRules(readFileSync(readme, 'utf8'), plugin))
  process.stdout.write(`${folder}: written\n`)
}
