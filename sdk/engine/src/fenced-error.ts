const MARK = '~headlessPmoFenced'

/** A writer whose lease has passed to another: what it wanted to write is refused as a whole. */
export class FencedError extends Error {
  readonly [MARK] = true

  constructor(lease: string, fence: number) {
    super(`The lease "${lease}" has passed on; number ${fence} may no longer write.`)
    this.name = 'FencedError'
  }
}

export function isFenced(error: unknown): error is FencedError {
  return typeof error === 'object' && error !== null && MARK in error
}
