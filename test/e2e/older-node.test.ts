import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, test, describe } from 'vitest'
import { packedPackages } from '../support/packed-packages.ts'
import { pmoWorkspace } from '../support/pmo-process.ts'

const root = resolve(import.meta.dirname, '..', '..')
const execute = promisify(execFile)

/** A Node of another release, installed beside the tests; undefined on machines for which there is none. */
function binary(name: string): string | undefined {
  try {
    return join(createRequire(import.meta.url).resolve(`${name}/package.json`), '..', 'bin', 'node')
  } catch {
    if (process.env['PMO_REQUIRE_FIXTURES'] === '1') throw new Error(`${name} is not installed.`)
    console.warn(`Skipped: ${name} is not installed on this kind of machine.`)
    return undefined
  }
}

const plugin = `
  const { auth, defineConnector, definePlugin, defineStream, describePlugin, secret, z } = await import(process.argv[1])
  const Config = z.object({ team: z.string().describe('Team key') })
  const things = defineStream({
    config: Config, item: z.looseObject({ id: z.string() }), cursor: z.object({}), start: {},
    changes: 'snapshot', deletes: 'snapshot', mapVersion: 1, async *read() {}, ref: (thing) => thing.id, map: () => [],
  })
  const plugin = definePlugin({ id: 'older', title: 'Older', version: '1.0.0', sdk: '^1.0.0', contributes: [
    defineConnector({ config: Config, secrets: { token: secret('read') }, authorize: auth.bearer('token'),
      egress: () => ['https://api.example.com'], probe: async () => ({ ok: true }), streams: { things } }) ] })
  console.log(JSON.stringify(describePlugin(plugin)))`

describe.each(['node-22', 'node-24'])('on %s', (name) => {
  const node = binary(name)

  test.skipIf(node === undefined)('the SDK describes a plugin', async () => {
    await packedPackages() // builds what is published
    const sdk = join(root, 'sdk', 'plugin', 'dist', 'index.js')
    const { stdout } = await execute(node ?? '', ['--input-type=module', '-e', plugin, sdk])
    expect(JSON.parse(stdout)).toMatchObject({
      id: 'older',
      contributes: [{ kind: 'connector', streams: { things: { changes: 'snapshot' } } }],
    })
  })

  test.skipIf(node === undefined)('the client reads a portfolio', async () => {
    await using workspace = await pmoWorkspace()
    await workspace.writePlan(['Pack', 'Drive', 'Unpack'])
    expect(workspace.pmo(['sync']).status).toBe(0)
    await using server = await workspace.serve()
    const example = join(root, 'examples', 'typed-client', 'main.ts')
    const { stdout } = await execute(node ?? '', [example], {
      env: { PMO_URL: server.address, PMO_TOKEN: server.token },
    })
    expect(stdout).toContain('Move: 1 of 3 done')
  })
})
