import type { ChangeClass } from './change.ts'

interface Parts {
  readonly numbers: readonly [major: number, minor: number, patch: number]
  readonly pre: string
}

function partsOf(version: string): Parts | undefined {
  const match = /^(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+.*)?$/.exec(version)
  if (match === null) return undefined
  return { numbers: [Number(match[1]), Number(match[2]), Number(match[3])], pre: match[4] ?? '' }
}

/**
 * The step from one semantic version to another. Before 1.0.0 the minor number counts as the major one, and
 * the patch number as the minor one: that is how ranges (`^0.1.0`) read them. A release after its own
 * pre-release is the step that the pre-release announced.
 * @returns undefined when one of the two is no semantic version
 */
export function versionStep(from: string, to: string): ChangeClass | 'none' | 'back' | undefined {
  const [old, now] = [partsOf(from), partsOf(to)]
  if (old === undefined || now === undefined) return undefined
  const at = old.numbers.findIndex((number, index) => number !== now.numbers[index])
  if (at < 0) {
    if (old.pre === now.pre) return 'none'
    // Whoever runs a pre-release has agreed to anything.
    return old.pre === '' ? 'back' : 'major'
  }
  if ((now.numbers[at] ?? 0) < (old.numbers[at] ?? 0)) return 'back'
  const early = old.numbers[0] === 0 && now.numbers[0] === 0
  if (at === 0 || (early && at === 1)) return 'major'
  return at === 1 || early ? 'minor' : 'patch'
}
