import { setTimeout as delay } from 'node:timers/promises'
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import {
  createPostgresDatabase,
  describeOnDatabases,
  describeOnPostgres,
} from '../../../../test/support/postgres.ts'
import { caughtUp as changesCaughtUp, Synced } from '../../../../test/support/synced.ts'
import { MIGRATIONS } from '../../compose/migrations.ts'
import { openDatabase, type Database, type Tx } from '../../database/index.ts'
import { FEED_START, formatPosition } from '../../records/index.ts'
import { eventFilter } from './event-filter.ts'
import { liveEvents, NEWS, type EventRequest } from './index.ts'
import type { StreamEvent } from './event-stream.ts'
import { dropNews, mendNews, readHappenings } from './queries.ts'

/** Waits until what was committed can be read, news too: a transaction of anybody's on the same server holds both back. */
async function caughtUp(db: Database): Promise<void> {
  await changesCaughtUp(db)
  for (;;) {
    const { rows } = await sql<{ done: boolean }>`
      select coalesce(max(xid) < pg_snapshot_xmin(pg_current_snapshot()), true) as done from pmo.news`.execute(
      db.root,
    )
    if (rows[0]?.done === true) return
    await delay(5)
  }
}

const container = (ref: string) => ({ kind: 'container', ref, name: ref, nativeType: 'repository' }) as const

const define = (tx: Tx | Database['root'], kind: string, id: string, version = 1) =>
  sql`insert into pmo.definition (kind, id, version, managed, body, position, changed_by)
    values (${kind}, ${id}, ${version}, 'api', '{}', 1, 'Vera Vogel')`.execute(tx)

const findingOf = (tx: Tx | Database['root'], id: string, project: string | null) =>
  sql`
  insert into pmo.finding (id, key, rule, version, title, severity, unit, project, state, digest, body,
    opened_day, first_seen, opened_at, since)
  values (${id}, ${id}, ${`rule.${id}`}, '1', 't', 0, 'u', ${project}, 'open', 'd', '{}', '2026-01-05', now(), now(), now())`.execute(
    tx,
  )

const told = (tx: Tx | Database['root'], type: string, ...ids: string[]) =>
  sql`
  insert into pmo.finding_event (finding, type, at, by, version, message)
  select id, ${type}, now(), 'r', '1', 'm' from unnest(${ids}::text[]) as id`.execute(tx)

/** Takes events until there are as many, then leaves. */
async function take(
  database: Database,
  request: EventRequest,
  count: number,
  projects: ReadonlyMap<number, string> = new Map(),
): Promise<StreamEvent[]> {
  const open = liveEvents({
    database,
    sync: {
      run: () => Promise.reject(new Error('not asked')),
      watch: () => {
        throw new Error('not asked')
      },
    },
    portfolio: {
      projectsOf: async (ids) => new Map([...projects].filter(([id]) => ids.includes(id))),
    },
  })
  const left = new AbortController()
  const taken: StreamEvent[] = []
  for await (const piece of await open(request, left.signal)) {
    taken.push(...piece.filter(({ event }) => event !== undefined))
    if (taken.length >= count) break
  }
  left.abort()
  return taken
}

const start = formatPosition(FEED_START)
const filterOf = (query: string) => eventFilter(new URLSearchParams(query))

describeOnDatabases('events', { migrations: MIGRATIONS }, (open) => {
  test('a reader is told at once where it begins, so that one who is cut off before anything happened misses nothing', async () => {
    await using db = await open()
    const synced = new Synced(db)
    await synced.records({ run: 'r1' }, container('a'))
    await caughtUp(db)
    const parts = {
      database: db,
      sync: {
        run: () => Promise.reject(new Error('not asked')),
        watch: () => {
          throw new Error('not asked')
        },
      },
      portfolio: { projectsOf: async () => new Map<number, string>() },
    }
    const left = new AbortController()
    const began: string[] = []
    for await (const [first] of await liveEvents(parts)({}, left.signal)) {
      began.push(first?.id ?? '')
      break
    }
    left.abort()
    await synced.records({ run: 'r2' }, container('b'))
    await caughtUp(db)
    const [missed] = await take(db, { after: began[0] ?? '' }, 1)
    expect(missed).toMatchObject({ event: 'change', data: { kind: 'container', ref: 'b' } })
  })

  test('everything that is news is told once, in the order in which it happened, in its documented shape', async () => {
    await using db = await open()
    await new Synced(db).records({ run: 'r1' }, container('a'))
    await define(db.root, 'connection', 'gh')
    await define(db.root, 'project', 'web')
    await sql`insert into pmo.run (id, connection, trigger, full_read, dry_run, request, state, progress)
      values ('r1', 'gh', 'manual', false, false, '{}', 'queued', '{}')`.execute(db.root)
    await sql`update pmo.run set progress = '{"requests": 3}'`.execute(db.root)
    await sql`update pmo.run set state = 'failed', problem = 'It broke.'`.execute(db.root)
    await sql`insert into pmo.check_run (id, trigger, scope, today) values ('11111111-1111-4111-8111-111111111111', 'sync', 'all', '2026-01-05')`.execute(
      db.root,
    )
    for (const id of ['f1', 'f2']) await findingOf(db.root, id, 'web')
    await findingOf(db.root, 'f3', null)
    await told(db.root, 'opened', 'f1', 'f2', 'f3')
    await sql`insert into pmo.conflict (id, kind, body, projects, size) values ('k', 'over-allocation', '{}', '{web,app}', 1)`.execute(
      db.root,
    )
    await sql`update pmo.conflict set ended_at = now()`.execute(db.root)
    await sql`insert into pmo.stated_link (from_kind, from_ref, to_kind, to_ref, type, stated_by)
      values ('project', 'web', 'project', 'app', 'finish-start', 'x')`.execute(db.root)
    await caughtUp(db)
    const events = await take(db, { after: start }, 11)
    expect(events.map(({ event, data }) => [event, data])).toMatchObject([
      ['change', { kind: 'container', ref: 'a' }],
      ['connection', { id: 'gh', version: 1, removed: false }],
      ['definition', { kind: 'project', id: 'web' }],
      ['run', { id: 'r1', connection: 'gh', state: 'queued' }],
      ['run', { id: 'r1', state: 'failed', problem: 'It broke.' }],
      ['check', { trigger: 'sync', state: 'running' }],
      ['finding', { project: 'web', findings: 2, opened: 2, rules: ['rule.f1', 'rule.f2'] }],
      ['finding', { findings: 1, rules: ['rule.f3'] }],
      ['conflict', { projects: ['app', 'web'], kinds: ['over-allocation'], conflicts: 1, ended: 0 }],
      ['conflict', { ended: 1 }],
      ['link', { links: 1, kind: 'stated' }],
    ])
    for (const { event, data } of events) NEWS[event as keyof typeof NEWS].parse(data)
    // Law 17: who did it is asked where it can be forgotten.
    expect(JSON.stringify(events)).not.toContain('Vera')
    // Whoever comes back with the id of any event gets exactly the rest.
    for (const [index, { id = '' }] of events.slice(0, -1).entries()) {
      const rest = await take(db, { after: id }, events.length - index - 1)
      expect(rest).toEqual(events.slice(index + 1))
    }
  })

  test('a filter lets pass what belongs to a connection, a project, a kind of event or of record', async () => {
    await using db = await open()
    const synced = new Synced(db)
    await synced.records({}, container('a'))
    await synced.records({ connection: 'other' }, container('b'))
    await define(db.root, 'connection', 'gh')
    await findingOf(db.root, 'f1', 'web')
    await told(db.root, 'opened', 'f1')
    await caughtUp(db)
    const names = async (query: string, count: number) =>
      (await take(db, { after: start, filter: filterOf(query) }, count)).map(({ event }) => event)
    expect(await names('kind=finding&kind=connection', 2)).toEqual(['connection', 'finding'])
    expect(await names('connection=gh', 2)).toEqual(['change', 'connection'])
    expect(await names('project=web', 1)).toEqual(['finding'])
    expect(await names('kind=change&record=container', 2)).toEqual(['change', 'change'])
    await define(db.root, 'team', 'last')
    await caughtUp(db)
    expect(await names('kind=change&kind=definition&record=workItem', 1)).toEqual(['definition'])
    expect(() => filterOf('kind=findings')).toThrow('did you mean "finding"?')
    expect(() => filterOf('conection=gh')).toThrow('did you mean "connection"?')
  })

  test('a change of an item belongs to the project of the item', async () => {
    await using db = await open()
    await new Synced(db).records(
      {},
      container('a'),
      ...['1', '2'].map((ref) => ({
        kind: 'workItem' as const,
        ref,
        container: 'a',
        type: 'task' as const,
        title: ref,
        status: 'open',
        statusCategory: 'todo' as const,
      })),
    )
    await caughtUp(db)
    const { rows } = await sql<{ id: number }>`select id from pmo.record where ref = '2'`.execute(db.root)
    expect(rows).toHaveLength(1)
    const projects = new Map(rows.map(({ id }) => [id, 'web'] as const))
    const events = await take(db, { after: start, filter: filterOf('project=web') }, 1, projects)
    expect(events).toMatchObject([{ event: 'change', data: { ref: '2' } }])
  })

  test('news that were dropped are told as a gap; changes are all there', async () => {
    await using db = await open()
    await define(db.root, 'team', 'one')
    await caughtUp(db)
    const [one] = await take(db, { after: start }, 1)
    await new Synced(db).records({}, container('a'))
    await define(db.root, 'team', 'two')
    await caughtUp(db)
    await db.transaction((tx) => dropNews(tx, '2999-01-01T00:00:00Z'))
    const events = await take(db, { after: one?.id ?? '' }, 2)
    expect(events.map(({ event }) => event)).toEqual(['gap', 'change'])
    expect(NEWS.gap.parse(events[0]?.data).message).toContain('read everything else anew')
    // What is dropped without being missed is no gap.
    expect((await take(db, { after: start }, 1)).map(({ event }) => event)).toEqual(['change'])
  })

  test('after a restore into a younger server old news do not stand before new ones for ever', async () => {
    await using db = await open()
    await define(db.root, 'team', 'one')
    await sql`update pmo.news set xid = (xid::text::bigint + 1000000)::text::xid8`.execute(db.root)
    await db.transaction((tx) => mendNews(tx))
    await define(db.root, 'team', 'two')
    await caughtUp(db)
    const page = await readHappenings(db.root, { after: FEED_START, limit: 10 })
    expect(page.happenings).toMatchObject([{ news: { data: { id: 'two' } } }])
  })
})

describeOnPostgres('events while transactions are open', () => {
  /** What is done, in order: one of two transactions writes a change or news, or commits; or a reader reads a piece and comes back. */
  const step = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        by: fc.constantFrom(0, 1),
        what: fc.constantFrom('change', 'news', 'change', 'news', 'commit', 'rollback'),
      }),
    },
    { weight: 2, arbitrary: fc.constant({ by: undefined, what: 'read' as const }) },
  )

  test('however two transactions overlap, a reader that comes and goes gets all of both, once and in order', async () => {
    await using server = await createPostgresDatabase(MIGRATIONS)
    await using db = await openDatabase({ url: server.url })
    await new Synced(db).records({}, container('a'))
    let serial = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 24, size: 'max' }), async (steps) => {
        await caughtUp(db)
        const open: (Writer | undefined)[] = [undefined, undefined]
        let position = (await readHappenings(db.root, { after: FEED_START, limit: 100_000 })).position
        const begun = position
        const seen: string[] = []
        const committed = new Set<string>()
        const read = async (limit: number): Promise<void> => {
          const page = await readHappenings(db.root, { after: position, limit })
          position = page.position
          seen.push(...page.happenings.map(nameOf))
        }
        const finish = async (by: number, keep: boolean): Promise<void> => {
          const writer = open[by]
          if (writer === undefined) return
          open[by] = undefined
          await writer.end(keep)
          if (keep) for (const name of writer.names) committed.add(name)
        }
        for (const { by, what } of steps) {
          if (by === undefined) await read(2)
          else if (what === 'commit' || what === 'rollback') await finish(by, what === 'commit')
          else await (open[by] ??= await beginWriter(db)).write(what, `n${serial++}`)
        }
        await finish(0, true)
        await finish(1, true)
        await caughtUp(db)
        for (let before = -1; before < seen.length;) {
          before = seen.length
          await read(2)
        }
        expect(new Set(seen)).toEqual(committed)
        expect(seen).toHaveLength(committed.size)
        const whole = await readHappenings(db.root, { after: begun, limit: 1000 })
        expect(whole.happenings.map(nameOf)).toEqual(seen)
      }),
      { numRuns: 40 },
    )
  })
})

const nameOf = (one: Awaited<ReturnType<typeof readHappenings>>['happenings'][number]): string =>
  'change' in one ? (one.change.run ?? '') : String(one.news.data['id'])

interface Writer {
  readonly names: string[]
  write(what: 'change' | 'news', name: string): Promise<void>
  end(keep: boolean): Promise<void>
}

/** A transaction that stays open between steps. */
async function beginWriter(db: Database): Promise<Writer> {
  const begun = Promise.withResolvers<Tx>()
  const ending = Promise.withResolvers<boolean>()
  const over = db
    .transaction(async (tx) => {
      begun.resolve(tx)
      if (!(await ending.promise)) throw new Error('rolled back')
    })
    .catch(() => undefined)
  const tx = await begun.promise
  const names: string[] = []
  return {
    names,
    async write(what, name) {
      names.push(name)
      if (what === 'news') await define(tx, 'team', name)
      else {
        await sql`insert into pmo.change (record_id, connection, kind, event, cause, run, at)
          select id, connection, kind, 'updated', 'tracker', ${name}, now() from pmo.record limit 1`.execute(
          tx,
        )
      }
    },
    async end(keep) {
      ending.resolve(keep)
      await over
    },
  }
}
