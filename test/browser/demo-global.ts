import type { TestProject } from 'vitest/node'
import { missingBrowser } from '../support/chromium.ts'
import { startDemo } from '../support/demo-server.ts'
import { PRESENT } from './present.ts'

/** What browser tests are told of the demo that they look at. */
export interface DemoAddress {
  readonly address: string
  readonly token: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    demo: DemoAddress
  }
}

/** One demo for all browser tests: it takes most of a minute to start. Tests that change something undo it or start their own. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (missingBrowser() !== undefined) {
    project.provide('demo', { address: '', token: '' })
    return undefined
  }
  const demo = await startDemo({ now: PRESENT })
  project.provide('demo', { address: demo.address, token: demo.token })
  return async () => demo[Symbol.asyncDispose]()
}
