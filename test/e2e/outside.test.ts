import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { outsideFolder, succeeded, toolVersion, type OutsideFolder } from '../support/outside-workspace.ts'
import { packedPackages } from '../support/packed-packages.ts'

/** Serves the fake tracker that an author has written; ends with the test. */
async function serveUpstream(file: string): Promise<AsyncDisposable & { readonly address: string }> {
  const server = join(import.meta.dirname, '..', 'support', 'serve-upstream.ts')
  const secrets = JSON.stringify({ apiKey: 'canary-7f3a-never-in-output' })
  const child = spawn(process.execPath, [server, file, 'harbourUpstream', secrets], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return {
    address: line.toString().trim(),
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

describe('outside the workspace, with nothing but packed packages', () => {
  const ours = new Map<string, string>()
  let author: OutsideFolder
  let tarball = ''
  const plugin = (): string => join(author.folder, 'harbour')

  beforeAll(async () => {
    for (const [name, file] of await packedPackages()) {
      if (!name.startsWith('@headless-pmo/plugin-')) ours.set(name, file)
    }
    const tools = ['vitest', 'typescript', 'publint', '@arethetypeswrong/cli']
    author = await outsideFolder({
      ours,
      dependencies: {
        ...Object.fromEntries([...ours].map(([name, file]) => [name, `file:${file}`])),
        ...Object.fromEntries(tools.map((name) => [name, toolVersion(name)])),
      },
    })
  })
  afterAll(() => author[Symbol.asyncDispose]())

  test('one command writes a plugin that compiles', async () => {
    const made = await author.run('pmo', ['plugin', 'new', 'harbour', '--no-install', '--json'])
    expect(JSON.parse(succeeded(made))).toMatchObject({ name: 'pmo-plugin-harbour', kind: 'connector' })
    expect(readFileSync(join(plugin(), 'package.json'), 'utf8')).not.toMatch(/workspace:|catalog:|"private"/)
    const compiled = await author.run('tsc', ['--noEmit', '-p', plugin()])
    expect(compiled).toEqual({ status: 0, stdout: '', stderr: '' })
  })

  test('the second proves its laws', async () => {
    const proven = await author.run('pmo', ['plugin', 'test'], plugin())
    expect(succeeded(proven)).toMatch(/\d+ laws kept/)
  })

  test('the third makes the package that others install', async () => {
    const packed = await author.run('pmo', ['plugin', 'pack', '--json'], plugin())
    const result = JSON.parse(succeeded(packed)) as {
      readonly tarball: string
      readonly manifest: { readonly laws: { readonly passed: readonly string[] } }
      readonly inspection: unknown
    }
    expect(result.inspection).toEqual({ passed: ['publint', '@arethetypeswrong/cli'], absent: [] })
    expect(result.manifest.laws.passed).toEqual(expect.arrayContaining(['D1', 'D2']))
    tarball = result.tarball
  })

  test('which loads by its name, in its own process, and syncs', async () => {
    await using operator = await outsideFolder({
      ours,
      dependencies: {
        '@headless-pmo/core': `file:${ours.get('@headless-pmo/core') ?? ''}`,
        'pmo-plugin-harbour': `file:${tarball}`,
      },
    })
    await using upstream = await serveUpstream(join(plugin(), 'src', 'upstream.fake.ts'))
    writeFileSync(
      join(operator.folder, 'pmo.config.ts'),
      `import { defineConfig } from '@headless-pmo/core'
export default defineConfig({
  plugins: ['pmo-plugin-harbour'],
  connections: {
    work: { plugin: 'harbour', team: 'ENG', baseUrl: '${upstream.address}', secrets: { apiKey: 'env:OUTSIDE_KEY' } },
  },
})
`,
    )
    const synced = await operator.run('pmo', ['sync', '--json'])
    expect(JSON.parse(succeeded(synced))).toMatchObject({ runs: [{ connection: 'work', state: 'ok' }] })
    const listed = await operator.run('pmo', ['plugins', '--json', '--config', 'pmo.config.ts'])
    expect(JSON.parse(succeeded(listed))).toMatchObject([
      { id: 'harbour', source: 'pmo-plugin-harbour', state: 'active', isolation: 'process' },
    ])
    const exported = await operator.run('pmo', ['export', '--format', 'ndjson'])
    const records = exported.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string })
    expect(records.filter(({ kind }) => kind === 'workItem')).toHaveLength(7)
  })
})
