import { parseJson, verbatim, z } from '@headless-pmo/sdk'
import { Issue } from '../../../examples/hello-connector/src/wire.ts'
import type { Mutant } from '../mutant.ts'
import { helloMutant, helloOptions, issuesWith, soundIssues, type IssueStream } from './hello-mutant.ts'
import { listAll, listIssues, nextSecond } from './list-issues.ts'

const mutant = (law: string, fault: string, change: Partial<IssueStream>): Mutant =>
  helloMutant(law, fault, issuesWith(change))

/** What modules remember in the mutants that keep state; it is the fault. */
const remembered = { first: undefined as string | undefined, seen: new Set<string>(), count: 0 }

/** Wrong connectors, by the law that has to notice. */
export const dataMutants: readonly Mutant[] = [
  mutant('D1', 'keeps the last page only', {
    async *read(context) {
      let last = await listIssues(context, context.cursor.since)
      for await (const listed of listAll(context, context.cursor.since)) last = listed
      const since = last.last?.updated_at
      if (since !== undefined) yield context.page({ items: last.items, cursor: { since } })
    },
  }),
  mutant('D1', 'stops one page too early', {
    async *read(context) {
      for await (const { items, last, more } of listAll(context, context.cursor.since)) {
        if (last !== undefined && (more || items.length > 1))
          yield context.page({ items, cursor: { since: last.updated_at } })
      }
    },
  }),
  mutant('D2', 'goes on after the last instant, and skips what shares it', {
    async *read(context) {
      for await (const { items, last } of listAll(context, nextSecond(context.cursor.since)))
        if (last !== undefined) yield context.page({ items, cursor: { since: last.updated_at } })
    },
  }),
  mutant('D2', 'trusts the order of a list that changes while it is read', {
    async *read(context) {
      for await (const { items, last } of listAll(context, context.cursor.since))
        if (last !== undefined) yield context.page({ items, cursor: { since: last.updated_at } })
    },
  }),
  {
    ...mutant('D2', 'asks a lot before it trusts the order of a list that changes', {
      async *read(context) {
        for (let part = 0; part < 12; part++) await context.fetch(`${context.config.baseUrl}/me?part=${part}`)
        for await (const { items, last } of listAll(context, context.cursor.since))
          if (last !== undefined) yield context.page({ items, cursor: { since: last.updated_at } })
      },
    }),
    // Few of the cases have the edit in the one place where it hurts.
    options: { ...helloOptions, rounds: 80 },
  },
  mutant('D2', 'reads an item by its name with less detail than in the list', {
    async *readItems(context) {
      for await (const page of soundIssues.readItems(context)) {
        const items = page.items.map((item) => ({
          ...Issue.parse('value' in item ? item.value : item),
          assignee: null,
        }))
        yield { ...page, items }
      }
    },
  }),
  mutant('D3', 'moves the cursor before the items are there', {
    async *read(context) {
      for await (const page of soundIssues.read(context)) {
        if (page.cursor !== undefined) yield context.page({ items: [], cursor: page.cursor })
        yield context.page({ items: page.items })
      }
    },
  }),
  mutant('D4', 'gives an item twice in one read, first in short and then in full', {
    async *read(context) {
      for await (const page of soundIssues.read(context)) {
        const short = page.items.map((item) => {
          const issue = Issue.parse('value' in item ? item.value : item)
          return { ...issue, title: issue.title.slice(0, 2) }
        })
        yield context.page({ items: short })
        yield page
      }
    },
  }),
  mutant('D4', 'writes the time of the reading into the item', {
    async *read(context) {
      for await (const page of soundIssues.read(context)) {
        const items = page.items.map((item) => ({
          ...Issue.parse('value' in item ? item.value : item),
          read_at: new Date().toISOString(),
        }))
        yield { ...page, items }
      }
    },
  }),
  mutant('D5', 'states as version a day, which is the same for all changes of it', {
    version: (issue) => issue.updated_at.slice(0, 10),
  }),
  mutant('D5', 'states as version a time without leading zeros, which sorts ten o’clock before nine', {
    version: (issue) => {
      const [, hours = '', rest = ''] = /T(\d+)(.*)/.exec(issue.updated_at) ?? []
      return `${Number(hours)}${rest}`
    },
  }),
  mutant('D6', 'takes the time of the reply for the position of the read', {
    async *read(context) {
      for await (const { items, last, asOf } of listAll(context, context.cursor.since))
        yield context.page({ items, cursor: { since: last === undefined ? asOf : last.updated_at } })
      const { asOf } = await listIssues(context, context.cursor.since)
      yield context.page({ items: [], cursor: { since: asOf } })
    },
  }),
  mutant('D7', 'takes the host’s clock for its cursor', {
    async *read(context) {
      const since = new Date().toISOString().replace(/\.\d+Z$/, 'Z')
      for await (const page of soundIssues.read(context)) yield context.page({ items: page.items })
      yield context.page({ items: [], cursor: { since } })
    },
  }),
  mutant('D8', 'ignores deletions although it declares to be told of them', { deletes: 'tombstones' }),
  mutant('D8', 'takes a census that broke off for a whole one', {
    async *census(context) {
      try {
        yield* soundIssues.census(context)
      } catch {
        yield []
      }
    },
    async *readItems(context) {
      for (const { ref = '' } of context.items) {
        const reply = await context
          .fetch(`${context.config.baseUrl}/issues/${ref}`)
          .catch(() => new Response(null, { status: 404 }))
        if (reply.ok) yield context.page({ items: [verbatim(await reply.text())] })
        else yield context.page({ items: [], gone: [{ ref, reason: 'deleted' }] })
      }
    },
  }),
  mutant('D8', 'does not see what comes back', {
    async *readItems(context) {
      for await (const page of soundIssues.readItems(context)) {
        for (const { ref } of page.gone ?? []) remembered.seen.add(ref)
        const items = page.items.filter(
          (item) => !remembered.seen.has(Issue.parse('value' in item ? item.value : item).id),
        )
        yield { ...page, items }
      }
    },
  }),
  mutant('D9', 'begins anew when its cursor lies in the future', {
    async *read(context) {
      const { asOf } = await listIssues(context, context.cursor.since)
      const since = asOf < context.cursor.since ? '1970-01-01T00:00:00Z' : context.cursor.since
      yield* soundIssues.read({ ...context, cursor: { since } })
    },
  }),
  mutant('D9', 'moves back to the time of the reply', {
    async *read(context) {
      const { asOf } = await listIssues(context, context.cursor.since)
      if (asOf < context.cursor.since) yield context.page({ items: [], cursor: { since: asOf } })
      else yield* soundIssues.read(context)
    },
  }),
  mutant('D10', 'collects everything and gives it as one page', {
    async *read(context) {
      const pages = await Array.fromAsync(soundIssues.read(context))
      const cursor = pages.at(-1)?.cursor
      if (cursor !== undefined) yield context.page({ items: pages.flatMap(({ items }) => items), cursor })
    },
  }),
  mutant('D10', 'asks for the same page for ever once it is full of one instant', {
    async *read(context) {
      let { since } = context.cursor
      for (let again = true; again;) {
        const { items, last, more } = await listIssues(context, since)
        if (last === undefined) return
        since = last.updated_at
        again = more
        yield context.page({ items, cursor: { since } })
      }
    },
  }),
  mutant('D11', 'names items by their titles', {
    ref: (issue) => issue.title.toLowerCase().replaceAll(/\W+/g, '-'),
    map: (issue, context) =>
      soundIssues.map(issue, context).map((record) => ({ ...record, ref: issue.title.toLowerCase() })),
  }),
  mutant('D11', 'does not say where an item has moved to', {
    async *readItems(context) {
      for await (const page of soundIssues.readItems(context)) {
        const gone = (page.gone ?? []).map(({ ref }) => ({ ref, reason: 'deleted' as const }))
        yield { ...page, gone }
      }
    },
  }),
  mutant('D11', 'numbers records by their place on the page', {
    async *read(context) {
      for await (const page of soundIssues.read(context)) {
        const items = page.items.map((item, place) => ({
          ...Issue.parse('value' in item ? item.value : item),
          place,
        }))
        yield { ...page, items }
      }
    },
    map: (issue, context) =>
      soundIssues
        .map(issue, context)
        .map((record) => ({ ...record, ref: `${issue.id}-${String(issue['place'])}` })),
  }),
  mutant('D12', 'knows all statuses that there will ever be', {
    item: Issue.extend({ state: z.enum(['Open', 'In progress', 'Closed']) }),
  }),
  mutant('D12', 'puts statuses into words of its own', {
    map: (issue, context) =>
      soundIssues.map({ ...issue, state: issue.state.toLowerCase().replaceAll(/[^a-z]+/g, '_') }, context),
  }),
  mutant('D12', 'puts the statuses that it knows into words of its own', {
    map: (issue, context) =>
      soundIssues
        .map(issue, context)
        .map((record) =>
          record.kind === 'workItem' && issue.state === 'Open' ? { ...record, status: 'To do' } : record,
        ),
  }),
  mutant('D12', 'rounds the numbers of the raw item', {
    async *read(context) {
      for await (const page of soundIssues.read(context)) {
        const items = page.items.map((item) =>
          Issue.parse(JSON.parse('value' in item && 'text' in item ? String(item.text) : '{}')),
        )
        yield { ...page, items }
      }
    },
  }),
  mutant('D12', 'keeps the day alone of an instant', {
    map: (issue, context) =>
      soundIssues
        .map(issue, context)
        .map((record) =>
          record.kind === 'workItem'
            ? { ...record, created: `${issue.created_at.slice(0, 10)}T00:00:00Z` }
            : record,
        ),
  }),
  mutant('D12', 'refuses fields that it does not know', { item: z.strictObject(Issue.shape) }),
  mutant('D12', 'makes a number of an id', {
    map: (issue, context) =>
      soundIssues.map(issue, context).map((record) => ({ ...record, ref: String(Number(issue.id)) })),
  }),
  mutant('D12', 'throws away what is not ASCII', {
    map: (issue, context) =>
      soundIssues.map({ ...issue, title: issue.title.replaceAll(/[^ -~]/g, '') }, context),
  }),
  mutant('D12', 'takes the host’s time zone for the tracker’s', {
    map: (issue, context) =>
      soundIssues.map(issue, context).map((record) => ({
        ...record,
        fields: { day: new Date(issue.created_at).toLocaleDateString('sv') },
      })),
  }),
  mutant('D13', 'numbers its records as it comes to them', {
    map: (issue, context) =>
      soundIssues.map(issue, context).map((record) => ({ ...record, fields: { order: ++remembered.count } })),
  }),
  mutant('D13', 'draws lots', {
    async *read(context) {
      await context.fetch(`${context.config.baseUrl}/me?nonce=${Math.random()}`)
      yield* soundIssues.read(context)
    },
  }),
  mutant('D14', 'remembers in its module what it has read', {
    async *read(context) {
      const list = `${context.config.baseUrl}/issues?since=${context.cursor.since}`
      remembered.first ??= await (await context.fetch(list)).text()
      const { issues } = z.object({ issues: z.array(Issue) }).parse(parseJson(remembered.first))
      yield context.page({ items: issues })
      yield* soundIssues.read(context)
    },
  }),
  mutant('D14', 'leaves out what its module has seen before', {
    async *read(context) {
      for await (const page of soundIssues.read(context)) {
        const items = page.items.filter((item) => {
          const { id, updated_at } = Issue.parse('value' in item ? item.value : item)
          const version = `${id} ${updated_at}`
          const known = remembered.seen.has(version)
          remembered.seen.add(version)
          return !known
        })
        yield { ...page, items }
      }
    },
  }),
]
