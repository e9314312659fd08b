import { describePlugin } from '@headless-pmo/sdk'
import { findCanaries, plantable, type Canary } from '../../canary/canary.ts'
import {
  needsUpstream,
  openTrial,
  workingConfig,
  type AskRun,
  type Trial,
  type TrialRun,
} from '../../trial/index.ts'
import { echoes, fails, refuses } from '../../wire/index.ts'
import type { Law } from '../law.ts'
import { LawBroken } from '../law-broken.ts'
import type { LawSubject } from '../subject.ts'
import { peoplesTexts } from './peoples-texts.ts'

/** Shorter values turn up by chance; a longer one takes their place. */
const LEAST_LENGTH = 12

/** A token as the host puts it into the address of a webhook that it registers. */
const PATH_TOKEN = 'pmow_kit7f3aTokenThatNobodyGuesses0123456789abcd'

const HOOK_CANARY = 'in the address of a webhook'

/** Names of config fields that hold a secret where they should not. */
const SECRETIVE = /(api.?key|token|passw(or)?d|passphrase|secret|private.?key|credential)s?$/i

export const s1Secrets: Law = {
  id: 'S1',
  title: 'A secret appears nowhere: not in records, raw items, cursors, logs, errors, results or addresses',
  why: 'What is stored is shown, exported and sent to other tools; a token in there is a token given away.',
  file: 'src/laws/safety/s1-secrets.ts',
  kinds: ['connector'],
  applies: needsUpstream,
  check: async (subject) => keepsSecrets(subject),
}

async function keepsSecrets(subject: LawSubject): Promise<void> {
  const secrets = Object.fromEntries(
    Object.entries(subject.secrets ?? {}).map(([name, value]) => [
      name,
      value.length < LEAST_LENGTH ? plantable(name) : value,
    ]),
  )
  const canaries = [
    ...Object.entries(secrets).map(([name, value]): Canary => ({ name, value })),
    ...configCanaries(await workingConfig(subject)),
    { name: HOOK_CANARY, value: PATH_TOKEN },
  ]
  for (const provoke of PROVOCATIONS) {
    await using trial = await openTrial(subject, { secrets })
    const said = await provoke.run(trial)
    const [found] = findCanaries(canaries, { ...said, ...(await kept(trial)), manifest: manifestOf(subject) })
    if (found === undefined) continue
    const declared = Object.hasOwn(secrets, found.canary)
    throw new LawBroken({
      message: `${provoke.words}, the secret ${found.canary} stands in ${found.place}, ${found.form}. ${
        declared
          ? 'The host keeps it from the plugin; take care not to undo that.'
          : found.canary === HOOK_CANARY
            ? 'Whoever knows that address is believed: send it in a body, and name webhooks by the ids of the tracker.'
            : `It is a field of the config, which everybody may read: declare it under secrets, and authorize with it.`
      }`,
      transcript: [found.excerpt],
    })
  }
}

/** Strings of the config whose name says that they are secrets. */
function configCanaries(config: unknown, path = ''): readonly Canary[] {
  if (typeof config !== 'object' || config === null) return []
  return Object.entries(config).flatMap(([key, value]: [string, unknown]) => {
    const name = path === '' ? key : `${path}.${key}`
    if (typeof value !== 'string') return configCanaries(value, name)
    return SECRETIVE.test(key) && value.length >= LEAST_LENGTH ? [{ name, value }] : []
  })
}

const manifestOf = ({ plugin }: LawSubject): string => JSON.stringify(describePlugin(plugin))

/** All that stays when a run is over. */
async function kept({ store, log }: Trial): Promise<Readonly<Record<string, string>>> {
  return {
    'the stored records, raw items and cursors': unescaped(store.fingerprint()),
    'the history of changes': unescaped(JSON.stringify(store.log)),
    'the log': log.join('\n'),
  }
}

/** Texts within JSON within JSON, as they read. */
const unescaped = (text: string): string => `${text}\n${text.replaceAll('\\"', '"').replaceAll('\\\\', '\\')}`

interface Provocation {
  readonly words: string
  readonly run: (trial: Trial) => Promise<Readonly<Record<string, string>>>
}

const PROVOCATIONS: readonly Provocation[] = [
  {
    words: 'When nothing disturbs the sync',
    run: async (trial) => said(await trial.sync(), await trial.sync({ full: true })),
  },
  {
    words: 'When the tracker repeats in its replies what it was sent',
    run: async (trial) => {
      await trial.sync()
      const texts = peoplesTexts((await trial.items()).values())
      trial.wire.fault({ fault: echoes(texts), times: Number.POSITIVE_INFINITY })
      return said(await trial.sync({ full: true }))
    },
  },
  {
    words: 'When the tracker refuses the token and repeats it',
    run: async (trial) => {
      trial.wire.fault({ fault: echoes([], refuses(401)), times: Number.POSITIVE_INFINITY })
      const { probe } = trial.connector
      return { ...said(await trial.sync()), ...answered(await trial.ask((context) => probe(context))) }
    },
  },
  {
    words: 'When the server fails and shows what it was sent',
    run: async (trial) => {
      trial.wire.fault({ fault: echoes([], fails(500)), times: Number.POSITIVE_INFINITY })
      const { probe } = trial.connector
      return { ...said(await trial.sync()), ...answered(await trial.ask((context) => probe(context))) }
    },
  },
  {
    words: 'When a webhook is registered, renewed and removed',
    run: async (trial) => {
      const subscription = trial.connector.webhook?.subscription
      if (subscription === undefined || subscription.available?.(trial.config) === false) return {}
      const writes = subscription.writes(trial.config)
      const address = `https://kit.example/webhooks/kit/${PATH_TOKEN}`
      const made = await trial.ask((context) => subscription.register({ ...context, address }), writes)
      const listed = await trial.ask((context) => subscription.list(context))
      const ids = made.ended.state === 'done' ? made.ended.value.map(({ id }) => id) : []
      const removed = await trial.ask((context) => subscription.remove({ ...context, ids }), writes)
      const runs = [made, listed, removed]
      return {
        'the ids of webhooks': ids.join('\n'),
        'the addresses that the plugin asked for': runs
          .flatMap(({ asked }) => asked.map(({ url, headers }) => `${url} ${JSON.stringify(headers)}`))
          .join('\n'),
      }
    },
  },
  {
    words: 'When the connection is asked who it is',
    run: async (trial) => {
      const { probe, scopes } = trial.connector
      const who = answered(await trial.ask((context) => probe(context)))
      if (scopes === undefined) return who
      const listed = await trial.ask(async (context) => {
        const found: unknown[] = []
        for await (const scope of scopes(context)) found.push(scope)
        return found
      })
      return { ...who, 'the scopes': answered(listed)['the answer'] ?? '' }
    },
  },
]

function said(...runs: readonly TrialRun[]): Readonly<Record<string, string>> {
  return {
    'the results': runs.map(({ results, ended }) => JSON.stringify(results) + wordsOf(ended)).join('\n'),
    'the addresses that the plugin asked for': runs
      .flatMap(({ asked }) => asked.map(({ url, headers }) => `${url} ${JSON.stringify(headers)}`))
      .join('\n'),
  }
}

const answered = ({ ended }: AskRun<unknown>): Readonly<Record<string, string>> => ({
  'the answer': ended.state === 'done' ? JSON.stringify(ended.value) : wordsOf(ended),
})

/** What an error says, and its causes. */
function wordsOf(ended: TrialRun['ended'] | AskRun<unknown>['ended']): string {
  if (ended.state !== 'threw') return ''
  const words: string[] = []
  for (let error = ended.error; error instanceof Error && words.length < 10; error = error.cause)
    words.push(error.stack ?? error.message)
  return words.join('\n')
}
