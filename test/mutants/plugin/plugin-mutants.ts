import { defineNotifier, describePlugin, z, type AnyConnector, type Page } from '@headless-pmo/sdk'
import type { Mutant } from '../mutant.ts'
import {
  mutant,
  readPages,
  soundTiny,
  TinyConfig,
  tinyConnector,
  tinyPlugin,
  tinyStream,
  withStream,
} from '../support/tiny-connector.ts'
import { TINY_API } from '../support/tiny-tracker.ts'

const eager = (name: string) => ({ entry: new URL(`eager/${name}.ts`, import.meta.url) })

/** A connector with another config; it reads as it did. */
function withConfig(config: z.ZodType): AnyConnector {
  return { ...tinyConnector(), config }
}

let asked = 0
let reading = false

/** Plugins that are wrong as a whole. */
export const pluginMutants: readonly Mutant[] = [
  mutant('P1', 'sets a timer when it is imported', tinyConnector(), eager('timer')),
  mutant('P1', 'writes to the output when it is imported', tinyConnector(), eager('talk')),
  mutant('P1', 'looks at the environment when it is imported', tinyConnector(), eager('environment')),
  mutant(
    'P2',
    'goes somewhere else each time it is described',
    tinyConnector({ egress: () => [`${TINY_API}/${++asked}`] }),
  ),
  mutant(
    'P2',
    'has a field that no data can describe',
    withConfig(TinyConfig.extend({ since: z.date().default(new Date(0)).describe('First day') })),
  ),
  mutant(
    'P3',
    'does not describe a field',
    withConfig(TinyConfig.extend({ label: z.string().default('x') })),
  ),
  mutant(
    'P3',
    'has a default that it would refuse',
    withConfig(TinyConfig.extend({ size: z.int().min(1).default(0).describe('Items a page') })),
  ),
  mutant(
    'P3',
    'takes anything in a field',
    withConfig(TinyConfig.extend({ filter: z.json().optional().describe('Which issues to read') })),
  ),
  mutant(
    'P3',
    'refuses a field without naming it',
    withConfig(
      z.object({ team: z.any().describe('Key of the team') }).superRefine(({ team }, context) => {
        if (team !== undefined && typeof team !== 'string') context.addIssue('This is not right.')
      }),
    ),
  ),
  mutant(
    'P3',
    'takes anything in a field of its notifier',
    defineNotifier({
      config: z.object({ url: z.url().describe('Address'), headers: z.unknown().describe('More headers') }),
      egress: ({ url }) => [url],
      notify: async () => ({ ok: true }),
    }),
    { config: { url: 'https://hooks.example.com' } },
  ),
  mutant(
    'P4',
    'says that all is well whatever the answer',
    tinyConnector({ probe: async () => ({ ok: true }) }),
  ),
  mutant(
    'P4',
    'throws when the key is refused',
    tinyConnector({
      async probe({ fetch }) {
        const reply = await fetch(`${TINY_API}/me`)
        if (!reply.ok) throw new Error(`Tiny answers ${reply.status}.`)
        return { ok: true }
      },
    }),
  ),
  mutant(
    'P4',
    'takes a login page for the tracker',
    tinyConnector({
      async probe({ fetch }) {
        const reply = await fetch(`${TINY_API}/me`)
        return reply.ok
          ? { ok: true }
          : { ok: false, reason: 'unauthorized', message: 'Tiny refuses the key. Give a new one.' }
      },
    }),
  ),
  mutant('P5', 'takes a field away without a new major version', tinyConnector(), {
    previous: describePlugin(
      tinyPlugin(withConfig(TinyConfig.extend({ label: z.string().optional().describe('Only this label') }))),
    ),
  }),
  mutant(
    'P5',
    'wants a new field without a new major version',
    withConfig(TinyConfig.extend({ key: z.string().describe('Key') })),
    {
      previous: describePlugin(soundTiny.plugin),
    },
  ),
  mutant(
    'P6',
    'waits for ever',
    withStream({
      async *read(context) {
        await new Promise(() => undefined)
        yield* readPages(context)
      },
    }),
  ),
  mutant('P6', 'never ends its probe', tinyConnector({ probe: () => new Promise(() => undefined) })),
  mutant(
    'P6',
    'does not say what is wrong',
    withStream({
      async *read(context) {
        try {
          yield* readPages(context)
        } catch {
          throw new Error('Error')
        }
      },
    }),
  ),
  mutant(
    'P7',
    'cannot be ended twice',
    tinyConnector({
      streams: { issues: { ...tinyStream(), read: (context) => oncePages(tinyStream().read(context)) } },
    }),
  ),
  mutant(
    'P7',
    'keeps a mark in its module when a read is ended early',
    withStream({
      async *read(context) {
        if (reading) {
          reading = false
          return
        }
        reading = true
        yield* readPages(context)
        reading = false
      },
    }),
  ),
]

/** Pages whose end can be asked for once. */
function oncePages(pages: AsyncIterable<Page>): AsyncIterable<Page> {
  return {
    [Symbol.asyncIterator]() {
      const iterator = pages[Symbol.asyncIterator]()
      let ended = false
      return {
        next: () => iterator.next(),
        return: async () => {
          if (ended) throw new Error('It has ended already.')
          ended = true
          return (await iterator.return?.()) ?? { done: true, value: undefined }
        },
      }
    },
  }
}
