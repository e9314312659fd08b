import type { z } from '@headless-pmo/sdk'

/** The first problems that a schema found, each with its path, in one short text. */
export function describeIssues(error: z.ZodError, most = 3): string {
  const shown = error.issues
    .slice(0, most)
    .map((issue) => `${issue.path.join('.') || '(top)'}: ${issue.message}`)
  const rest = error.issues.length - shown.length
  return rest > 0 ? `${shown.join('; ')}; and ${rest} more` : shown.join('; ')
}
