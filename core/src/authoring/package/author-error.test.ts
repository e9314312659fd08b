import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { PmoError } from '../../config/index.ts'
import { explainAuthorError } from './author-error.ts'

test('an error is told with its place in the package, not with ours', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pmo-error-'))
  try {
    const file = pathToFileURL(join(folder, 'src', 'map.ts')).href
    const error = new TypeError('x is not a function')
    error.stack = `TypeError: x is not a function\n    at toRecord (${file}:3:5)\n    at node:internal/main:1:1`
    expect(explainAuthorError(error, folder)).toBe(
      'TypeError: x is not a function\n    at toRecord (src/map.ts:3:5)',
    )
    writeFileSync(join(folder, 'broken.mjs'), '')
    const broken = new SyntaxError('Unexpected token')
    broken.stack = `${file}:2\nconst = 1\n      ^\n\nSyntaxError: Unexpected token\n    at compile (node:internal/vm:1:1)`
    expect(explainAuthorError(broken, folder)).toBe(
      'src/map.ts:2\nconst = 1\n      ^\n\nSyntaxError: Unexpected token',
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('a sentence of ours stays one, and what is no error is told as it is', () => {
  expect(explainAuthorError(new PmoError('invalid-request', 'Do this.'), '/x')).toBe('Do this.')
  expect(explainAuthorError('gone', '/x')).toBe('gone')
})
