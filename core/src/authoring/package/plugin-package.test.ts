import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dependencyFile, openPluginPackage } from './plugin-package.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pmo-package-'))
  mkdirSync(join(folder, 'src'))
  writeFileSync(join(folder, 'src', 'index.ts'), '')
})
afterAll(() => rmSync(folder, { recursive: true }))

const write = (text: string): void => writeFileSync(join(folder, 'package.json'), text)

describe('a package of a plugin', () => {
  test.each([
    ['the usual place', {}],
    ['a path', { exports: './src/index.ts' }],
    ['a subpath', { exports: { '.': './src/index.ts', './package.json': './package.json' } }],
    ['conditions', { exports: { '.': { types: './x.d.ts', default: './src/index.ts' } } }],
  ])('names its entry by %s', (_, fields) => {
    write(JSON.stringify({ name: 'x', version: '1.0.0', ...fields }))
    expect(openPluginPackage(folder)).toMatchObject({
      name: 'x',
      entry: join(folder, 'src', 'index.ts'),
      conformance: join(folder, 'src', 'conformance.ts'),
    })
  })

  test.each([
    ['no JSON', '{', 'is not JSON'],
    ['no object', '3', 'is not JSON of an object'],
    ['no name', '{}', 'needs a "name" and a "version"'],
    [
      'an entry that is not there',
      '{"name":"x","version":"1.0.0","exports":"./lib.ts"}',
      'The package x has no ./lib.ts',
    ],
    [
      'an entry outside',
      '{"name":"x","version":"1.0.0","exports":"../lib.ts"}',
      'The package x has no ../lib.ts',
    ],
  ])('with %s is refused in a sentence', (_, text, sentence) => {
    write(text)
    expect(() => openPluginPackage(folder)).toThrow(sentence)
  })

  test('says of a tool that is missing how it comes', () => {
    write('{"name":"x","version":"1.0.0"}')
    expect(() => dependencyFile(openPluginPackage(folder), 'tool-that-nobody-has')).toThrow(
      'tool-that-nobody-has is not installed for x; add it to its devDependencies where it is missing, then install',
    )
  })
})

test('a folder without package.json is told what to do', () => {
  expect(() => openPluginPackage(join(folder, 'nowhere'))).toThrow(
    /is no package of a plugin.*pmo plugin new/,
  )
})
