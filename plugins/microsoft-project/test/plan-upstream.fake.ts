import { createHash } from 'node:crypto'
import {
  seededRandom,
  type AppliedEdit,
  type Edit,
  type EditKind,
  type Upstream,
  type UpstreamFactory,
} from '@headless-pmo/testing'
import { element, plan, task } from './support/plan-xml.ts'

/** How the plans are reached: as files of a folder, or as addresses of the web. */
export type Way = 'file' | 'web'

/** Where the plans are. */
const PLACES: Readonly<Record<Way, string>> = {
  file: 'file:///kit/plans/',
  web: 'https://plans.example/',
}

interface PlanTask {
  readonly uid: number
  readonly name: string
  readonly percent: number
  /** Elements that no release of Microsoft Project writes. */
  readonly extra: string
  readonly deleted: boolean
}

interface Plan {
  readonly file: string
  readonly tasks: readonly PlanTask[]
  /** When it was last saved, by the clock of whoever saved it. */
  readonly saved: number
  /** Nobody may see the file. */
  readonly hidden: boolean
}

/** Project managers with two plans, which they save as XML again and again. */
export function planUpstream(way: Way): UpstreamFactory {
  return ({ clock, seed, secrets }) =>
    new PlanUpstream({ way, seed, now: () => clock.now(), token: secrets['token'] })
}

interface Options {
  readonly way: Way
  readonly seed: number
  readonly now: () => number
  readonly token: string | undefined
}

const EDITS = ['create', 'edit', 'touch', 'delete', 'move', 'recreate'] as const

class PlanUpstream implements Upstream {
  readonly #options: Options
  readonly #plans: Plan[]
  #count: number

  constructor(options: Options) {
    this.#options = options
    this.#count = 1000 * (1 + options.seed)
    this.#plans = ['house', 'move'].map((name) => ({
      file: `${name}-${options.seed}.xml`,
      tasks: [],
      saved: options.now(),
      hidden: false,
    }))
  }

  get can(): ReadonlySet<EditKind> {
    // A web address that answers no more says nothing about its plan: it stays.
    return new Set<EditKind>(this.#options.way === 'file' ? [...EDITS, 'hide', 'show'] : EDITS)
  }

  readonly takes = new Set(['title', 'extra'] as const)

  get config(): Readonly<Record<string, unknown>> {
    return this.#options.way === 'file' ? {} : { urls: this.#plans.map(({ file }) => PLACES.web + file) }
  }

  live(stream: string): readonly string[] | undefined {
    if (stream !== 'plan') return undefined
    return this.#plans.flatMap((one) =>
      one.hidden
        ? []
        : [
            this.#key(one),
            ...one.tasks.flatMap(({ uid, deleted }) => (deleted ? [] : [this.#ref(one, uid)])),
          ],
    )
  }

  apply(edit: Edit): AppliedEdit | undefined {
    const { kind, seed, item, content = {} } = edit
    if (content.title !== undefined && !isXmlText(content.title)) return undefined
    if (kind === 'create') {
      const shown = this.#plans.filter(({ hidden }) => !hidden)
      if (shown.length === 0) return undefined
      const to = seededRandom(seed).pick(shown)
      const uid = ++this.#count
      const extra =
        content.extra === undefined ? '' : element('BrandNew', element('Nested', '9007199254740993'))
      const made = { uid, name: content.title ?? `Task ${uid}`, percent: 0, extra, deleted: false }
      this.#save(to, [...to.tasks, made])
      return { stream: 'plan', ref: this.#ref(to, uid) }
    }
    if (kind === 'hide' || kind === 'show') {
      const one = nth(
        this.#plans.filter(({ hidden }) => hidden === (kind === 'show')),
        item,
      )
      if (one === undefined) return undefined
      this.#plans[this.#plans.indexOf(one)] = { ...one, hidden: kind === 'hide' }
      return { stream: 'plan', ref: this.#key(one) }
    }
    const place = nth(
      this.#plans.flatMap((one) =>
        one.tasks.flatMap((old) =>
          one.hidden || old.deleted !== (kind === 'recreate') ? [] : [{ one, old }],
        ),
      ),
      item,
    )
    if (place === undefined) return undefined
    const { one, old } = place
    const ref = this.#ref(one, old.uid)
    if (kind === 'move') {
      const to = nth(
        this.#plans.filter((other) => other !== one && !other.hidden),
        seed,
      )
      if (to === undefined) return undefined
      const uid = ++this.#count
      this.#replace(one, { ...old, deleted: true })
      this.#save(to, [...to.tasks, { ...old, uid }])
      return { stream: 'plan', ref, movedTo: this.#ref(to, uid) }
    }
    this.#replace(one, changed(old, edit))
    return { stream: 'plan', ref }
  }

  readonly transport = async (request: Request): Promise<Response> => {
    const { way, token } = this.#options
    const place = PLACES[way]
    if (way === 'web' && token !== undefined && request.headers.get('authorization') !== `Bearer ${token}`)
      return new Response('Sign in first.', { status: 401 })
    if (way === 'file' && request.url === place) return Response.json(this.#listing())
    const found = this.#plans.find(({ file, hidden }) => !hidden && request.url === place + file)
    if (found === undefined) return new Response('There is no such file.', { status: 404 })
    const text = xmlOf(found)
    const headers = { etag: etagOf(text), 'last-modified': new Date(found.saved).toUTCString() }
    if (request.headers.get('if-none-match') === headers.etag)
      return new Response(null, { status: 304, headers })
    const length = String(Buffer.byteLength(text))
    return new Response(text, {
      headers: { ...headers, 'content-type': 'text/xml', 'content-length': length },
    })
  }

  #listing(): readonly unknown[] {
    return this.#plans
      .filter(({ hidden }) => !hidden)
      .map((one) => ({
        name: one.file,
        type: 'file',
        size: Buffer.byteLength(xmlOf(one)),
        etag: etagOf(xmlOf(one)),
        modified: new Date(one.saved).toISOString(),
      }))
  }

  #replace(one: Plan, by: PlanTask): void {
    this.#save(
      one,
      one.tasks.map((old) => (old.uid === by.uid ? by : old)),
    )
  }

  #save(one: Plan, tasks: readonly PlanTask[]): void {
    const at = this.#plans.findIndex(({ file }) => file === one.file)
    this.#plans[at] = { ...one, tasks, saved: this.#options.now() }
  }

  /** Key of a plan as the connector names it. */
  #key({ file }: Plan): string {
    return this.#options.way === 'file' ? file : `plans.example/${file}`
  }

  #ref(one: Plan, uid: number): string {
    return `${this.#key(one)}#task/${uid}`
  }
}

function changed(old: PlanTask, { kind, seed, content }: Edit): PlanTask {
  if (kind === 'delete') return { ...old, deleted: true }
  if (kind === 'recreate') return { ...old, deleted: false }
  if (kind === 'touch') return old
  if (content !== undefined) return { ...old, name: content.title ?? old.name }
  const random = seededRandom(seed)
  return { ...old, name: `Task ${old.uid}, ${random.below(1000)}`, percent: random.below(101) }
}

const nth = <T>(list: readonly T[], item: number): T | undefined => list[item % Math.max(list.length, 1)]

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

function xmlOf({ file, tasks, saved }: Plan): string {
  return plan({
    header: [
      element('Title', file.replace('.xml', '')),
      element('LastSaved', new Date(saved).toISOString().slice(0, 19)),
      element('CurrencyCode', 'EUR'),
    ].join(''),
    tasks: tasks.flatMap(({ uid, name, percent, extra, deleted }) =>
      deleted
        ? []
        : [
            task(
              uid,
              {
                Name: escape(name),
                Start: '2026-01-05T08:00:00',
                PercentComplete: percent,
                Duration: 'PT8H0M0S',
              },
              extra,
            ),
          ],
    ),
  })
}

/** XML 1.0 has no U+0000, and no half characters. */
const isXmlText = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed()

const etagOf = (text: string): string => `"${createHash('sha256').update(text).digest('hex')}"`
