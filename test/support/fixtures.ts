/* oxlint-disable vitest/no-standalone-expect, vitest/no-disabled-tests, vitest/valid-describe-callback, vitest/valid-title, vitest/no-conditional-tests, vitest/require-to-throw-message, vitest/expect-expect, vitest/no-conditional-in-test -- describes are made here for others, not written */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

/** Whether a missing fixture or database fails the run (CI) instead of skipping what needs it. */
export const fixturesRequired = process.env['PMO_REQUIRE_FIXTURES'] === '1'

/** Absolute path of a file or folder in `../shared` beside the repository; it may be missing. */
export function fixture(path: string): string {
  return resolve(root, '../shared', path)
}

/**
 * A `describe` that runs only where the fixtures are. Elsewhere it prints which one is missing and skips, or fails where
 * fixtures are required.
 */
export function describeWithFixtures(name: string, paths: readonly string[], body: () => void): void {
  describeUnlessMissing(
    name,
    paths.filter((path) => !existsSync(fixture(path))).map((path) => `${fixture(path)} is missing`),
    body,
  )
}

/** The rule behind {@link describeWithFixtures}, for anything that a machine may lack. */
export function describeUnlessMissing(name: string, reasons: readonly string[], body: () => void): void {
  if (reasons.length === 0) {
    describe(name, body)
  } else if (fixturesRequired) {
    test(name, () => {
      throw new Error(`PMO_REQUIRE_FIXTURES=1, but ${reasons.join('; ')}`)
    })
  } else {
    console.warn(`skipped: ${name}: ${reasons.join('; ')}`)
    describe.skip(name, body)
  }
}
