import { expect, test } from 'vitest'
import { rewriteDeclaration } from './rewrite-declarations.ts'

test('relative imports of a declaration name JavaScript, whichever way they are written', () => {
  const text = [
    `import type { A } from './a.ts'`,
    `import "../b/c.ts";`,
    `export * from "./d.ts";`,
    `type E = import('./e.ts').E`,
  ]
  expect(text.map(rewriteDeclaration)).toEqual([
    `import type { A } from './a.js'`,
    `import "../b/c.js";`,
    `export * from "./d.js";`,
    `type E = import('./e.js').E`,
  ])
})

test('other texts that end with .ts stay', () => {
  const text = `export declare const CONFIG_FILE = "pmo.config.ts"; import type { T } from 'package/file.ts'`
  expect(rewriteDeclaration(text)).toBe(text)
})
