/**
 * What vitest shows when `pmo plugin test` runs it: laws as laws, other tests as tests.
 * @module
 */
import { lawLimitMs, stuckSentence } from './law-limit.ts'
import { lawLines, lawSummary } from './law-lines.ts'
import type { LawOutcome } from './law-outcome.ts'

/** An error as vitest tells it. */
interface TestError {
  readonly message: string
  readonly stack?: string
}

/** A test of vitest, as far as it is shown. */
interface TestCase {
  readonly fullName: string
  meta(): { readonly law?: LawOutcome; readonly seed?: number }
  result(): { readonly state: string; readonly errors?: readonly TestError[] }
}

/** A test file of vitest. */
interface TestModule {
  readonly relativeModuleId?: string
  readonly moduleId: string
  errors(): readonly TestError[]
}

const print = (lines: readonly string[]): void => {
  if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`)
}

/** How an error of a test that is no law is shown. */
const errorLines = ({ message, stack = '' }: TestError): string[] => {
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line) && !line.includes('node_modules'))
  return [...message.split('\n'), ...frames.slice(0, 3)].map((line) => `      ${line}`)
}

/** A reporter of vitest. The default export is how vitest finds it. */
export default class LawReporter {
  readonly #laws: LawOutcome[] = []
  #seed: number | undefined
  #passed = 0
  #failed = 0
  readonly #limit = lawLimitMs(process.env)
  #last = 'the start'
  /** A test that loops without waiting blocks its own process, timers and news of it and all: it is watched from here. */
  readonly #silence = setTimeout(() => {
    print([`  ✗ ${stuckSentence(`What came after ${this.#last}`, this.#limit)}`])
    // Whoever started us ends the processes of the tests with us.
    process.exit(1)
  }, this.#limit)

  /** A test has ended. */
  onTestCaseResult(test: TestCase): void {
    this.#silence.refresh()
    this.#last = test.fullName
    const { law, seed } = test.meta()
    const { state, errors = [] } = test.result()
    if (law !== undefined) {
      this.#laws.push(law)
      this.#seed = seed
      print(lawLines(law))
    } else if (state === 'failed') {
      this.#failed += 1
      print([`  ✗ ${test.fullName}`, ...errors.flatMap(errorLines)])
    } else if (state === 'passed') {
      this.#passed += 1
    }
  }

  /** All have ended. */
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly TestError[]): void {
    clearTimeout(this.#silence)
    for (const module of modules) {
      const errors = module.errors()
      if (errors.length > 0)
        print([`  ✗ ${module.relativeModuleId ?? module.moduleId}`, ...errors.flatMap(errorLines)])
    }
    for (const error of unhandled) print(['  ✗ an error outside the tests', ...errorLines(error)])
    const seed = this.#seed === undefined ? {} : { seed: this.#seed }
    if (this.#laws.length > 0) print(lawSummary(this.#laws, { ...seed, repeat: 'npx pmo plugin test' }))
    const failed = this.#failed === 0 ? '' : `, ${this.#failed} failed`
    if (this.#passed + this.#failed > 0)
      print([`${this.#passed} other ${this.#passed === 1 ? 'test' : 'tests'} passed${failed}`])
    if (this.#laws.length === 0) {
      print([
        'No law was tried: src/conformance.test.ts has to call conformance(plugin, options) of @headless-pmo/testing.',
      ])
    }
  }
}
