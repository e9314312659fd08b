import fc from 'fast-check'
import type { Law } from '../law.ts'
import { isLawBroken, LawBroken } from '../law-broken.ts'
import type { LawSubject } from '../subject.ts'
import { linesOf, type AskedRequest } from '../asked-request.ts'
import { deliverWell } from './deliver.ts'
import { notifications } from './drawn-notification.ts'

function isReadable({ headers, body }: AskedRequest): boolean {
  const type = headers.find(([name]) => name === 'content-type')?.[1] ?? ''
  if (!/[/+]json/i.test(type)) return true
  try {
    JSON.parse(body)
    return true
  } catch {
    return false
  }
}

/** See the law's own title. */
export const n7: Law = {
  id: 'N7',
  title: 'Any text goes through: markup, quotes, emoji, control characters, a megabyte',
  why: 'Titles come from trackers, where anyone may write; an alarm must not fail because of a quotation mark.',
  file: 'src/laws/notifier/n7-any-text.ts',
  kinds: ['notifier'],
  applies: () => true,
  async check(subject: LawSubject, { seed, count }) {
    const drawn = fc.asyncProperty(notifications, async (notification) => {
      const { asked } = await deliverWell(subject, { notification })
      const broken = asked.find((request) => !isReadable(request))
      if (broken === undefined) return
      throw new LawBroken({
        message: 'What goes out as JSON is none; make it with JSON.stringify.',
        transcript: linesOf(broken),
      })
    })
    const outcome = await fc.check(drawn, { seed, numRuns: count })
    if (!outcome.failed) return
    const error = outcome.errorInstance
    if (!isLawBroken(error)) throw error
    const [smallest] = outcome.counterexample ?? []
    throw new LawBroken({
      message: error.finding.message,
      transcript: [
        ...(error.finding.transcript ?? []),
        `The notification: ${JSON.stringify(smallest)?.slice(0, 500) ?? ''}`,
      ],
    })
  },
}
