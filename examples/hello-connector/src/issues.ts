import { defineStream, parseJson, verbatim, verbatimElements, z } from '@headless-pmo/sdk'
import { ask } from './ask.ts'
import { Config } from './config.ts'
import { toWorkItem } from './map.ts'
import { Issue, IssuePage } from './wire.ts'

/** Issues, by the instant of their last change. */
export const issues = defineStream({
  config: Config,
  item: Issue,
  cursor: z.object({ since: z.iso.datetime() }),
  start: { since: '1970-01-01T00:00:00Z' },
  changes: 'delta',
  deletes: 'census',

  async *read({ fetch, config, cursor, page }) {
    let { since } = cursor
    let after = ''
    let began: string | undefined
    for (let more = true; more;) {
      const query = new URLSearchParams({ team: config.team, since, after })
      const text = (await ask(fetch, `${config.baseUrl}/issues?${String(query)}`)) ?? '{}'
      const reply = IssuePage.parse(parseJson(text))
      const last = reply.issues.at(-1)
      if (last === undefined) return
      // `since` is inclusive, so that a change within the same second is never skipped; within a run, ties are
      // told apart by the id. What changed after the run began may do so again behind our back: the next run
      // looks at it once more.
      began ??= reply.as_of
      since = last.updated_at
      after = last.id
      more = reply.more
      const cursor = { since: since < began ? since : began }
      yield page({ items: verbatimElements(text, ['issues']), cursor })
    }
  },

  async *readItems({ fetch, config, items, page }) {
    for (const { ref } of items) {
      if (ref === undefined) continue
      const text = await ask(fetch, `${config.baseUrl}/issues/${encodeURIComponent(ref)}`)
      if (text === undefined) {
        yield page({ items: [], gone: [{ ref, reason: 'deleted' }] })
        continue
      }
      // Under its old id Hello gives an issue that has moved.
      const { id } = Issue.pick({ id: true }).parse(parseJson(text))
      yield page({ items: [verbatim(text)], gone: id === ref ? [] : [{ ref, reason: 'moved', movedTo: id }] })
    }
  },

  async *census({ fetch, config }) {
    const text = await ask(fetch, `${config.baseUrl}/issue-ids?team=${encodeURIComponent(config.team)}`)
    // An answer that is no list must not look like an empty one.
    yield z.array(z.string()).parse(parseJson(text ?? ''))
  },

  ref: (issue) => issue.id,
  version: (issue) => issue.updated_at,
  mapVersion: 1,
  mapReads: ['team'],
  map: (issue, { config }) => [toWorkItem(issue, config.team)],
})
