import { readFileSync } from 'node:fs'
import { verbatimElements, type Verbatim } from '@headless-pmo/sdk'
import { fixture } from '../../../test/support/fixtures.ts'

/** Elements of a recorded reply of api.github.com. */
export function recorded(name: string): Verbatim[] {
  return verbatimElements(readFileSync(fixture(`recordings/github-ants/${name}`), 'utf8'))
}
