import { expect, test } from 'vitest'
import { publicSymbols } from './public-symbols.ts'
import { unexportedSymbols } from './unexported-symbols.ts'
import { writeModules } from './write-modules.ts'

test('what a module exports is found where it is declared, whichever way it is passed on', () => {
  const entry = writeModules({
    'index.ts': `
      export { z } from 'zod'
      export * from './a.ts'
      export type * from './types.ts'
      export { inner as outer, type Shape } from './b.ts'
      import { later } from './b.ts'
      export { later }
      export default function main() {}`,
    'a.ts': `
      export function twice(a: string): string
      export function twice(a: number): number
      export function twice(a: unknown): unknown { return a }
      export const one = 1, two = 2
      const hidden = 3`,
    'types.ts': `export class Machine {}; export const nobody = 1`,
    'b.ts': `
      export const inner = 1
      export interface Shape { readonly side: number }
      export class later {}`,
  })
  const found = [...publicSymbols(entry).values()].map(({ name, kind, typeOnly, declarations }) =>
    [name, kind, ...(typeOnly ? ['type only'] : []), declarations.length].join(' '),
  )
  expect(found.toSorted()).toEqual([
    'Machine class type only 1',
    'Shape interface type only 1',
    'later class 1',
    'one const 1',
    'outer const 1',
    'twice function 3',
    'two const 1',
    'z external 0',
  ])
})

test('a name that signatures use and nobody can import is found, also behind import()', () => {
  const entry = writeModules({
    'index.ts': `
      import type { Missing } from './b.ts'
      import type { Known } from './c.ts'
      export type { Known } from './c.ts'
      interface Local extends Known { readonly deep: import('./b.ts').Deep }
      export function take(a: Missing, b: Known, c: Map<string, Promise<unknown>>): Local
      export type Far = import('./b.ts').Farther`,
    'b.ts': `export interface Missing {}; export interface Deep {}; export interface Farther {}`,
    'c.ts': `export interface Known {}`,
  })
  expect(unexportedSymbols([...publicSymbols(entry).values()]).map(({ name }) => name)).toEqual([
    'Deep',
    'Farther',
    'Local',
    'Missing',
  ])
})
