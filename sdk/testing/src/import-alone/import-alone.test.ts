import { describe, expect, test } from 'vitest'
import { importAlone } from './index.ts'

const module = (code: string): string => `data:text/javascript,${encodeURIComponent(code)}`

describe('importing a module alone', () => {
  test('a plugin that does nothing is reported with its id and nothing else', async () => {
    const entry = new URL('../../../../plugins/github/src/index.ts', import.meta.url).href
    expect(await importAlone(entry)).toEqual({
      plugin: 'github',
      touches: [],
      timers: [],
      active: [],
      globals: [],
      listeners: [],
      output: '',
    })
  })

  test('whatever a module does is reported', async () => {
    const found = await importAlone(
      module(`
        import { readFileSync } from 'node:fs'
        import { connect } from 'node:net'
        globalThis.left = process.env.HOME
        setInterval(() => {}, 1000)
        process.on('exit', () => {})
        process.stdout.write('hello')
        try { readFileSync('/etc/hostname') } catch {}
        try { connect(1, '127.0.0.1').on('error', () => {}) } catch {}
        fetch('http://127.0.0.1:1').catch(() => {})
      `),
    )
    expect(found.plugin).toBeUndefined()
    expect(found.touches.map(({ what }) => what)).toEqual([
      'process.env.HOME',
      'fs.readFileSync',
      'net.connect',
      'the global fetch',
    ])
    expect(found).toMatchObject({
      timers: ['setInterval'],
      globals: ['left'],
      listeners: ['exit'],
      output: 'hello',
    })
  })

  test('a module that throws is reported with what it says', async () => {
    expect((await importAlone(module(`throw new Error('not today')`))).failure).toBe('not today')
  })

  test('a module that ends the process is told', async () => {
    expect((await importAlone(module(`process.exit(3)`))).failure).toContain('Command failed')
  })
})
