import { z } from '@headless-pmo/sdk'

/** Patterns that were compiled before; there are a handful. */
const compiled = new Map<string, RegExp>()

/** A pattern that a whole name has to match. */
export function wholly(pattern: string): RegExp {
  const known = compiled.get(pattern) ?? new RegExp(`^(?:${pattern})$`, 'u')
  compiled.set(pattern, known)
  return known
}

function compiles(pattern: string): boolean {
  try {
    return wholly(pattern).source !== ''
  } catch {
    return false
  }
}

/** A setting that holds a regular expression; the host bounds the time that one may take. */
export const patternOf = (fallback: string, what: string) =>
  z.string().max(300).refine(compiles, { error: 'is no regular expression' }).default(fallback).describe(what)
