import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root, showFinding } from './code-block.ts'
import { judgeDocs, type DocRule } from './public-docs.ts'
import { publicEntries } from './public-packages.ts'
import { publicSymbols } from './public-symbols.ts'
import { writeModules } from './write-modules.ts'

const RULES: Readonly<Record<DocRule, string>> = {
  summary: 'says what it is',
  example: 'is shown in use',
  link: 'links to names that are there',
  member: 'says what its members are',
  throws: 'says when it throws',
  unit: 'has a unit where it measures something',
}

describe.each(publicEntries().map((entry) => [entry.specifier, entry.source]))('%s', (_, source) => {
  const findings = judgeDocs(publicSymbols(join(root, source)))
  for (const [rule, words] of Object.entries(RULES)) {
    test(`every public name ${words}`, () => {
      expect(findings.filter((finding) => finding.rule === rule).map(showFinding)).toEqual([])
    })
  }
})

test('what a planted module lacks is found, and nothing else', () => {
  const entry = writeModules({
    'index.ts': `
      export function silent() {}

      /** Says what it is; see {@link nobody}. */
      export function unseen() {}

      /**
       * Shown, and throws.
       *
       * @example
       * ~~~ts
       * shown()
       * ~~~
       */
      export const shown = () => {
        if (Math.random() > 2) throw new Error('never')
      }

      /** Throws within another function; the one who calls that is told there. See {@link told}. */
      export function outer() {
        return () => { throw new Error('later') }
      }

      /**
       * Told in full.
       *
       * @throws Error always
       * @example
       * ~~~ts
       * told()
       * ~~~
       */
      export function told(): never { throw new Error('always') }

      /** How long to wait. See {@link told}. */
      export interface Patience {
        readonly kind: 'patience'
        readonly retries: number
        /** How long. */
        readonly timeout: number
        /** How long. */
        readonly waitSeconds: number
        /** In milliseconds. */
        readonly delay: number
      }

      /** A schema. See {@link told}. */
      export const spell = z.object({
        duration: z.number().optional(),
        lag: z.number().describe('Minutes').optional(),
        interval: z.int().min(1).describe('Every how many days'),
      })`.replaceAll('~~~', '```'),
  })
  const found = judgeDocs(publicSymbols(entry)).map(({ rule, subject, line }) => `${line} ${rule} ${subject}`)
  expect(found).toEqual([
    '2 summary silent',
    '2 example silent',
    '5 example unseen',
    '5 link unseen',
    '15 throws shown',
    '38 member Patience.retries',
    '40 unit Patience.timeout',
    '49 unit spell.duration',
  ])
})
