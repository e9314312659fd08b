import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { configText } from './config-text.ts'

test('secrets of the database become references, and plugins that were imported are named', () => {
  const text = configText({
    definitions: [{ kind: 'connection', id: 'git-hub', body: { plugin: 'github', owner: "O'Neill" } }],
    plugins: [{ id: 'github', source: 'github (imported)' }],
    storedSecrets: new Map([['git-hub', ['webhookSecret']]]),
  })
  expect(text).toBe(`import { defineConfig } from '@headless-pmo/core'

// Add the plugins that the file imported before: github.
// The secrets webhookSecret of git-hub are in the database; put them where the file now says.

export default defineConfig({
  connections: {
    'git-hub': {
      plugin: 'github',
      owner: 'O\\'Neill',
      secrets: {
        webhookSecret: 'env:GIT_HUB_WEBHOOK_SECRET',
      },
    },
  },
})
`)
})

test('what is written says what was defined, whatever the values', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pmo-config-text-'))
  try {
    let file = 0
    const body = fc.dictionary(
      fc.string().filter((key) => key !== '__proto__'),
      fc.jsonValue({ noUnicodeString: false }),
    )
    await fc.assert(
      fc.asyncProperty(body, async (fields) => {
        const text = configText({
          definitions: [{ kind: 'project', id: 'a', body: fields }],
          plugins: [],
          storedSecrets: new Map(),
        })
        const path = join(folder, `${(file += 1)}.mjs`)
        await writeFile(path, text.replace(/^import.*\n/, 'const defineConfig = (config) => config\n'))
        const loaded = (await import(/* @vite-ignore */ path)) as { default: { projects: unknown[] } }
        expect(JSON.parse(JSON.stringify(loaded.default.projects[0]))).toEqual(
          JSON.parse(JSON.stringify({ id: 'a', ...fields })),
        )
      }),
      {
        numRuns: 50,
        // A key that would set a prototype, and a letter that steers a terminal that the file is shown on.
        examples: [[{ inner: JSON.parse('{ "__proto__": "\\u009b" }') as object }]],
      },
    )
  } finally {
    await rm(folder, { recursive: true })
  }
})
