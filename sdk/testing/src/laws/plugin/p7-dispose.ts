import type { ConnectorContext, Page, ReadContext } from '@headless-pmo/sdk'
import {
  cleanSync,
  differences,
  drive,
  needsUpstream,
  openTrial,
  stateOf,
  type Trial,
} from '../../trial/index.ts'
import type { Law } from '../law.ts'
import { LawBroken } from '../law-broken.ts'
import type { LawSubject } from '../subject.ts'

export const p7Dispose: Law = {
  id: 'P7',
  title: 'Ending a read twice, or before it has begun, is safe, and the plugin can be used again',
  why: 'Servers end things in a hurry and out of order; what throws then hides the reason for which they ended.',
  file: 'src/laws/plugin/p7-dispose.ts',
  kinds: ['connector'],
  applies: needsUpstream,
  check: async (subject) => endsTwice(subject),
}

async function endsTwice(subject: LawSubject): Promise<void> {
  const clean = await cleanSync(subject, { pageSize: 2 })
  await using trial = await openTrial(subject, { pageSize: 2 })
  for (const stream of Object.keys(trial.connector.streams))
    for (const pages of [0, 1]) {
      const run = await trial.ask((context) => leave(trial, { ...context, stream, pages }))
      if (run.ended.state === 'done' && run.ended.value === undefined) continue
      const why =
        run.ended.state === 'done'
          ? run.ended.value
          : run.ended.state === 'hung'
            ? run.ended.why
            : `it threw ${String(run.ended.error)}`
      throw new LawBroken({
        message: `Reading ${stream} was ended twice after ${pages} pages, and that is not safe: ${why}.`,
      })
    }
  const ended = await drive(trial.clock, twice(trial))
  if (ended.state !== 'done') throw new LawBroken({ message: 'A connection cannot be closed twice.' })
  await using again = await openTrial(subject, { pageSize: 2 })
  await again.sync()
  const different = differences(await stateOf(again), clean.state)
  if (different.length > 0)
    throw new LawBroken({
      message:
        'After reads that were ended early, the plugin reads something else than before: it keeps something in its module.',
      transcript: different,
    })
}

async function twice(trial: Trial): Promise<void> {
  await trial[Symbol.asyncDispose]()
}

type Leaving = ConnectorContext<unknown> & { readonly stream: string; readonly pages: number }

/** Begins to read, takes so many pages, and ends it twice. Gives what was wrong. */
async function leave(
  trial: Trial,
  { stream: name, pages, ...context }: Leaving,
): Promise<string | undefined> {
  const stream = trial.connector.streams[name]
  if (stream === undefined) return undefined
  const part = await firstPart(stream.per?.list(context))
  if (part === undefined) return undefined
  const given: ReadContext<unknown, unknown, unknown, unknown> = {
    ...context,
    part,
    cursor: stream.start,
    page: (page) => page,
  }
  const iterator: AsyncIterator<Page> = stream.read(given)[Symbol.asyncIterator]()
  for (let count = 0; count < pages; count++) await iterator.next()
  for (let time = 1; time <= 2; time++) {
    const end = await iterator.return?.()
    if (end !== undefined && end.done !== true)
      return `the ${time === 1 ? 'first' : 'second'} end gave a page`
  }
  const after = await iterator.next()
  return after.done === true ? undefined : 'it gave a page after its end'
}

type PartSource = ReturnType<NonNullable<Trial['connector']['streams'][string]['per']>['list']>

async function firstPart(parts: PartSource | undefined) {
  if (parts === undefined) return { key: '', title: '', data: undefined }
  for await (const part of parts) if ('data' in part) return part
  return undefined
}
