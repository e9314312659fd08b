import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pmo-config-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

const loader = fileURLToPath(new URL('load-config.ts', import.meta.url))

/** Loads the file in a plain Node, as the server does: the test runner would compile it its own way. */
async function answer(text: string | undefined): Promise<string> {
  const file = join(folder, 'pmo.config.ts')
  if (text !== undefined) await writeFile(file, text)
  const script = `import(${JSON.stringify(loader)}).then((m) => m.loadConfig(${JSON.stringify(file)}))
    .then((l) => console.log(JSON.stringify(l.config)), (e) => console.log(e.code + '|' + e.message))`
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' })
  return (stdout + stderr).trim().replaceAll(folder, '')
}

test('a file is loaded with the packages of the server where none are installed beside it', async () => {
  const text = `import { defineConfig } from '@headless-pmo/core'\nexport default defineConfig({ projects: [] })`
  expect(await answer(text)).toBe('{"projects":[]}')
})

test.each([
  [
    'no file',
    undefined,
    'config-unreadable|There is no config file /pmo.config.ts; create it, or name another with --config FILE.',
  ],
  [
    'a syntax error',
    'const a: = 1\nexport default {}',
    /^config-unreadable\|pmo\.config\.ts is not valid TypeScript.*Correct the file, then try again\.$/,
  ],
  [
    'an enum',
    'enum A { B }\nexport default {}',
    /^config-unreadable\|pmo\.config\.ts is not valid TypeScript.*enum.*Correct the file/,
  ],
  [
    'an error of its own',
    '\nthrow new Error("no such team")',
    'config-unreadable|pmo.config.ts stopped with an error while it was loaded (line 2): no such team. Correct the file, then try again.',
  ],
  [
    'a package that is not there',
    'import "left-pad-x"\nexport default {}',
    'config-unreadable|pmo.config.ts imports "left-pad-x", which is not there; install it beside the file or correct the import.',
  ],
  [
    'an export that is not there',
    'import { nothing } from "node:path"\nexport default { nothing }',
    'config-unreadable|pmo.config.ts, or a module it imports, wants "nothing" from "node:path", which does not export it; correct the import.',
  ],
  [
    'no default export',
    'export const a = 1',
    'config-unreadable|pmo.config.ts has no default export; end it with: export default defineConfig({ … })',
  ],
  [
    'a mistake',
    'export default { projets: [] }',
    'config-invalid|pmo.config.ts: projets is unknown; did you mean "projects"?',
  ],
])('%s is one clear sentence', async (_, text, expected) => {
  expect(await answer(text)).toMatch(expected)
})
