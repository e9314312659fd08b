import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'

const MARK = { ok: '✓', warning: '!', error: '✗' } as const

/** What is wrong, and what to do about it. */
export async function doctor(
  context: CommandContext,
  options: { readonly config?: string },
): Promise<number> {
  await using session = await context.session({
    applies: true,
    ...(options.config !== undefined && { configFile: options.config }),
  })
  const { findings } = await session.api.health.report.query({})
  context.output.result(findings, () =>
    findings
      .flatMap(({ subject, state, sentence, action }) => [
        `${context.output.isTerminal ? MARK[state] : state} ${subject}: ${sentence}`,
        ...(action === undefined ? [] : [`    ${action}`]),
      ])
      .join('\n'),
  )
  return findings.some(({ state }) => state !== 'ok') ? EXIT.attention : EXIT.ok
}
